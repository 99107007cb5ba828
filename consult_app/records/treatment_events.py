"""What became of a treatment session: follow-ups and adverse events, added and never changed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from consult_app.clinical.treatment_record import TreatmentEvent
from consult_app.errors import BadInputError
from consult_app.records.audit import add_event
from consult_app.records.schema import treatment, treatment_event
from consult_app.records.treatment_body import FORMAT, event_in, to_body
from consult_app.records.treatment_values import StoredEvent
from consult_app.records.work import Work


def add_treatment_event(work: Work, treatment_id: int, event: TreatmentEvent) -> StoredEvent:
    """Record a follow-up or an adverse event of a session; it cannot lie before the session."""
    row = work.connection.execute(select(treatment.c.date).where(treatment.c.id == treatment_id)).one_or_none()
    if row is None:
        raise BadInputError(f"There is no treatment session {treatment_id}.", next_step="Open it from the list.")
    if event.date < row.date:
        raise BadInputError("This date lies before the session.", next_step="Check the year.")
    if not (event.what or event.what_else.strip() or event.outcome.strip() or event.action.strip()):
        raise BadInputError("Nothing is recorded yet.", next_step="Say what was seen, done or found.")
    result = work.connection.execute(
        insert(treatment_event).values(
            treatment_id=treatment_id,
            kind=event.kind,
            date=event.date,
            format=FORMAT,
            body=to_body(event),
            recorded_at=work.stamp.at,
            recorded_by=work.stamp.by,
        )
    )
    number = int(result.inserted_primary_key[0])  # type: ignore[index]
    add_event(work, f"{event.kind}_added", f"treatment {treatment_id}", f"event {number}")
    return StoredEvent(number, treatment_id, event, work.stamp.at, work.stamp.by)


def events_of(connection: Connection, treatments: Iterable[int]) -> tuple[StoredEvent, ...]:
    """What became of these sessions, newest first."""
    query = select(treatment_event).where(treatment_event.c.treatment_id.in_(tuple(treatments)))
    newest_first = query.order_by(treatment_event.c.date.desc(), treatment_event.c.id.desc())
    return tuple(_stored(row) for row in connection.execute(newest_first))


def _stored(row: Row[Any]) -> StoredEvent:
    event = event_in(row.body, row.format, row.id)
    return StoredEvent(row.id, row.treatment_id, event, row.recorded_at, row.recorded_by)
