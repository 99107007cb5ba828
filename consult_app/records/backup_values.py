"""What backing up and restoring say to those who asked for it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from consult_app.errors import ConsultError
from consult_app.records.chain import ChainHead


@dataclass(frozen=True)
class Advance:
    """How far a piece of work is; ``done`` and ``total`` count pages or bytes of this stage."""

    stage: str
    done: int
    total: int


Tell = Callable[[Advance], None]
Cancelled = Callable[[], bool]


class StoppedError(ConsultError):
    """Somebody stopped a backup or a restore; nothing of it is left."""


@dataclass(frozen=True)
class Watch:
    """Whom to tell how far it is, and whom to ask whether to go on; either may be called from any thread."""

    tell: Tell = lambda _advance: None
    cancelled: Cancelled = lambda: False

    def step(self, stage: str, done: int, total: int) -> None:
        """Say how far it is; StoppedError when it is no longer wanted."""
        self.tell(Advance(stage, done, total))
        self.check()

    def check(self) -> None:
        """StoppedError when it is no longer wanted."""
        if self.cancelled():
            raise StoppedError("Stopped. Nothing was left behind.", "Your records are unchanged.")


@dataclass(frozen=True)
class Contents:
    """What tells one state of a database from another: schema, rows by table, and the head of the audit chain.

    ``practice`` tells practices apart: the hash of the first link of their chain, empty before there was a chain.
    """

    practice: str
    schema_revision: str
    rows: dict[str, int]
    head: ChainHead


@dataclass(frozen=True)
class BackupFile:
    """A backup in a folder; ``made_at`` is in UTC, ``upgraded_from`` a schema if it was made before an upgrade."""

    path: Path
    made_at: dt.datetime
    upgraded_from: str = ""


@dataclass(frozen=True)
class BackupCheck:
    """What checking a backup found; ``problems`` is empty when it is whole and opens."""

    path: Path
    made_at: dt.datetime | None
    contents: Contents | None
    problems: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether this backup may be relied on."""
        return not self.problems


@dataclass(frozen=True)
class Standing:
    """How well the records are covered: the last good backup, and since when changes stand in no backup."""

    last: "LastBackup | None"
    since: dt.datetime


@dataclass(frozen=True)
class LastBackup:
    """The last backup that was made and found whole; ``is_there`` says whether the file is still in its place.

    ``is_whole`` is False once a later check found it damaged.
    """

    path: Path
    made_at: dt.datetime
    head: ChainHead
    is_there: bool = True
    is_whole: bool = True

    @property
    def counts(self) -> bool:
        """Whether it may be relied on as far as is known."""
        return self.is_there and self.is_whole
