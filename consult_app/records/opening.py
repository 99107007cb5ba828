"""A practice on disk: set up, opened with a passphrase, or made up in memory for the demonstration."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from consult_app.clinical.consultation import Practitioner
from consult_app.errors import BadInputError, VerificationError, WrongPassphraseError
from consult_app.records.audit import add_event
from consult_app.records.backup_making import chosen_backup_folder, copy_before_upgrade
from consult_app.records.derivation import Cost, calibrated
from consult_app.records.engine import create_file, open_file, open_memory
from consult_app.records.file_lock import FileLock
from consult_app.records.key_file import KEYS, KeySet, read_keys, write_keys
from consult_app.records.key_table import recover_slot, save_keys, settle_keys
from consult_app.records.keys import Slot, new_data_key, unwrap, wrap
from consult_app.records.mark import MARK, Mark, missing_changes, read_mark
from consult_app.records.migrating import bring_up_to_date
from consult_app.records.passphrases import check_passphrase
from consult_app.records.place import DATABASE, Place
from consult_app.records.practitioners import add_practitioner, first_practitioner
from consult_app.records.recovery import read_recovery_key, replaced_sheet, unwrap_with_recovery
from consult_app.records.store import Records, utc_now
from consult_app.records.transactions import Transactions
from consult_app.records.unlock_failures import RECOVERY, UnlockFailures
from consult_app.records.values import Stamp, StoredPractitioner
from consult_app.records.work import Work
from consult_app.settings import make_private_folder

LOCK = "records.lock"
_UNFINISHED = "records.new.db"


def is_set_up(home: Path) -> bool:
    """Whether the folder holds a practice, or what is left of one: then nothing may be set up over it."""
    return (home / KEYS).exists() or (home / DATABASE).exists()


def practitioners(home: Path) -> tuple[StoredPractitioner, ...]:
    """Whom the unlock screen offers; says which file is missing, damaged or foreign."""
    _check_complete(home)
    return tuple(slot.practitioner for slot in read_keys(home / KEYS).slots)


def create_practice(home: Path, practitioner: Practitioner, passphrase: str, cost: Cost | None = None) -> Records:
    """Set up an encrypted practice in ``home`` and open it; refuses a folder that holds one.

    Without ``cost`` it is fitted to this machine. The key file is written last and the database moved into place after
    it, so that a stop at any moment leaves either nothing or a practice that opens.
    """
    first = first_practitioner(practitioner)
    check_passphrase(passphrase)
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
        return _open(Place(home, data_key), first.id, lock, utc_now)


def open_practice(
    home: Path, practitioner_id: int, passphrase: str, now: Callable[[], dt.datetime] = utc_now
) -> Records:
    """Unlock a practice; WrongPassphraseError, or what is missing, damaged, foreign, newer or already open."""
    _check_complete(home)
    on_file = read_keys(home / KEYS)
    slot = on_file.slot(practitioner_id)
    with _locked(home) as lock:
        data_key = UnlockFailures(home, now).attempt(practitioner_id, lambda: unwrap(slot, passphrase))
        if slot.signing_key is None:
            slot = wrap(data_key, slot.practitioner, passphrase, slot.cost)
            on_file = on_file.with_slot(slot)
        _finish_set_up(home)
        admit = partial(_admit, home, on_file, slot, passphrase)
        return _open(Place(home, data_key), practitioner_id, lock, now, admit)


def recover_practice(
    home: Path, typed: str, practitioner_id: int, passphrase: str, now: Callable[[], dt.datetime] = utc_now
) -> Records:
    """Give a practitioner a new passphrase with the recovery key, and open the practice as this practitioner.

    BadInputError names groups that were mistyped; WrongPassphraseError when it is not the key on the newest sheet.
    """
    _check_complete(home)
    on_file = read_keys(home / KEYS)
    slot, recovery = on_file.slot(practitioner_id), on_file.recovery
    if recovery is None:
        raise BadInputError("This practice has no recovery sheet.", next_step="Make one under People, once unlocked.")
    key = read_recovery_key(typed)
    check_passphrase(passphrase)
    with _locked(home) as lock:
        data_key = UnlockFailures(home, now).attempt(RECOVERY, lambda: unwrap_with_recovery(recovery, key))
        _finish_set_up(home)
        fresh = wrap(data_key, slot.practitioner, passphrase, slot.cost)
        admit = partial(_replace_slot, home, on_file, fresh)
        return _open(Place(home, data_key), practitioner_id, lock, now, admit)


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
        work = Work(connection, Stamp(now(), first.id))
        add_practitioner(connection, first)
        if keys is not None:
            save_keys(work, keys, None)
        add_event(work, "practice_created")


def _finish_set_up(home: Path) -> None:
    """Move records into place that a set-up left beside it when it was cut short."""
    if not (home / DATABASE).exists():
        (home / _UNFINISHED).rename(home / DATABASE)


def _replace_slot(home: Path, on_file: KeySet, slot: Slot, transactions: Transactions) -> None:
    """Put a slot in force that the recovery key made; an earlier sheet opens nothing, also not with an old file."""
    keys = transactions.run("settle keys", settle_keys, on_file)
    write_keys(home / KEYS, keys)
    if keys.recovery is None or on_file.recovery is None or keys.recovery.salt != on_file.recovery.salt:
        raise replaced_sheet()
    write_keys(home / KEYS, transactions.run("recover", recover_slot, keys, slot))


def _admit(home: Path, on_file: KeySet, slot: Slot, passphrase: str, transactions: Transactions) -> None:
    """Let in whom the records know: bring the key file up to date, and ask for the passphrase in force."""
    keys = transactions.run("settle keys", settle_keys, on_file)
    if keys != read_keys(home / KEYS):
        write_keys(home / KEYS, keys)
    in_force = keys.slot(slot.practitioner.id)
    if in_force.salt != slot.salt:
        try:
            unwrap(in_force, passphrase)
        except WrongPassphraseError:
            raise WrongPassphraseError(
                "Your passphrase was changed, and this is the one before.", "Unlock with the new one."
            ) from None


def _open(
    place: Place,
    practitioner_id: int,
    lock: FileLock,
    now: Callable[[], dt.datetime],
    admit: Callable[[Transactions], None] = lambda _transactions: None,
) -> Records:
    engine = open_file(place.database, place.data_key)
    try:
        bring_up_to_date(engine, partial(copy_before_upgrade, place, chosen_backup_folder(place.home), now()))
        with engine.connect() as connection:
            missing = missing_changes(connection, read_mark(place.home / MARK, place.data_key))
        mark = Mark(place.home / MARK, place.data_key, now)
        admit(Transactions(engine, practitioner_id, now, mark.write))
        return Records(engine, practitioner_id, lock, now, mark.write, missing=missing, place=place)
    except BaseException:
        engine.dispose()
        raise
