"""A room of a practice whose records lie on a server: set up, joined, and unlocked.

Its folder holds this room's copy of the key slots and of the clinic's file. There is no lock and no mark beside them:
the server orders who writes, and its chain also grows by what other rooms do.
"""

import contextlib
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, inspect, select
from sqlalchemy.exc import DBAPIError

from consult_app.errors import BadInputError
from consult_app.records.admission import Admission, Door, Entry
from consult_app.records.backup_making import chosen_backup_folder, copy_before_upgrade
from consult_app.records.chain import ChainHead
from consult_app.records.clinic_copy import settle_with_rooms, unguarded
from consult_app.records.copying import server_source
from consult_app.records.derivation import Cost, calibrated
from consult_app.records.founding import found_practice
from consult_app.records.key_file import KEYS, KeySet, read_keys, write_keys
from consult_app.records.key_table import load_keys
from consult_app.records.keys import new_data_key, wrap
from consult_app.records.migrating import bring_up_to_date
from consult_app.records.place import CLINIC_FILE, Place
from consult_app.records.room_file import read_room, write_room
from consult_app.records.schema import audit_event, practice
from consult_app.records.server import open_server
from consult_app.records.shared import SharedText, shared
from consult_app.records.store import Records, utc_now
from consult_app.records.transactions import Transactions
from consult_app.records.values import StorageError, StoredPractitioner
from consult_app.settings import make_private_folder, write_private

_NOBODY = 0


@dataclass(frozen=True)
class Room:
    """The folder of a room and the server's address; without ``password`` the one kept here or the driver's counts."""

    home: Path
    url: str
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class _OnServer:
    practice: str
    keys: KeySet
    clinic: SharedText | None


def create_room(room: Room, first: StoredPractitioner, passphrase: str, cost: Cost | None) -> Records:
    """Set a practice up on an empty server; BadInputError where there is one."""
    data_key = new_data_key()
    slot = wrap(data_key, first, passphrase, cost or calibrated())
    keys = KeySet(slots=(slot,))
    engine = open_server(room.url, room.password)
    try:
        bring_up_to_date(engine)
        Transactions(engine, first.id, utc_now, _tell_nobody).run("set up", found_practice, slot.practitioner, keys)
    except DBAPIError as error:
        raise _gone() from error
    finally:
        engine.dispose()
    # What is not written here any more, because the program stopped, the next start fetches.
    make_private_folder(room.home)
    write_keys(room.home / KEYS, keys)
    return _enter(room, Door(room.home, first.id, utc_now, unguarded), Admission(data_key, lambda _transactions: None))


def join(room: Room) -> bool:
    """Fetch the key slots and the clinic's file into a folder without keys; False when the server has no practice."""
    found = _fetch(room)
    if found is None:
        return False
    make_private_folder(room.home)
    if found.clinic is not None and not (room.home / CLINIC_FILE).exists():
        write_private(room.home / CLINIC_FILE, found.clinic.text.encode())
    write_keys(room.home / KEYS, found.keys)
    return True


def keys_at_hand(room: Room) -> KeySet:
    """The slots in force; those last seen here while the server lets nobody in without the password kept with them."""
    if not (room.home / KEYS).exists() and not join(room):
        raise no_practice()
    on_file = read_keys(room.home / KEYS)
    with contextlib.suppress(BadInputError):
        found = _fetch(room)
        if found is not None and found.keys.revision >= on_file.revision:
            return found.keys
    return on_file


def known_keys(room: Room) -> KeySet:
    """As ``keys_at_hand``; while the server is away those last seen here, so that names can be shown."""
    try:
        return keys_at_hand(room)
    except StorageError:
        if not (room.home / KEYS).exists():
            raise
        return read_keys(room.home / KEYS)


def open_room(room: Room, door: Door, entry: Entry) -> Records:
    """Unlock the practice on the server; what ``entry`` and ``open_server`` raise, or what does not fit."""
    return _enter(room, door, entry(keys_at_hand(room)))


def no_practice() -> BadInputError:
    """What is said of a server without a practice."""
    return BadInputError("No practice is set up on this server.", next_step="Set one up, or check the address.")


def _enter(room: Room, door: Door, admission: Admission) -> Records:
    remembered, key, now = read_room(room.home), admission.data_key, door.now
    if room.password is not None:
        remembered = remembered.with_password(room.url, room.password, key)
    engine = open_server(room.url, room.password or remembered.password_for(room.url, key))
    try:
        transactions = Transactions(engine, door.practitioner_id, now, _tell_nobody)
        found = _checked(room.home, remembered.practice, transactions.read("read practice", _on_server))
        place = Place(room.home, key, remembered.id)
        source, folder = server_source(engine, place), chosen_backup_folder(room.home)
        bring_up_to_date(engine, partial(copy_before_upgrade, place, source, folder, now()))
        admission.admit(transactions)
        clinic = settle_with_rooms(room.home, transactions, remembered.clinic, door.guard)
        write_room(room.home, remembered.unlocked(found.practice, clinic.seen))
        return Records(engine, door.practitioner_id, now=now, place=place, source=source, set_aside=clinic.set_aside)
    except DBAPIError as error:
        engine.dispose()
        raise _gone() from error
    except BaseException:
        engine.dispose()
        raise


def _fetch(room: Room) -> _OnServer | None:
    engine = open_server(room.url, room.password)
    try:
        return Transactions(engine, _NOBODY, utc_now, _tell_nobody).read("read practice", _on_server)
    finally:
        engine.dispose()


def _on_server(connection: Connection) -> _OnServer | None:
    if not inspect(connection).has_table(practice.name):
        return None
    keys = load_keys(connection)
    if keys is None:
        return None
    first = select(audit_event.c.hash).order_by(audit_event.c.id).limit(1)
    return _OnServer(connection.execute(first).scalar_one(), keys, shared(connection, CLINIC_FILE))


def _checked(home: Path, practice_id: str, found: _OnServer | None) -> _OnServer:
    """What is on the server, if this folder belongs to the practice on the server; nothing of two may ever be mixed.

    A folder that was never unlocked with a server shows it by a signing key: no two practices share one.
    """
    if found is None:
        raise no_practice()
    is_same = practice_id == found.practice if practice_id else _public(read_keys(home / KEYS)) & _public(found.keys)
    if not is_same:
        raise BadInputError(
            "This folder belongs to another practice than the server.", next_step="Name an empty folder for this room."
        )
    return found


def _public(keys: KeySet) -> set[str]:
    return {slot.practitioner.public_key for slot in keys.slots if slot.practitioner.public_key is not None}


def _gone() -> StorageError:
    return StorageError(
        "The server with the records stopped answering.", "Nothing was lost. Check the network, then try again."
    )


def _tell_nobody(_head: ChainHead) -> None:
    """A room keeps no mark."""
