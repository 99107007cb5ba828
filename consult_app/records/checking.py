"""Checking all records at once: the trail, the signatures, the papers, and what the mark beside the file remembers."""

import datetime as dt
import json
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from consult_app.errors import ConsultError
from consult_app.records.audit import add_event
from consult_app.records.backup_file import read_manifest
from consult_app.records.backup_values import Watch
from consult_app.records.schema import practice
from consult_app.records.store import Records
from consult_app.records.trail import NOBODY, RememberedHead, TrailReport
from consult_app.records.work import Work

_NAME = "records_checked"


@dataclass(frozen=True)
class RecordsCheck:
    """What was checked, and everything that is wrong, in words."""

    report: TrailReport
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True)
class LastCheck:
    """When the records were checked last, how many events they held then, and how many problems were found."""

    at: dt.datetime
    events: int
    problems: int


def check_records(records: Records, watch: Watch = NOBODY) -> RecordsCheck:
    """Check everything; StoppedError when ``watch`` says that it is no longer wanted, or the records are closed."""
    ending = Watch(watch.tell, lambda: watch.cancelled() or records.transactions.is_closed)
    report = records.trail.verify(remembered_heads(records), ending)
    problems = [problem.text for problem in report.problems]
    if records.missing is not None:
        problems.append(f"Changes are missing that were saved before: {records.missing.detail}.")
    return RecordsCheck(report, tuple(problems))


def remembered_heads(records: Records) -> tuple[RememberedHead, ...]:
    """The heads of the chain that the backups in the practice's folder remember; one that cannot be read has none."""
    if records.place is None:
        return ()
    found = []
    for file in records.backups.list():
        try:
            found.append(RememberedHead(f"The backup {file.path.name}", read_manifest(file.path).contents.head))
        except (ConsultError, OSError):
            continue
    return tuple(found)


def note_check(records: Records, check: RecordsCheck) -> LastCheck:
    """Remember that the records were checked and what came of it."""
    return records.transactions.run("note check", _note, check.report.length, len(check.problems))


def last_check(records: Records) -> LastCheck | None:
    """The last check that was remembered; None before the first."""
    return records.transactions.read("look for the last check", _last)


def _note(work: Work, events: int, problems: int) -> LastCheck:
    at = work.stamp.at
    value = json.dumps({"at": at.isoformat(), "events": events, "problems": problems})
    work.connection.execute(delete(practice).where(practice.c.name == _NAME))
    work.connection.execute(insert(practice).values(name=_NAME, value=value, revision=1, updated_at=at))
    add_event(work, _NAME, detail=f"events {events}, problems {problems}")
    return LastCheck(at, events, problems)


def _last(connection: Connection) -> LastCheck | None:
    value = connection.execute(select(practice.c.value).where(practice.c.name == _NAME)).scalar_one_or_none()
    if value is None:
        return None
    kept = json.loads(value)
    return LastCheck(dt.datetime.fromisoformat(kept["at"]), kept["events"], kept["problems"])
