"""Consultations: started, saved as they are made, finished, and loaded again."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from consult_app.clinical.consultation import Client, Consultation, Decision
from consult_app.errors import BadInputError, ConsultError, VerificationError
from consult_app.records.audit import add_event
from consult_app.records.body import FORMAT, from_body, kept_in, to_body
from consult_app.records.carried_over import carried_from, latest_of
from consult_app.records.clients import add_client, change_client, client_id, client_number, differences, load_client
from consult_app.records.headers import SHOWN, Named, header_of, load_header
from consult_app.records.ledger import keep_decisions
from consult_app.records.merging import take_in_stray
from consult_app.records.schema import consultation, planned_session
from consult_app.records.values import (
    Header,
    KeptConsultation,
    PlannedSession,
    Progress,
    StaleRevisionError,
    Stamp,
    StoredClient,
    StoredConsultation,
)
from consult_app.records.work import Work

BATCH = 200
"""How many consultations are read at a time when all of them are."""

# Put together once: to do so takes longer than to run them, and every save runs most of them.
_ONE = select(consultation).where(consultation.c.id == bindparam("number"))
_CHANGE = (
    update(consultation)
    .where(consultation.c.id == bindparam("number"), consultation.c.revision == bindparam("read_at"))
    .returning(*SHOWN)
)
_FORGET_SESSIONS = delete(planned_session).where(planned_session.c.consultation_id == bindparam("number"))
_PLAN_SESSION = insert(planned_session)


def subject(consultation_id: int) -> str:
    """How the audit trail names a consultation."""
    return f"consultation {consultation_id}"


def start(work: Work, value: Consultation, progress: Progress) -> StoredConsultation:
    """A new draft; its client is the one named by id, a new one once there is a name, else nobody yet."""
    connection, stamp = work.connection, work.stamp
    value, who = _with_client(work, value, None)
    number = client_number(who.id) if who else None
    result = connection.execute(
        insert(consultation).values(
            **_columns(value, number, progress),
            practitioner_id=stamp.by,
            status="draft",
            revision=1,
            created_at=stamp.at,
            updated_at=stamp.at,
            carried_from=latest_of(connection, number),
        )
    )
    new_id = int(result.inserted_primary_key[0])  # type: ignore[index]
    _replace_sessions(connection, new_id, progress.sessions)
    keep_decisions(work, new_id, (), value.decisions)
    add_event(work, "consultation_started", subject(new_id))
    _note_verdict(work, new_id, Progress.outcome, progress.outcome)
    return load_consultation(connection, new_id)


def save(
    work: Work,
    consultation_id: int,
    value: Consultation,
    revision: int,
    progress: Progress,
    *,
    shown: Client | None = None,
) -> Header:
    """Save a draft, and what was typed of its client since it was ``shown`` so."""
    connection, stamp = work.connection, work.stamp
    draft = open_draft(connection, consultation_id, revision)
    value, who = _with_client(work, value, draft, shown)
    number = client_number(who.id) if who else None
    known = {} if number == draft.client_id else {"carried_from": latest_of(connection, number, before=draft.id)}
    written = _write(connection, draft, stamp, _columns(value, number, progress) | known)
    _replace_sessions(connection, draft.id, progress.sessions)
    if number is not None and draft.client_id not in (None, number):
        take_in_stray(work, number, draft.client_id, draft.created_at)
    keep_decisions(work, draft.id, _decisions_in(draft), value.decisions)
    _note_verdict(work, draft.id, draft.outcome, progress.outcome)
    add_event(work, "consultation_saved", subject(draft.id), f"revision {revision + 1}")
    named = Named(who.details.name, who.details.date_of_birth) if who else Named()
    return header_of(written, named, progress.sessions)


def finish(work: Work, consultation_id: int, revision: int) -> None:
    """Read only from now on; whoever calls this signs it in the same transaction."""
    draft = open_draft(work.connection, consultation_id, revision)
    _write(work.connection, draft, work.stamp, {"status": "finished"})


def open_draft(connection: Connection, consultation_id: int, revision: int) -> Row[Any]:
    """The row of a draft that may be changed; refuses a finished consultation and a stale revision."""
    row = load_row(connection, consultation_id)
    if row.status != "draft":
        raise ConsultError("This consultation is finished and can no longer be changed.", "Correct it instead.")
    if row.revision != revision:
        raise _stale()
    return row


def load_row(connection: Connection, consultation_id: int) -> Row[Any]:
    """The row of a consultation."""
    row = connection.execute(_ONE, {"number": consultation_id}).one_or_none()
    if row is None:
        raise BadInputError(f"There is no consultation {consultation_id}.", next_step="Open it from the list instead.")
    return row


def load_consultation(connection: Connection, consultation_id: int) -> StoredConsultation:
    """A whole consultation; a draft shows the client as known now, a finished one as known then."""
    row = load_row(connection, consultation_id)
    value, verdict = kept_in(row.body, row.format, consultation_id)
    if row.client_id is not None and row.status == "draft":
        value = value.model_copy(update={"client": load_client(connection, row.client_id).details})
    header, earlier = load_header(connection, consultation_id), carried_from(connection, row.carried_from)
    return StoredConsultation(header, value, verdict, earlier)


def kept_after(connection: Connection, last: int) -> tuple[KeptConsultation, ...]:
    """The next few consultations after the one of that number, as they were last saved."""
    query = select(consultation).where(consultation.c.id > last).order_by(consultation.c.id).limit(BATCH)
    return tuple(_kept(row) for row in connection.execute(query))


def _kept(row: Row[Any]) -> KeptConsultation:
    who = client_id(row.client_id) if row.client_id is not None else None
    try:
        value, verdict = kept_in(row.body, row.format, row.id)
    except VerificationError as error:
        return KeptConsultation(row.id, who, row.as_of, None, None, error.message)
    return KeptConsultation(row.id, who, row.as_of, value, verdict)


def _decisions_in(stored: Row[Any]) -> tuple[Decision, ...]:
    """The decisions as they were last saved; most consultations have none, and are not read for them."""
    return from_body(stored.body, stored.format, stored.id).decisions if '"decisions":' in stored.body else ()


def _note_verdict(work: Work, consultation_id: int, before: str, after: str) -> None:
    if after != before:
        add_event(work, "verdict_changed", subject(consultation_id), f"{before} to {after}")


def _with_client(
    work: Work, value: Consultation, stored: Row[Any] | None, shown: Client | None = None
) -> tuple[Consultation, StoredClient | None]:
    """The consultation with its client's id, after bringing what was typed into the client's row."""
    linked = stored.client_id if stored is not None else None
    number = client_number(value.client.id) if value.client.id is not None else linked
    if number is None:
        return _with_new_client(work, value)
    who = load_client(work.connection, number)
    number = client_number(who.id)  # the one kept, where the client was merged in the meantime
    changes = differences(who.details, value.client)
    if changes and stored is not None and number == linked:
        # A draft that was opened shows the client's record, which may differ from what the draft itself last saved.
        typed = differences(shown or _client_in(stored, who.details), value.client)
        changes = {name: new for name, new in changes.items() if name in typed}
    if changes:
        who = change_client(work, number, changes, who.revision)
    return value.model_copy(update={"client": value.client.model_copy(update={"id": who.id})}), who


def _with_new_client(work: Work, value: Consultation) -> tuple[Consultation, StoredClient | None]:
    if not value.client.name:
        return value, None
    added = add_client(work, value.client)
    return value.model_copy(update={"client": added.details}), added


def _client_in(stored: Row[Any], row: Client) -> Client:
    """The client as this draft last saved it: only what was typed since then may reach the client's row."""
    before = from_body(stored.body, stored.format, stored.id).client
    return before if before.id is not None else row


def _columns(value: Consultation, number: int | None, progress: Progress) -> dict[str, Any]:
    return {
        "client_id": number,
        "as_of": value.as_of,
        "step": progress.step,
        "outcome": progress.outcome,
        "not_before": progress.not_before,
        "open_questions": progress.open_questions,
        "protocol_digest": progress.protocol_digest,
        "format": FORMAT,
        "body": to_body(value, progress.verdict),
    }


def _replace_sessions(connection: Connection, consultation_id: int, sessions: tuple[PlannedSession, ...]) -> None:
    connection.execute(_FORGET_SESSIONS, {"number": consultation_id})
    for session in sessions:
        planned = {"date": session.date, "time": session.time, "kind": session.kind}
        connection.execute(_PLAN_SESSION, {"consultation_id": consultation_id, **planned})


def _write(connection: Connection, draft: Row[Any], stamp: Stamp, values: dict[str, Any]) -> Row[Any]:
    """The row as it then is; written if nobody else has since it was read, which another room could have."""
    here = {"number": draft.id, "read_at": draft.revision}
    # What is named in a change is written anew with its index, also where it is as before.
    changed = {name: new for name, new in values.items() if getattr(draft, name) != new}
    changes = {**changed, "revision": draft.revision + 1, "updated_at": stamp.at}
    written = connection.execute(_CHANGE, here | changes).one_or_none()
    if written is None:
        raise _stale()
    return written


def _stale() -> StaleRevisionError:
    return StaleRevisionError(
        "This consultation was changed somewhere else in the meantime.",
        "Open it again; your version was not saved over the other.",
    )
