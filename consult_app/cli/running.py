"""Running a command: its exit status, and what is said when something goes wrong."""

import io
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from consult_app.cli.parser import parser
from consult_app.errors import BadInputError, ConsultError, VerificationError, WrongPassphraseError
from consult_app.faults import write_report
from consult_app.settings import home_folder

log = logging.getLogger(__name__)
DONE, FAULT, BAD_INPUT, WRONG_PASSPHRASE, NOT_VERIFIED = range(5)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; never a traceback, input and output in UTF-8."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else None)
    parsed = parser().parse_args(arguments)
    home: Path = home_folder(parsed.home)
    parsed.home = home
    try:
        parsed.run(parsed)
    except ConsultError as error:
        return _refused(error)
    except BrokenPipeError:
        return DONE
    except Exception as fault:
        place = write_report(fault, home)
        sys.stderr.write(f"The program made a mistake; a report without client data lies at {place}.\n")
        return FAULT
    return DONE


def _refused(error: ConsultError) -> int:
    sys.stderr.write(f"{error.message}\n")
    if isinstance(error, BadInputError):
        sys.stderr.writelines(f"  {problem}\n" for problem in error.problems)
    if error.next_step:
        sys.stderr.write(f"{error.next_step}\n")
    if isinstance(error, WrongPassphraseError):
        return WRONG_PASSPHRASE
    return NOT_VERIFIED if isinstance(error, VerificationError) else BAD_INPUT
