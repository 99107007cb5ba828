"""A practice on disk: set up, opened with a passphrase, or made up in memory for the demonstration."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from consult_app.clinical.consultation import Practitioner
from consult_app.errors import BadInputError, VerificationError
from consult_app.records.audit import add_event
from consult_app.records.engine import create_file, open_file, open_memory
from consult_app.records.file_lock import FileLock
from consult_app.records.keys import (
    FULL_COST,
    Cost,
    check_passphrase,
    new_data_key,
    read_slots,
    unwrap,
    wrap,
    write_slots,
)
from consult_app.records.mark import MARK, Mark, missing_changes, read_mark
from consult_app.records.migrating import bring_up_to_date
from consult_app.records.practitioners import add_practitioner, first_practitioner
from consult_app.records.store import Records, utc_now
from consult_app.records.values import Stamp, StoredPractitioner
from consult_app.records.work import Work
from consult_app.settings import make_private_folder

DATABASE = "records.db"
KEYS = "keys.json"
LOCK = "records.lock"
_UNFINISHED = "records.new.db"


def is_set_up(home: Path) -> bool:
    """Whether the folder holds a practice, or what is left of one: then nothing may be set up over it."""
    return (home / KEYS).exists() or (home / DATABASE).exists()


def practitioners(home: Path) -> tuple[StoredPractitioner, ...]:
    """Whom the unlock screen offers; says which file is missing, damaged or foreign."""
    _check_complete(home)
    return tuple(slot.practitioner for slot in read_slots(home / KEYS))


def create_practice(home: Path, practitioner: Practitioner, passphrase: str, cost: Cost = FULL_COST) -> Records:
    """Set up an encrypted practice in ``home`` and open it; refuses a folder that holds one.

    The key file is written last and the database moved into place after it, so that a stop at any moment leaves
    either nothing or a practice that opens.
    """
    first = first_practitioner(practitioner)
    check_passphrase(passphrase)
    make_private_folder(home)
    with _locked(home) as lock:
        if is_set_up(home):
            raise BadInputError("This folder already holds a practice.", next_step="Unlock it, or name another folder.")
        data_key = new_data_key()
        slot = wrap(data_key, first, passphrase, cost)
        _create_database(home / _UNFINISHED, data_key, first)
        write_slots(home / KEYS, (slot,))
        (home / _UNFINISHED).rename(home / DATABASE)
        return _open(home, first.id, data_key, lock)


def open_practice(home: Path, practitioner_id: int, passphrase: str) -> Records:
    """Unlock a practice; WrongPassphraseError, or what is missing, damaged, foreign, newer or already open."""
    _check_complete(home)
    slot = next((slot for slot in read_slots(home / KEYS) if slot.practitioner.id == practitioner_id), None)
    if slot is None:
        raise BadInputError("This practitioner has no key here.", next_step="Choose a name from the list.")
    with _locked(home) as lock:
        data_key = unwrap(slot, passphrase)
        if not (home / DATABASE).exists():
            (home / _UNFINISHED).rename(home / DATABASE)
        return _open(home, practitioner_id, data_key, lock)


def demo_records(practitioner: Practitioner, now: Callable[[], dt.datetime] = utc_now) -> Records:
    """Throw-away records in memory; nothing reaches the disk. ``now`` gives the demonstration's own time."""
    engine = open_memory()
    first = first_practitioner(practitioner)
    _fill(engine, first, now)
    return Records(engine, first.id, now=now)


@contextmanager
def _locked(home: Path) -> Iterator[FileLock]:
    """The lock, which only a failure gives back: afterwards the opened records hold it."""
    lock = FileLock(home / LOCK)
    try:
        yield lock
    except BaseException:
        lock.release()
        raise


def _check_complete(home: Path) -> None:
    """Tell a missing key file from missing records; a set-up that was cut short counts as complete."""
    has_keys = (home / KEYS).exists()
    has_records = (home / DATABASE).exists()
    if not has_keys and not has_records:
        raise BadInputError("No practice is set up in this folder.", next_step="Set one up, or name its folder.")
    if not has_keys:
        raise VerificationError(
            "keys.json is missing, so the records cannot be unlocked.",
            "Put keys.json back from your latest backup. The records themselves are still there.",
        )
    if not has_records and not (home / _UNFINISHED).exists():
        raise VerificationError(
            "records.db is missing; only its keys are there.", "Put records.db back from your latest backup."
        )


def _create_database(path: Path, data_key: bytes, first: StoredPractitioner) -> None:
    for left in (*path.parent.glob(f"{path.name}*"), path.parent / MARK):
        left.unlink(missing_ok=True)
    engine = create_file(path, data_key)
    try:
        _fill(engine, first, utc_now)
    finally:
        engine.dispose()


def _fill(engine: Engine, first: StoredPractitioner, now: Callable[[], dt.datetime]) -> None:
    bring_up_to_date(engine)
    with engine.begin() as connection:
        add_practitioner(connection, first)
        add_event(Work(connection, Stamp(now(), first.id)), "practice_created")


def _open(home: Path, practitioner_id: int, data_key: bytes, lock: FileLock) -> Records:
    engine = open_file(home / DATABASE, data_key)
    try:
        bring_up_to_date(engine, home / DATABASE)
        with engine.connect() as connection:
            missing = missing_changes(connection, read_mark(home / MARK, data_key))
        mark = Mark(home / MARK, data_key, utc_now)
        return Records(engine, practitioner_id, lock, on_commit=mark.write, missing=missing)
    except BaseException:
        engine.dispose()
        raise
