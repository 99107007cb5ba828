"""Backups of an open practice: made, checked, remembered, and the old ones cleared away."""

import contextlib
import datetime as dt
import json
import threading
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select

from consult_app.errors import BadInputError, ConsultError, VerificationError
from consult_app.records.audit import add_event
from consult_app.records.backup_copy import Source, file_source
from consult_app.records.backup_file import backup_files, read_manifest
from consult_app.records.backup_making import check_backup, clear_staging, make_backup
from consult_app.records.backup_values import (
    BackupCheck,
    BackupFile,
    Cancelled,
    LastBackup,
    Standing,
    StoppedError,
    Tell,
    Watch,
)
from consult_app.records.chain import ChainHead
from consult_app.records.place import Place
from consult_app.records.retention import kept
from consult_app.records.schema import audit_event, practice
from consult_app.records.transactions import Transactions
from consult_app.records.work import Work

AGAIN_AFTER = dt.timedelta(days=1)
_LAST, _MADE, _FAILED = "backup_last", "backup_made", "backup_failed"
_NOBODY = Watch()


class Backups:
    """Any thread may call; a long one runs beside the saving. Without a place, as in the demonstration, none is made.

    ``source`` writes one consistent state of the records into a new encrypted file; the practice's own file if none
    is given. Each room on a server makes its own, and remembers its own last one.
    """

    def __init__(self, transactions: Transactions, place: Place | None, source: Source | None = None) -> None:
        self._transactions, self._place = transactions, place
        self._source = source or (file_source(place) if place else None)
        self._last = f"{_LAST} {place.room}".strip() if place else _LAST
        self._one_at_a_time, self._closing = threading.Lock(), threading.Event()
        if place is not None:
            # Only a file's lock tells that nobody else is making a backup of it.
            clear_staging(place.home, AGAIN_AFTER if place.room else dt.timedelta(0))

    @property
    def folder(self) -> Path | None:
        """Where backups go unless the clinic chose another folder; None where nothing is kept."""
        return self._place.backups if self._place else None

    def make(
        self, folder: Path | None = None, tell: Tell = _NOBODY.tell, cancelled: Cancelled = _NOBODY.cancelled
    ) -> LastBackup:
        """Make a backup, check it, remember it, and clear away what need not be kept.

        StorageError when the folder is away, full or closed, VerificationError when the new file is not whole,
        StoppedError when it was cancelled; then no file is left of it and the earlier ones are as they were.
        """
        place, source = self._kept_practice()
        folder = folder or place.backups
        with self._one_at_a_time:
            try:
                watch = Watch(tell, lambda: cancelled() or self._closing.is_set())
                made_at = self._transactions.now()
                last = _good(made_at, make_backup(place, source, folder, made_at, watch))
            except StoppedError:
                raise
            except ConsultError as error:
                self._note_failure(error)
                raise
            self._transactions.run("remember backup", _remember, self._last, last)
            self._clear_old(last)
            return last

    def verify(self, file: Path, tell: Tell = _NOBODY.tell, cancelled: Cancelled = _NOBODY.cancelled) -> BackupCheck:
        """Read a backup whole, open it and compare it with what it says of itself. StoppedError, StorageError."""
        place, _source = self._kept_practice()
        check = check_backup(place, file, Watch(tell, lambda: cancelled() or self._closing.is_set()))
        self._transactions.run("note check", _note_check, self._last, check)
        return check

    def list(self, folder: Path | None = None) -> tuple[BackupFile, ...]:
        """The backups in a folder, newest first; StorageError when it is away."""
        place, _source = self._kept_practice()
        folder = folder or place.backups
        return backup_files(folder) if folder != place.backups or folder.exists() else ()

    def last_verified(self) -> LastBackup | None:
        """The last backup that was made and found whole; None before the first."""
        return self.standing().last

    def standing(self) -> Standing:
        """The last good backup, and since when changes stand in none."""
        standing = self._transactions.read("look at backups", _standing, self._last)
        last = standing.last
        # Looked for outside the transaction: a drive that does not answer holds nobody else up.
        return replace(standing, last=replace(last, is_there=last.path.is_file())) if last else standing

    def is_due(self) -> bool:
        """Whether the last good backup is older than a day or no longer in its place; never where nothing is kept."""
        if self._place is None:
            return False
        last = self.last_verified()
        return last is None or not last.counts or self._transactions.now() - last.made_at >= AGAIN_AFTER

    def close(self) -> None:
        """Stop what is being made and wait until it has gone."""
        self._closing.set()
        with self._one_at_a_time:
            pass

    def _kept_practice(self) -> tuple[Place, Source]:
        if self._place is None or self._source is None:
            raise BadInputError("Nothing is kept here, so there is nothing to back up.")
        return self._place, self._source

    def _note_failure(self, error: ConsultError) -> None:
        # A disk that takes no backup may take no line either; what is told is the first of both.
        with contextlib.suppress(ConsultError):
            self._transactions.run("note failed backup", _note_failure, type(error).__name__)

    def _clear_old(self, last: LastBackup) -> None:
        """A file that cannot be deleted now is deleted after a later backup."""
        mine = read_manifest(last.path).practice
        with contextlib.suppress(ConsultError, OSError):
            own = [file for file in backup_files(last.path.parent) if _is_of(file, mine)]
            keep = kept([file.made_at for file in own])
            for file in own:
                if file.made_at not in keep and file.path != last.path:
                    file.path.unlink()


def _is_of(file: BackupFile, practice_id: str) -> bool:
    """Whether it is a usual backup of this practice; one made before an upgrade stays, and so does what is foreign."""
    try:
        return not file.upgraded_from and read_manifest(file.path).practice == practice_id
    except ConsultError:
        return False


def _good(made_at: dt.datetime, check: BackupCheck) -> LastBackup:
    if not check.is_good or check.contents is None:
        raise VerificationError(
            f"The new backup was not whole, so it was taken away. {check.problems[0]}",
            "Your records are safe. Try again; if it happens again, choose another drive.",
        )
    return LastBackup(check.path, made_at, check.contents.head)


def _remember(work: Work, name: str, last: LastBackup) -> None:
    _keep(work, name, last)
    add_event(work, _MADE, detail=f"events {last.head.length}")


def _keep(work: Work, name: str, last: LastBackup) -> None:
    value = {
        "path": str(last.path),
        "made_at": last.made_at.isoformat(),
        "length": last.head.length,
        "hash": last.head.hash,
        "is_whole": last.is_whole,
    }
    work.connection.execute(delete(practice).where(practice.c.name == name))
    row = {"name": name, "value": json.dumps(value), "revision": 1, "updated_at": work.stamp.at}
    work.connection.execute(insert(practice).values(**row))


def _note_failure(work: Work, kind: str) -> None:
    """One line for a drive that is away all day, not one for each try."""
    about = select(audit_event.c.kind, audit_event.c.detail).where(audit_event.c.kind.in_((_MADE, _FAILED)))
    before = work.connection.execute(about.order_by(audit_event.c.id.desc()).limit(1)).one_or_none()
    if before is None or tuple(before) != (_FAILED, kind):
        add_event(work, _FAILED, detail=kind)


def _note_check(work: Work, name: str, check: BackupCheck) -> None:
    add_event(work, "backup_checked", detail=f"problems {len(check.problems)}")
    last = _standing(work.connection, name).last
    if last is not None and last.path == check.path and last.is_whole != check.is_good:
        _keep(work, name, replace(last, is_whole=check.is_good))


def _standing(connection: Connection, name: str) -> Standing:
    value = connection.execute(select(practice.c.value).where(practice.c.name == name)).scalar_one_or_none()
    if value is None:
        return Standing(None, connection.execute(select(func.min(audit_event.c.at))).scalar_one())
    stored = json.loads(value)
    path, made_at = Path(stored["path"]), dt.datetime.fromisoformat(stored["made_at"])
    head = ChainHead(stored["length"], stored["hash"])
    return Standing(LastBackup(path, made_at, head, is_whole=stored["is_whole"]), made_at)
