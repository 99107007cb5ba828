"""A practice set up, opened with a passphrase, or made up in memory for the demonstration.

Its records lie in an encrypted file in its folder, or with an address on a server: see rooms.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from consult_app.clinical.consultation import Practitioner
from consult_app.errors import BadInputError, VerificationError
from consult_app.records.admission import Admission, Door, Entry
from consult_app.records.backup_copy import file_source
from consult_app.records.backup_making import chosen_backup_folder, copy_before_upgrade
from consult_app.records.clinic_copy import Guard, settle_clinic_file, unguarded
from consult_app.records.derivation import Cost, calibrated
from consult_app.records.engine import create_file, open_file, open_memory
from consult_app.records.file_lock import FileLock
from consult_app.records.founding import found_practice
from consult_app.records.key_file import KEYS, KeySet, read_keys, write_keys
from consult_app.records.keys import new_data_key, wrap
from consult_app.records.mark import MARK, Mark, missing_changes, read_mark
from consult_app.records.migrating import bring_up_to_date
from consult_app.records.passphrases import check_passphrase
from consult_app.records.place import DATABASE, Place
from consult_app.records.practitioners import first_practitioner
from consult_app.records.rooms import Room, create_room, known_keys, open_room
from consult_app.records.store import Records, utc_now
from consult_app.records.transactions import Transactions
from consult_app.records.values import Stamp, StoredPractitioner
from consult_app.records.work import Work
from consult_app.settings import make_private_folder

LOCK = "records.lock"
_UNFINISHED = "records.new.db"


def is_set_up(home: Path) -> bool:
    """Whether the folder holds a practice, or what is left of one: then nothing may be set up over it."""
    return (home / KEYS).exists() or (home / DATABASE).exists()


def practitioners(home: Path, url: str | None = None, password: str | None = None) -> tuple[StoredPractitioner, ...]:
    """Whom the unlock screen offers; says which file is missing, damaged or foreign.

    With the address of a server a folder without keys joins the practice there.
    """
    if url is not None:
        return tuple(slot.practitioner for slot in known_keys(Room(home, url, password)).slots)
    _check_complete(home)
    return tuple(slot.practitioner for slot in read_keys(home / KEYS).slots)


def create_practice(
    home: Path,
    practitioner: Practitioner,
    passphrase: str,
    cost: Cost | None = None,
    *,
    url: str | None = None,
    password: str | None = None,
) -> Records:
    """Set up an encrypted practice in ``home``, or one on the server at ``url``, and open it; refuses a second one.

    Without ``cost`` it is fitted to this machine. The key file is written last and the database moved into place after
    it, so that a stop at any moment leaves either nothing or a practice that opens.
    """
    first = first_practitioner(practitioner)
    check_passphrase(passphrase)
    if is_set_up(home):
        raise BadInputError("This folder already holds a practice.", next_step="Unlock it, or name another folder.")
    if url is not None:
        return create_room(Room(home, url, password), first, passphrase, cost)
    make_private_folder(home)
    with _locked(home) as lock:
        if is_set_up(home):
            raise BadInputError("This folder already holds a practice.", next_step="Unlock it, or name another folder.")
        data_key = new_data_key()
        slot = wrap(data_key, first, passphrase, cost or calibrated())
        keys = KeySet(slots=(slot,))
        _create_database(home / _UNFINISHED, data_key, keys)
        write_keys(home / KEYS, keys)
        (home / _UNFINISHED).rename(home / DATABASE)
        return _open(Door(home, first.id, utc_now, unguarded), Admission(data_key, lambda _transactions: None), lock)


def open_practice(
    home: Path,
    practitioner_id: int,
    passphrase: str,
    now: Callable[[], dt.datetime] = utc_now,
    *,
    guard: Guard = unguarded,
    url: str | None = None,
    password: str | None = None,
) -> Records:
    """Unlock a practice; WrongPassphraseError, or what is missing, damaged, foreign, newer, already open or away.

    ``guard`` tells what a changed clinic's file allows that it did not before; a clinical lead alone lets that count.
    ``url`` names the server its records lie on, ``password`` the server's own, which is kept for the next time.
    """
    door = Door(home, practitioner_id, now, guard)
    return _let_in(door, partial(door.by_passphrase, passphrase), url, password)


def recover_practice(
    home: Path,
    typed: str,
    practitioner_id: int,
    passphrase: str,
    now: Callable[[], dt.datetime] = utc_now,
    *,
    guard: Guard = unguarded,
    url: str | None = None,
    password: str | None = None,
) -> Records:
    """Give a practitioner a new passphrase with the recovery key, and open the practice as this practitioner.

    BadInputError names groups that were mistyped; WrongPassphraseError when it is not the key on the newest sheet.
    """
    door = Door(home, practitioner_id, now, guard)
    return _let_in(door, partial(door.by_recovery_key, typed, passphrase), url, password)


def _let_in(door: Door, entry: Entry, url: str | None, password: str | None) -> Records:
    home = door.home
    if url is not None:
        return open_room(Room(home, url, password), door, entry)
    _check_complete(home)
    keys = read_keys(home / KEYS)
    with _locked(home) as lock:
        admission = entry(keys)
        _finish_set_up(home)
        return _open(door, admission, lock)


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


def _create_database(path: Path, data_key: bytes, keys: KeySet) -> None:
    for left in (*path.parent.glob(f"{path.name}*"), path.parent / MARK):
        left.unlink(missing_ok=True)
    engine = create_file(path, data_key)
    try:
        _fill(engine, keys.slots[0].practitioner, utc_now, keys)
    finally:
        engine.dispose()


def _fill(
    engine: Engine, first: StoredPractitioner, now: Callable[[], dt.datetime], keys: KeySet | None = None
) -> None:
    bring_up_to_date(engine)
    with engine.begin() as connection:
        found_practice(Work(connection, Stamp(now(), first.id)), first, keys)


def _finish_set_up(home: Path) -> None:
    """Move records into place that a set-up left beside it when it was cut short."""
    if not (home / DATABASE).exists():
        (home / _UNFINISHED).rename(home / DATABASE)


def _open(door: Door, admission: Admission, lock: FileLock) -> Records:
    home, now, place = door.home, door.now, Place(door.home, admission.data_key)
    engine = open_file(place.database, place.data_key)
    try:
        folder = chosen_backup_folder(home)
        bring_up_to_date(engine, partial(copy_before_upgrade, place, file_source(place), folder, now()))
        with engine.connect() as connection:
            missing = missing_changes(connection, read_mark(home / MARK, place.data_key))
        mark = Mark(home / MARK, place.data_key, now)
        transactions = Transactions(engine, door.practitioner_id, now, mark.write)
        admission.admit(transactions)
        clinic = settle_clinic_file(home, transactions, door.guard)
        return Records(
            engine,
            door.practitioner_id,
            lock,
            now,
            mark.write,
            missing=missing,
            place=place,
            set_aside=clinic.set_aside,
        )
    except BaseException:
        engine.dispose()
        raise
