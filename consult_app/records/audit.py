"""The audit trail: what was done when and by whom, never what a client said; lines are added, not changed.

A reason somebody typed stands beside its line, as a note the chain knows by a salted digest only: it can be erased with
its client, and the chain still holds.
"""

import secrets

from sqlalchemy import Connection, delete, insert, select

from consult_app.records.chain import EMPTY, ChainHead, Link, link_hash, note_digest
from consult_app.records.schema import audit_event, audit_note
from consult_app.records.values import AuditEvent
from consult_app.records.work import Work

_LAST = select(audit_event.c.id, audit_event.c.hash).order_by(audit_event.c.id.desc()).limit(1)
_ADD = insert(audit_event)


def add_event(work: Work, kind: str, subject: str = "", detail: str = "", note: str = "") -> None:
    """Add one line; ``subject`` is an id, ``detail`` holds ids, numbers and step names, ``note`` a typed reason."""
    before = head_of(work)
    salt = secrets.token_hex(16) if note else ""
    digest = note_digest(salt, note) if note else None
    link = Link(before.length + 1, work.stamp.at, work.stamp.by, kind, subject, detail, digest)
    head = ChainHead(link.id, link_hash(before.hash, link))
    work.connection.execute(_ADD, {**vars(link), "hash": head.hash})
    work.known.head = head
    if note:
        work.connection.execute(insert(audit_note).values(event_id=link.id, salt=salt, text=note))


def head_of(work: Work) -> ChainHead:
    """Where the chain stands in this transaction; looked up once, for nobody else adds to it meanwhile."""
    if work.known.head is None:
        work.known.head = chain_head(work.connection)
    return work.known.head


def chain_head(connection: Connection) -> ChainHead:
    """Where the chain stands."""
    row = connection.execute(_LAST).one_or_none()
    return EMPTY if row is None else ChainHead(row.id, row.hash)


def events(connection: Connection, subject: str | None = None) -> tuple[AuditEvent, ...]:
    """All lines, oldest first; with ``subject`` only those about it."""
    columns = [column for column in audit_event.c if column.name not in ("hash", "note_digest")]
    query = select(*columns, audit_note.c.text.label("note")).outerjoin(audit_note).order_by(audit_event.c.id)
    if subject is not None:
        query = query.where(audit_event.c.subject == subject)
    return tuple(AuditEvent(**row._mapping) for row in connection.execute(query))


def erase_notes(connection: Connection, subjects: tuple[str, ...]) -> None:
    """Take the typed reasons out of the lines about these subjects; the lines stay."""
    about = select(audit_event.c.id).where(audit_event.c.subject.in_(subjects))
    connection.execute(delete(audit_note).where(audit_note.c.event_id.in_(about)))
