"""Corrections of finished consultations as new drafts that name them, and drafts deleted with a reason."""

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, insert, select

from consult_app.errors import BadInputError, ConsultError
from consult_app.records.audit import add_event
from consult_app.records.clients import client_id
from consult_app.records.consultations import load_consultation, load_row, open_draft, subject
from consult_app.records.schema import consent, consultation, document, ledger_entry, planned_session, treatment
from consult_app.records.values import StoredConsultation
from consult_app.records.work import Work

_COPIED = (
    "client_id",
    "as_of",
    "step",
    "outcome",
    "not_before",
    "open_questions",
    "protocol_digest",
    "format",
    "body",
    "carried_from",
)


def revise(work: Work, consultation_id: int, because: str) -> StoredConsultation:
    """A new draft with the same answers that says what it corrects and why; the old one stays as it was signed."""
    connection, stamp, reason = work.connection, work.stamp, _reason(because)
    old = load_row(connection, consultation_id)
    if old.status != "finished":
        raise ConsultError("This consultation is still a draft.", "Change the draft itself.")
    if (later := _revision_of(connection, consultation_id)) is not None:
        raise ConsultError("This consultation is corrected already.", f"Open consultation {later} instead.")
    values = {name: getattr(old, name) for name in _COPIED}
    result = connection.execute(
        insert(consultation).values(
            **values,
            practitioner_id=stamp.by,
            status="draft",
            revision=1,
            created_at=stamp.at,
            updated_at=stamp.at,
            revises=consultation_id,
            revises_because=reason,
        )
    )
    number = int(result.inserted_primary_key[0])  # type: ignore[index]
    _copy_sessions(connection, consultation_id, number)
    add_event(work, "consultation_revised", subject(consultation_id), f"by consultation {number}", reason)
    add_event(work, "consultation_started", subject(number), f"revises consultation {consultation_id}")
    return load_consultation(connection, number)


def delete_draft(work: Work, consultation_id: int, revision: int, because: str) -> None:
    """Delete a draft; refuses a stale revision, and one that was handed out of or that others rest on."""
    connection, reason = work.connection, _reason(because)
    draft = open_draft(connection, consultation_id, revision)
    if _has(connection, treatment, treatment.c.consultation_id == consultation_id):
        raise ConsultError("A treatment session belongs to this draft.", "It stays; finish it instead.")
    if _has(connection, consultation, consultation.c.carried_from == consultation_id):
        raise ConsultError("A later consultation carried answers over from this draft.", "It stays; finish it instead.")
    if _has(connection, document, document.c.consultation_id == consultation_id):
        raise ConsultError("A paper of this draft was handed out.", "It stays; finish it instead.")
    if _has(connection, consent, consent.c.consultation_id == consultation_id):
        raise ConsultError("A consent was confirmed in this draft.", "It stays; finish it instead.")
    for table in (planned_session, ledger_entry):
        connection.execute(delete(table).where(table.c.consultation_id == consultation_id))
    # Named with its revision, so that what another room saved a moment ago is not deleted unseen.
    here = (consultation.c.id == consultation_id, consultation.c.revision == revision)
    if connection.execute(delete(consultation).where(*here)).rowcount == 0:
        open_draft(connection, consultation_id, revision)
    # Whose it was: erasing the client must find the reason.
    whose = f" of {client_id(draft.client_id)}" if draft.client_id is not None else ""
    add_event(work, "draft_deleted", subject(consultation_id), f"revision {revision}{whose}", reason)


def _reason(because: str) -> str:
    reason = because.strip()
    if not reason:
        raise BadInputError("A reason is needed.", next_step="Say in a few words why.")
    return reason


def _revision_of(connection: Connection, consultation_id: int) -> int | None:
    query = select(consultation.c.id).where(consultation.c.revises == consultation_id)
    return connection.execute(query.limit(1)).scalar()


def _copy_sessions(connection: Connection, old: int, new: int) -> None:
    query = select(planned_session).where(planned_session.c.consultation_id == old).order_by(planned_session.c.id)
    for row in connection.execute(query).all():
        values = {"consultation_id": new, "date": row.date, "time": row.time, "kind": row.kind}
        connection.execute(insert(planned_session).values(**values))


def _has(connection: Connection, table: Table, condition: ColumnElement[bool]) -> bool:
    return bool(connection.execute(select(exists(select(table.c.id).where(condition)))).scalar())
