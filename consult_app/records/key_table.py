"""The key slots in force, kept in the records beside the practitioners; keys.json is the copy that opens them.

What the records say counts: the slots change in one transaction with the people they belong to, and keys.json is
brought up to it at the next unlock when the program stopped in between.
"""

from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from consult_app.errors import BadInputError
from consult_app.records.audit import add_event
from consult_app.records.key_file import KeySet, keys_from, keys_text
from consult_app.records.keys import Slot
from consult_app.records.practitioners import practitioners, set_public_key
from consult_app.records.schema import practice
from consult_app.records.values import StaleRevisionError, StoredPractitioner
from consult_app.records.work import Work

_NAME = "keys"


def load_keys(connection: Connection) -> KeySet | None:
    """The slots in force; None in records that have never been unlocked by a version that keeps them."""
    text = connection.execute(select(practice.c.value).where(practice.c.name == _NAME)).scalar_one_or_none()
    return None if text is None else keys_from(text.encode())


def save_keys(work: Work, keys: KeySet, before: KeySet | None) -> None:
    """Put slots in force; StaleRevisionError when others than ``before`` are by now."""
    values = {"value": keys_text(keys), "revision": keys.revision, "updated_at": work.stamp.at}
    if before is None:
        work.connection.execute(insert(practice).values(name=_NAME, **values))
        return
    known = (practice.c.name == _NAME) & (practice.c.revision == before.revision)
    if work.connection.execute(update(practice).where(known).values(values)).rowcount != 1:
        raise StaleRevisionError("Somebody else has just changed who may unlock.", "Look at the list and try again.")


def settle_keys(work: Work, on_file: KeySet) -> KeySet:
    """The slots in force after an unlock with the ones of the file, with every difference put right and noted."""
    stored = load_keys(work.connection)
    people = practitioners(work.connection)
    keys = agreed(on_file, stored, people)
    if not keys.has(work.stamp.by):
        raise BadInputError("You can no longer unlock this practice.", next_step="Ask your clinical lead.")
    known = {person.id: person.public_key for person in people}
    for slot in keys.slots:
        if slot.practitioner.public_key != known[slot.practitioner.id]:
            set_public_key(work, slot.practitioner.id, slot.practitioner.public_key)
    if keys != stored:
        save_keys(work, keys, stored)
    if keys != on_file:
        add_event(work, "keys_settled", detail=f"revision {keys.revision}")
    return keys


def recover_slot(work: Work, before: KeySet, slot: Slot) -> KeySet:
    """Put a slot in force that the recovery key made for the one who is let in by it."""
    keys = before.with_slot(slot)
    save_keys(work, keys, before)
    set_public_key(work, work.stamp.by, slot.practitioner.public_key)
    add_event(work, "recovery_key_used", f"practitioner {work.stamp.by}")
    return keys


def agreed(on_file: KeySet, stored: KeySet | None, people: tuple[StoredPractitioner, ...]) -> KeySet:
    """Slots for enabled practitioners only, named as their rows name them, from the newer of file and records.

    A file is newer when its records were put back from a backup, or when they have never kept slots.
    """
    newest = stored if stored is not None and stored.revision >= on_file.revision else on_file
    enabled = {person.id: person for person in people if person.disabled_at is None}
    slots = tuple(
        slot.model_copy(update={"practitioner": replace(row, public_key=slot.practitioner.public_key)})
        for slot in newest.slots
        if (row := enabled.get(slot.practitioner.id)) is not None
    )
    if slots == newest.slots:
        return newest
    return newest.model_copy(update={"slots": slots, "revision": newest.revision + 1})
