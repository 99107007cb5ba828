"""What a check of the records says: that it runs, what it found and where, and what to do then."""

import datetime as dt
from dataclasses import dataclass

from consult_app.clinical.dates import short_date
from consult_app.errors import ConsultError
from consult_app.records.backup_values import Advance
from consult_app.records.checking import LastCheck, RecordsCheck

NEVER = "Not checked yet. Every line of the audit trail, every signature and every paper is compared with what it was."
NOTHING_WRONG = "Nothing altered, missing or out of order"
WHAT_TO_DO = (
    "Keep the practice’s folder as it is, and do not put anything in its place yet. Compare with your latest backup, "
    "and show this list to whoever looks after the computer."
)
LISTED = 6


@dataclass(frozen=True)
class CheckView:
    """What the panel says; ``percent`` while it runs, ``problems`` where something is wrong."""

    title: str
    line: str
    percent: int | None = None
    is_good: bool = False
    problems: tuple[str, ...] = ()


def last_view(last: LastCheck | None, now: dt.datetime) -> CheckView:
    """When the records were checked last, and what came of it."""
    if last is None:
        return CheckView("Check the records", NEVER)
    at = last.at.astimezone(now.tzinfo)
    came = "nothing was wrong" if not last.problems else f"{_counted(last.problems, 'problem')} found"
    return CheckView("Check the records", f"Last checked {_when(at, now)}: {came}.")


def progress_view(advance: Advance) -> CheckView:
    """What is being read and how far it is."""
    share = min(100, 100 * advance.done // advance.total) if advance.total else 0
    return CheckView("Checking the records", f"{advance.stage}. You can go on working.", share)


def found_view(found: RecordsCheck, now: dt.datetime) -> CheckView:
    """What came of a check just now."""
    report = found.report
    counts = ", ".join(
        (
            _counted(report.length, "event"),
            _counted(report.signatures, "signature"),
            _counted(report.documents, "paper"),
        )
    )
    if found.ok:
        return CheckView(NOTHING_WRONG, f"Checked {_when(now, now)}: {counts}.", is_good=True)
    title = f"{_counted(len(found.problems), 'problem')} found"
    return CheckView(title.capitalize(), f"Checked {_when(now, now)}: {counts}. {WHAT_TO_DO}", problems=found.problems)


def failed_view(error: Exception) -> CheckView:
    """Why the check could not run to its end."""
    known = isinstance(error, ConsultError)
    line = str(error) if known else "Nothing was changed. Try again; if it happens again, look at your latest backup."
    return CheckView("The check could not be finished", line, problems=(line,))


def shown_problems(problems: tuple[str, ...]) -> tuple[str, ...]:
    """The first problems, and how many more there are."""
    more = len(problems) - LISTED
    return (*problems[:LISTED], *((f"and {more} more",) if more > 0 else ()))


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _when(at: dt.datetime, now: dt.datetime) -> str:
    return f"today {at:%H:%M}" if at.date() == now.date() else f"{short_date(at.date())}, {at:%H:%M}"
