"""Which earlier consultation a new one takes its history from, to be confirmed, and what stands in it."""

from sqlalchemy import Connection, select

from consult_app.clinical.carried import Carried
from consult_app.records.body import from_body
from consult_app.records.schema import consultation


def latest_of(connection: Connection, client_number: int | None, before: int | None = None) -> int | None:
    """The client's latest finished consultation, else the latest of all; ``before`` is one that does not count."""
    if client_number is None:
        return None
    theirs = select(consultation.c.id).where(consultation.c.client_id == client_number)
    if before is not None:
        theirs = theirs.where(consultation.c.id != before)
    finished_first = (consultation.c.status == "finished").desc()
    return connection.execute(theirs.order_by(finished_first, consultation.c.id.desc()).limit(1)).scalar()


def carried_from(connection: Connection, consultation_id: int | None) -> Carried | None:
    """The answers of an earlier consultation; None without one."""
    if consultation_id is None:
        return None
    row = connection.execute(select(consultation).where(consultation.c.id == consultation_id)).one()
    value = from_body(row.body, row.format, row.id)
    return Carried(row.as_of, value.answers, value.remaining_answers == "no")
