"""Failed attempts to unlock, counted outside the records while these are closed, and the wait that grows with them.

The wait holds up somebody at the keyboard, also after the program was started again. Who can change the folder can
delete the count; against them stands the cost of each try.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import Field, ValidationError

from consult_app.errors import WrongPassphraseError
from consult_app.records.sealing import Strict
from consult_app.settings import write_private

FILE = "unlock_failures.json"
RECOVERY = 0
"""Stands for the recovery key where a practitioner's number would."""
FREE_TRIES, FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 3, 5, 300
T = TypeVar("T")


class TooManyTriesError(WrongPassphraseError):
    """The next try must wait before the passphrase is even looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__("There were too many wrong tries.", f"Wait {seconds} second{'' if seconds == 1 else 's'}.")
        self.wait_seconds = seconds


class Failure(Strict):
    """How often one practitioner's passphrase, or the recovery key, was wrong since the last unlock."""

    practitioner_id: int = Field(ge=0)
    count: int = Field(ge=1)
    last_at: dt.datetime


class _File(Strict):
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class UnlockFailures:
    """The count in a practice's folder; without a folder nothing is counted."""

    home: Path | None
    now: Callable[[], dt.datetime]

    def attempt(self, practitioner_id: int, unlock: Callable[[], T]) -> T:
        """Try to unlock; a wrong passphrase is counted. TooManyTriesError, without a try, before the wait is over."""
        if (left := self.wait()) > 0:
            raise TooManyTriesError(left)
        try:
            return unlock()
        except WrongPassphraseError as error:
            self._count(practitioner_id)
            error.wait_seconds = self.wait()
            raise

    def wait(self) -> int:
        """Whole seconds until the next try is allowed."""
        failures = self.pending()
        over = sum(failure.count for failure in failures) - FREE_TRIES
        if over <= 0:
            return 0
        whole = wait_seconds(over)
        passed = (self.now() - max(failure.last_at for failure in failures)).total_seconds()
        # A clock that was set back must not make the wait longer.
        return min(whole, max(0, int(whole - passed + 0.999)))

    def pending(self) -> tuple[Failure, ...]:
        """What is not in the audit trail yet; a file that cannot be read counts for nothing."""
        if self.home is None:
            return ()
        try:
            return _File.model_validate_json((self.home / FILE).read_bytes()).failures
        except (OSError, ValidationError):
            return ()

    def clear(self) -> None:
        """Start over, once the failures are in the audit trail."""
        if self.home is not None:
            (self.home / FILE).unlink(missing_ok=True)

    def _count(self, practitioner_id: int) -> None:
        if self.home is None:
            return
        counts = {failure.practitioner_id: failure for failure in self.pending()}
        before = counts.get(practitioner_id)
        now = Failure(practitioner_id=practitioner_id, count=1 + (before.count if before else 0), last_at=self.now())
        file = _File(failures=tuple((counts | {practitioner_id: now}).values()))
        write_private(self.home / FILE, file.model_dump_json().encode())


def wait_seconds(over: int) -> int:
    """How long to wait after ``over`` tries more than are free: 5 s, doubled with each, at most 5 minutes."""
    return min(FIRST_WAIT_SECONDS << min(over - 1, 10), LONGEST_WAIT_SECONDS)
