"""Practitioner rows: who made, changed and handed out what."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from consult_app.clinical.consultation import Practitioner
from consult_app.errors import BadInputError, VerificationError
from consult_app.records.audit import add_event
from consult_app.records.schema import practitioner
from consult_app.records.signatures import digest
from consult_app.records.values import StoredPractitioner
from consult_app.records.work import Work


def new_practitioner(number: int, details: Practitioner, *, is_lead: bool = False) -> StoredPractitioner:
    """A practitioner under a number; refuses one without a name."""
    name = (details.name or "").strip()
    if not name:
        raise BadInputError("The practitioner has no name.", next_step="Enter the name that stands on your documents.")
    return StoredPractitioner(number, name, details.role, (details.licence or "").strip() or None, is_lead=is_lead)


def first_practitioner(details: Practitioner) -> StoredPractitioner:
    """The practitioner who sets a practice up, and leads it."""
    return new_practitioner(1, details, is_lead=True)


def add_practitioner(connection: Connection, value: StoredPractitioner) -> None:
    """A new row under the number of the key slot."""
    connection.execute(insert(practitioner).values(**asdict(value)))


def replace_practitioner(work: Work, value: StoredPractitioner) -> None:
    """Put these details in place of the row's."""
    row = update(practitioner).where(practitioner.c.id == value.id)
    work.connection.execute(row.values(**asdict(value)))


def set_public_key(work: Work, practitioner_id: int, public_key: str | None) -> None:
    """Keep the public half of the practitioner's signing key; the trail names it and the one before, by digests."""
    before = load_practitioner(work.connection, practitioner_id).public_key
    row = update(practitioner).where(practitioner.c.id == practitioner_id)
    work.connection.execute(row.values(public_key=public_key))
    named = " instead of ".join(digest(key) for key in (public_key, before) if key)
    add_event(work, "signing_key_changed", f"practitioner {practitioner_id}", named)


def load_practitioner(connection: Connection, practitioner_id: int) -> StoredPractitioner:
    """The practitioner of a key slot."""
    row = connection.execute(select(practitioner).where(practitioner.c.id == practitioner_id)).one_or_none()
    if row is None:
        raise VerificationError(
            "The records do not know this practitioner.", "Put records.db and keys.json back from the same backup."
        )
    return _stored(row)


def practitioners(connection: Connection) -> tuple[StoredPractitioner, ...]:
    """Everybody, in the order they came."""
    return tuple(_stored(row) for row in connection.execute(select(practitioner).order_by(practitioner.c.id)))


def _stored(row: Row[Any]) -> StoredPractitioner:
    return StoredPractitioner(**row._mapping)
