"""The rows of treatment sessions: written while they are drafts, and read back whole."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from consult_app.clinical.treatment_record import TreatmentRecord
from consult_app.errors import BadInputError, ConsultError
from consult_app.records.clients import client_id
from consult_app.records.lots import keep_lots
from consult_app.records.schema import client, treatment
from consult_app.records.treatment_body import FORMAT, record_in, to_body
from consult_app.records.treatment_events import events_of
from consult_app.records.treatment_values import StoredTreatment
from consult_app.records.values import StaleRevisionError
from consult_app.records.work import Work


def load_treatment(connection: Connection, treatment_id: int) -> StoredTreatment:
    """A whole session with what became of it."""
    return _with_events(connection, treatment_row(connection, treatment_id))


def insert_draft(work: Work, record: TreatmentRecord, **links: Any) -> int:
    """A new row, by the practitioner at work; its number."""
    stamp = work.stamp
    result = work.connection.execute(
        insert(treatment).values(
            **links,
            practitioner_id=stamp.by,
            status="draft",
            date=record.date,
            format=FORMAT,
            body=to_body(record),
            revision=1,
            created_at=stamp.at,
            updated_at=stamp.at,
        )
    )
    number = int(result.inserted_primary_key[0])  # type: ignore[index]
    keep_lots(work, number, record)
    return number


def open_draft(connection: Connection, treatment_id: int, revision: int) -> Row[Any]:
    """The row of a session being written; refuses a signed one and a stale revision."""
    row = treatment_row(connection, treatment_id)
    if row.status != "draft":
        raise ConsultError("This session is signed and can no longer be changed.", "Correct it instead.")
    if row.revision != revision:
        raise _stale()
    return row


def write_draft(work: Work, draft: Row[Any], values: dict[str, Any]) -> None:
    """Write if nobody else has since the row was read, which another room could have."""
    result = work.connection.execute(
        update(treatment)
        .where(treatment.c.id == draft.id, treatment.c.revision == draft.revision)
        .values(**values, revision=draft.revision + 1, updated_at=work.stamp.at)
    )
    if result.rowcount == 0:
        raise _stale()


def _stale() -> StaleRevisionError:
    return StaleRevisionError(
        "This session was changed somewhere else in the meantime.",
        "Open it again; your version was not saved over the other.",
    )


def treatment_row(connection: Connection, treatment_id: int) -> Row[Any]:
    """The row of a session with its client's name and birth date."""
    row = connection.execute(_query(treatment.c.id == treatment_id)).one_or_none()
    if row is None:
        raise BadInputError(
            f"There is no treatment session {treatment_id}.", next_step="Open it from the list instead."
        )
    return row


def _query(condition: ColumnElement[bool]) -> Any:
    query = select(treatment, client.c.name, client.c.date_of_birth).join(client).where(condition)
    return query.order_by(treatment.c.date.desc(), treatment.c.id.desc())


def listed(connection: Connection, condition: ColumnElement[bool]) -> tuple[StoredTreatment, ...]:
    """The sessions of which something holds, newest first."""
    return tuple(_with_events(connection, row) for row in connection.execute(_query(condition)).all())


def corrections(connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """By session, the one that corrects it."""
    query = select(treatment.c.revises, treatment.c.id).where(treatment.c.revises.in_(tuple(numbers)))
    return {row.revises: row.id for row in connection.execute(query)}


def _with_events(connection: Connection, row: Row[Any]) -> StoredTreatment:
    later = corrections(connection, (row.id,)).get(row.id)
    return StoredTreatment(
        id=row.id,
        client_id=client_id(row.client_id),
        client_name=row.name,
        date_of_birth=row.date_of_birth,
        consultation_id=row.consultation_id,
        practitioner_id=row.practitioner_id,
        status=row.status,
        date=row.date,
        record=record_in(row.body, row.format, row.id),
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
        revises=row.revises,
        revises_because=row.revises_because,
        revised_by=later,
        events=events_of(connection, _chain(connection, row.id, row.revises)),
    )


def _chain(connection: Connection, treatment_id: int, revises: int | None) -> list[int]:
    """The session with all it corrects and all that corrects it."""
    numbers, newest = [treatment_id], treatment_id
    while revises is not None:
        numbers.append(revises)
        revises = connection.execute(select(treatment.c.revises).where(treatment.c.id == revises)).scalar_one()
    while later := corrections(connection, (newest,)).get(newest):
        numbers.append(later)
        newest = later
    return numbers
