"""Treatment sessions that were begun and not signed, deleted with a reason that the audit trail keeps."""

from sqlalchemy import Connection, Table, delete, exists, select

from consult_app.errors import BadInputError, ConsultError
from consult_app.records.audit import add_event
from consult_app.records.clients import client_id
from consult_app.records.schema import document, lot, treatment, treatment_event
from consult_app.records.signed_rows import signed_subject
from consult_app.records.treatment_rows import open_draft
from consult_app.records.work import Work


def delete_treatment_draft(work: Work, treatment_id: int, revision: int, because: str) -> None:
    """Delete a session that is being written; refuses a signed one, a stale revision, and one that others rest on."""
    connection, reason = work.connection, because.strip()
    if not reason:
        raise BadInputError("A reason is needed.", next_step="Say in a few words why.")
    draft = open_draft(connection, treatment_id, revision)
    if _has(connection, treatment_event, treatment_id):
        raise ConsultError("A follow-up of this session is recorded.", "It stays; finish it instead.")
    if _has(connection, document, treatment_id):
        raise ConsultError("A paper of this session was handed out.", "It stays; finish it instead.")
    connection.execute(delete(lot).where(lot.c.treatment_id == treatment_id))
    # Named with its revision, so that what another room saved a moment ago is not deleted unseen.
    here = (treatment.c.id == treatment_id, treatment.c.revision == revision)
    if connection.execute(delete(treatment).where(*here)).rowcount == 0:
        open_draft(connection, treatment_id, revision)
    # Whose it was: erasing the client must find the reason.
    detail = f"revision {revision} of {client_id(draft.client_id)}"
    add_event(work, "draft_deleted", signed_subject("treatment", treatment_id), detail, reason)


def _has(connection: Connection, table: Table, treatment_id: int) -> bool:
    return bool(connection.execute(select(exists().where(table.c.treatment_id == treatment_id))).scalar())
