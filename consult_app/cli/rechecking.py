"""``recheck``: what the present protocol makes of cases, or of stored consultations, that were judged before."""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from consult_app.cli.files import catalogue_of, read_text
from consult_app.cli.practice import opened
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.dates import short_date
from consult_app.clinical.problems import described
from consult_app.clinical.recheck import Result, Stored, recheck
from consult_app.clinical.verdict_record import VerdictRecord
from consult_app.errors import BadInputError
from consult_app.knowledge.case_files import read_case
from consult_app.knowledge.clinic_file import CLINIC_FILE
from consult_app.records.values import KeptConsultation

COUNTED = (
    ("differs", "differ"),
    ("same", "the same"),
    ("other_protocol", "the same by another protocol"),
    ("not_compared", "not compared"),
)


def recheck_stored(arguments: argparse.Namespace) -> None:
    """Judge again every case of a folder, or every stored consultation of the practice, and say what differs."""
    catalogue = catalogue_of(arguments)
    if arguments.folder:
        _report(recheck(cases_in(arguments.folder, catalogue), catalogue), catalogue, arguments.format)
        return
    with opened(arguments) as app:
        kept = (_stored(each) for each in app.records.every_consultation())
        _report(recheck(kept, catalogue), catalogue, arguments.format)


def cases_in(folder: Path, catalogue: Catalogue) -> Iterator[Stored]:
    """The cases of a folder by name, each with the verdict printed beside it; BadInputError where there is none."""
    if not folder.is_dir():
        raise BadInputError(f"{folder} is no folder.", (), "Name the folder the case files lie in.")
    names = sorted(path for path in folder.glob("*.yaml") if path.name != CLINIC_FILE)
    if not names:
        raise BadInputError(f"{folder} holds no case file (NAME.yaml).", (), "Name the folder they lie in.")
    return (_case(path, catalogue) for path in names)


def _case(path: Path, catalogue: Catalogue) -> Stored:
    try:
        consultation, problems = read_case(read_text(path), catalogue)
        if problems:
            return Stored(path.name, None, None, f"The case file was refused: {'; '.join(problems)}")
        return Stored(path.name, consultation, _verdict_beside(path))
    except BadInputError as error:
        return Stored(path.name, None, None, " ".join((error.message, *error.problems)))


def _verdict_beside(path: Path) -> VerdictRecord:
    beside = path.with_suffix(".json")
    try:
        return VerdictRecord.model_validate_json(read_text(beside))
    except ValidationError as error:
        raise BadInputError(f"{beside.name} is no verdict of this program.", described(error)) from None


def _stored(kept: KeptConsultation) -> Stored:
    name = f"{kept.client_id or 'No client yet'}, {short_date(kept.as_of)} (consultation {kept.id})"
    return Stored(name, kept.consultation, kept.verdict, kept.why_not)


def _report(results: Iterable[Result], catalogue: Catalogue, form: str) -> None:
    """Write each result as it comes, then how many there were of each kind."""
    counts: Counter[str] = Counter()
    write = _write_json if form == "json" else _write_text
    write(_counted(_watched(results), counts), counts, catalogue)


def _counted(results: Iterable[Result], counts: "Counter[str]") -> Iterator[Result]:
    for result in results:
        counts[result.status] += 1
        yield result


def _watched(results: Iterable[Result]) -> Iterator[Result]:
    """The same results; what takes long says how far it is, after one second, two, four and so on."""
    began, wait = time.monotonic(), 1
    for number, result in enumerate(results, 1):
        yield result
        if time.monotonic() - began >= wait:
            wait *= 2
            sys.stderr.write(f"{number:,} checked\n")


def _write_text(results: Iterable[Result], counts: "Counter[str]", catalogue: Catalogue) -> None:
    for result in results:
        if result.status == "differs":
            sys.stdout.write(f"{result.name}\n")
            sys.stdout.writelines(f"  {difference.text}\n" for difference in result.differences)
        elif result.status == "not_compared":
            sys.stdout.write(f"{result.name}\n  Not compared. {result.why_not}\n")
    parts = ", ".join(f"{counts[status]:,} {words}" for status, words in COUNTED if counts[status])
    sys.stdout.write(f"{counts.total():,} checked by protocol {catalogue.protocol.version}: {parts or 'none'}.\n")


def _write_json(results: Iterable[Result], counts: "Counter[str]", catalogue: Catalogue) -> None:
    """One object, written piece by piece."""
    sys.stdout.write('{"results": [')
    for number, result in enumerate(results):
        sys.stdout.write(f"{',' if number else ''}\n{_json(_form(result))}")
    protocol = {
        "version": catalogue.protocol.version,
        "digest": catalogue.digest,
        "clinic_digest": catalogue.clinic_digest,
    }
    summary = {"checked": counts.total(), **{status: counts[status] for status, _ in COUNTED}}
    sys.stdout.write(f'\n],\n"summary": {_json(summary)},\n"protocol": {_json(protocol)}}}\n')


def _form(result: Result) -> dict[str, Any]:
    return {
        "name": result.name,
        "status": result.status,
        "differences": [asdict(difference) for difference in result.differences],
        "why_not": result.why_not or None,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
