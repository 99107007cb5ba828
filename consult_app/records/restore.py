"""Puts a practice back from a backup, into a fresh folder, after everything in it was checked."""

import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select

from consult_app.errors import BadInputError, VerificationError, WrongPassphraseError
from consult_app.records.audit import add_event
from consult_app.records.backup_contents import copy_problems
from consult_app.records.backup_file import Manifest, unpack
from consult_app.records.backup_making import staging
from consult_app.records.backup_values import Contents, Watch
from consult_app.records.engine import open_file
from consult_app.records.fresh_folder import fresh_folder, put_in_place
from consult_app.records.key_file import KEYS, read_keys
from consult_app.records.keys import unwrap
from consult_app.records.migrating import bring_up_to_date, refuse_newer
from consult_app.records.place import DATABASE
from consult_app.records.recovery import read_recovery_key, unwrap_with_recovery
from consult_app.records.schema import practitioner
from consult_app.records.values import Stamp
from consult_app.records.work import Work


@dataclass(frozen=True)
class Opened:
    """The data key, and whose passphrase gave it; None when it was nobody's in particular."""

    data_key: bytes
    practitioner_id: int | None = None


Opener = Callable[[Path], Opened]
"""Gives the data key for the key slots in a file; WrongPassphraseError when it is not theirs."""


@dataclass(frozen=True)
class RestoreReport:
    """What a backup holds, all of it checked; ``was_written`` is False after a dry run."""

    made_at: dt.datetime
    contents: Contents
    was_written: bool


def with_passphrase(passphrase: str) -> Opener:
    """Open with the passphrase of whichever practitioner it is."""

    def opened(keys: Path) -> Opened:
        for slot in read_keys(keys).slots:
            with contextlib.suppress(WrongPassphraseError):
                return Opened(unwrap(slot, passphrase), slot.practitioner.id)
        raise WrongPassphraseError(
            "That passphrase opens none of the keys in this backup.",
            "Use the passphrase from the time of the backup, or the recovery sheet.",
        )

    return opened


def with_recovery_key(typed: str) -> Opener:
    """Open with the recovery sheet that was in force at the time of the backup; BadInputError for a mistyped group."""
    key = read_recovery_key(typed)

    def opened(keys: Path) -> Opened:
        recovery = read_keys(keys).recovery
        if recovery is None:
            raise BadInputError(
                "There was no recovery sheet at the time of this backup.", next_step="Use a passphrase."
            )
        return Opened(unwrap_with_recovery(recovery, key))

    return opened


def with_data_key(data_key: bytes) -> Opener:
    """Open with the key of an open practice."""
    return lambda _keys: Opened(data_key)


def restore(
    file: Path, folder: Path, opener: Opener, now: Callable[[], dt.datetime], watch: Watch, *, dry_run: bool = False
) -> RestoreReport:
    """Check a backup whole and, unless it is a dry run, make a practice of it in ``folder``, absent or empty.

    It opens with the passphrases and the recovery sheet of the time of the backup; the settings of this machine may
    stand in the folder already. When it is stopped, refused or damaged nothing is left behind:
    BadInputError, WrongPassphraseError, VerificationError, StorageError, StoppedError.
    """
    with fresh_folder(folder, dry_run=dry_run), staging(folder) as stage:
        manifest = unpack(file, stage, watch)
        refuse_newer(manifest.schema_revision)
        _check_and_complete(stage, manifest, opener(stage / KEYS), now, watch, dry_run=dry_run)
        watch.step("Putting the records in place", 0, 1)
        if not dry_run:
            put_in_place(stage, folder)
        return RestoreReport(manifest.made_at, manifest.contents, not dry_run)


def _check_and_complete(
    stage: Path, manifest: Manifest, opened: Opened, now: Callable[[], dt.datetime], watch: Watch, *, dry_run: bool
) -> None:
    watch.step("Checking the records", 0, 1)
    engine = open_file(stage / DATABASE, opened.data_key)
    try:
        if problems := copy_problems(engine, manifest.contents, watch):
            raise VerificationError(
                f"This backup cannot be restored. {' '.join(problems)}", "Use another backup. Keep this one."
            )
        if not dry_run:
            _complete(engine, manifest, opened, now)
    finally:
        engine.dispose()


def _complete(engine: Engine, manifest: Manifest, opened: Opened, now: Callable[[], dt.datetime]) -> None:
    """Bring records of an earlier version up to date and note in their audit trail where they come from."""
    bring_up_to_date(engine)
    with engine.begin() as connection:
        lead = select(practitioner.c.id).order_by(practitioner.c.is_lead.desc(), practitioner.c.id).limit(1)
        by = opened.practitioner_id or connection.execute(lead).scalar_one()
        add_event(Work(connection, Stamp(now(), by)), "restored", detail=f"events {manifest.audit_length}")
