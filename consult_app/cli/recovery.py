"""The recovery sheet on the command line: made with the practice, or anew."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consult_app.app import App, recovery_paper
from consult_app.cli.files import write
from consult_app.cli.practice import opened, passphrase_of
from consult_app.errors import BadInputError

NO_SHEET = (
    "No recovery sheet was made: nobody can open these records once the passphrase is lost.\n"
    "Make one with: records recovery-sheet FILE.pdf\n"
)
_CARE = "Print it, keep it on paper away from this computer, and delete the file. It is kept nowhere else."


def recovery_sheet(arguments: argparse.Namespace) -> None:
    """Make a new recovery sheet, which replaces the one before; only a clinical lead may."""
    passphrase = passphrase_of(arguments)
    with place_for(arguments.file), opened(arguments, passphrase) as app:
        make_sheet(app, passphrase, arguments.file)


def make_sheet(app: App, passphrase: str, file: Path) -> None:
    """Make a new recovery key and write its sheet as a PDF that only its owner may read."""
    write(file, recovery_paper(app, app.records.people.new_recovery_sheet(passphrase)))
    sys.stdout.write(f"Recovery sheet: {file.name}. {_CARE}\n")


@contextmanager
def place_for(file: Path | None) -> Iterator[None]:
    """Make sure of a new file before the key it will hold is in force; it is gone again when nothing comes of it."""
    if file is None:
        yield
        return
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise BadInputError(f"{file} is there already.", (), "Name a new file for the recovery sheet.") from None
    except OSError as error:
        raise BadInputError(f"{file} cannot be written: {error.strerror}.", (), "Choose another place.") from error
    try:
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        raise
