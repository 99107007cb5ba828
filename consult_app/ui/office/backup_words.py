"""How well the records are backed up, in the words of Today's card."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from consult_app.clinical.dates import short_date
from consult_app.errors import ConsultError
from consult_app.records.backup_values import Advance, LastBackup, Standing
from consult_app.ui.theme import Outcome

CAUTION_AFTER, STOP_AFTER = 2, 7
"""Days without a new backup."""
SAFE = "Your records are safe."
ANOTHER_DRIVE = "A copy on the same disk is lost with it: choose a folder on another drive."
DAMAGED = f"{SAFE} Back up again, to another drive if you can."
_ICONS: dict[Outcome, str] = {
    "treat": "backup",
    "precautions": "state_precautions",
    "do_not_treat": "state_do_not_treat",
}


@dataclass(frozen=True)
class BackupView:
    """What the card says; ``outcome`` gives its colour and its icon, ``is_failure`` that something is to be done."""

    outcome: Outcome
    title: str
    line: str = ""
    is_failure: bool = False

    @property
    def icon(self) -> str:
        """Another outline for each state, so that it is told without colour too."""
        return _ICONS[self.outcome]


def standing_view(
    standing: Standing, now: dt.datetime, beside_records: Path | None, *, same_disk: bool = False
) -> BackupView:
    """The last good backup and its age; ``now`` is on the clinic's clock.

    A copy on the disk of the records (``same_disk``) is lost with them, so it is a caution however new it is.
    """
    days = (now.date() - standing.since.astimezone(now.tzinfo).date()).days
    last = standing.last
    if last is None:
        return BackupView(_outcome_of(max(days, CAUTION_AFTER)), "Not backed up yet", _since(days))
    if not last.is_whole:
        return BackupView("do_not_treat", "The last backup is damaged", DAMAGED, is_failure=True)
    if not last.is_there:
        where = f"{_place(last, beside_records)} does not hold it now. Connect the drive, or back up again."
        return BackupView(_outcome_of(max(days, CAUTION_AFTER)), "The last backup is not in its place", where)
    made = last.made_at.astimezone(now.tzinfo)
    line = f"{_place(last, beside_records)}, copy checked"
    title = f"Backed up {_day(days, made)} {made:%H:%M}"
    if days < CAUTION_AFTER and same_disk:
        return BackupView("precautions", title, f"{_place(last, beside_records)}. {ANOTHER_DRIVE}")
    if days < CAUTION_AFTER:
        return BackupView("treat", title, line)
    return BackupView(_outcome_of(days), f"Last backup {days} days ago", line)


def on_one_disk(backup: Path, records: Path) -> bool:
    """Whether two files lie on one disk; False where that cannot be told."""
    try:
        return backup.stat().st_dev == records.stat().st_dev
    except OSError:
        return False


def failure_view(error: Exception, standing: Standing | None, now: dt.datetime) -> BackupView:
    """Why no backup was made, that the records are safe, and what to do."""
    days = (now.date() - standing.since.astimezone(now.tzinfo).date()).days if standing else 0
    said = (error.message, error.next_step) if isinstance(error, ConsultError) else ("No backup was made.", "")
    next_step = said[1] if SAFE in said[1] else f"{SAFE} {said[1]}".strip()
    return BackupView(_outcome_of(max(days, CAUTION_AFTER)), said[0].rstrip("."), next_step, is_failure=True)


def progress_view(advance: Advance) -> BackupView:
    """What is being done and how far it is."""
    return BackupView("treat", "Backing up", f"{advance.stage}, {percent(advance)} %")


def percent(advance: Advance) -> int:
    """How much of this stage is done, 0 to 100."""
    return min(100, 100 * advance.done // advance.total) if advance.total else 0


def _outcome_of(days: int) -> Outcome:
    if days >= STOP_AFTER:
        return "do_not_treat"
    return "precautions" if days >= CAUTION_AFTER else "treat"


def _since(days: int) -> str:
    return "A copy on another drive guards against loss." if days < CAUTION_AFTER else f"{days} days without a copy."


def _place(last: LastBackup, beside_records: Path | None) -> str:
    folder = last.path.parent
    return "On this computer only" if folder == beside_records else f"Folder “{folder.name or folder}”"


def _day(days: int, made: dt.datetime) -> str:
    return ("today", "yesterday")[days] if days in (0, 1) else short_date(made.date())
