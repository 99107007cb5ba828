"""The audit trail: what was done when and by whom, never what a client said; lines are added, not changed."""

from sqlalchemy import Connection, insert, select

from consult_app.records.schema import audit_event
from consult_app.records.values import AuditEvent, Stamp


def add_event(connection: Connection, stamp: Stamp, kind: str, subject: str = "", detail: str = "") -> None:
    """Add one line; ``subject`` is an id, ``detail`` holds ids, numbers and step names only."""
    connection.execute(
        insert(audit_event).values(at=stamp.at, practitioner_id=stamp.by, kind=kind, subject=subject, detail=detail)
    )


def events(connection: Connection, subject: str | None = None) -> tuple[AuditEvent, ...]:
    """All lines, oldest first; with ``subject`` only those about it."""
    query = select(audit_event).order_by(audit_event.c.id)
    if subject is not None:
        query = query.where(audit_event.c.subject == subject)
    return tuple(AuditEvent(**row._mapping) for row in connection.execute(query))
