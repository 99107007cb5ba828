"""Checks of what was signed: that each signature holds, and that what it vouches for is still what it was."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from consult_app.records.practitioners import load_practitioner
from consult_app.records.schema import audit_event, document, signature
from consult_app.records.signatures import Statement, digest, instant_text, is_signed, read_statement
from consult_app.records.signed_rows import TABLES, signed_subject, stored_row

SIGNED = tuple(f"{kind}_signed" for kind in TABLES)


def signature_problems(connection: Connection, row: Row[Any]) -> tuple[str, ...]:
    """What is wrong with one signature and with what it vouches for, in words."""
    statement = read_statement(row.statement)
    if statement is None or not is_signed(row.statement, row.signature, row.public_key):
        return ("the signature does not hold",)
    return tuple(_problems(connection, row, statement))


def unsigned_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """What the trail or a status says was signed and has no signature: the subject, and what is wrong."""
    signed = {signed_subject(row.kind, row.subject_id) for row in connection.execute(select(signature))}
    claims = {row.subject for row in connection.execute(_events_of(*SIGNED))}
    old = {row.subject for row in connection.execute(_events_of("consultation_finished"))}
    for subject in sorted(claims - signed):
        if not is_erased(connection, subject):
            yield subject, "its signature is missing"
    for kind, done in (("consultation", "finished"), ("treatment", "signed")):
        table = TABLES[kind]
        for number in connection.execute(select(table.c.id).where(table.c.status == done)).scalars():
            if (subject := signed_subject(kind, number)) not in signed | claims | old:
                yield subject, f"it is {done} and nobody signed it"


def document_problems(connection: Connection, go_on: Callable[[], None] = lambda: None) -> Iterator[tuple[str, str]]:
    """Documents whose bytes are no longer those that were kept; ``go_on`` is called before each and may raise."""
    query = select(document.c.id, document.c.sha256, document.c.content).order_by(document.c.id)
    for row in connection.execute(query.execution_options(yield_per=20)):
        go_on()
        if hashlib.sha256(bytes(row.content)).hexdigest() != row.sha256:
            yield f"document {row.id}", "its bytes were altered"


def is_erased(connection: Connection, subject: str) -> bool:
    """Whether the trail says that this was erased, as a client may ask for."""
    found = select(audit_event.c.id).where(
        audit_event.c.subject == subject, audit_event.c.kind.like("%\\_erased", escape="\\")
    )
    return connection.execute(found.limit(1)).first() is not None


def _problems(connection: Connection, row: Row[Any], statement: Statement) -> Iterator[str]:
    yield from _about_signer(connection, row, statement)
    yield from _about_trail(connection, row, statement)
    if is_erased(connection, signed_subject(row.kind, row.subject_id)):
        return
    if digest(row.content) != statement.content_sha256:
        yield "its frozen content was altered"
    if stored_row(connection, row.kind, row.subject_id, statement.row.columns) != statement.row:
        yield "it was altered after it was signed"
    for paper in statement.documents:
        held = connection.execute(select(document.c.sha256).where(document.c.id == paper.id)).scalar()
        if held != paper.sha256:
            yield f"document {paper.id} {paper.name} is missing or another one"


def _about_signer(connection: Connection, row: Row[Any], statement: Statement) -> Iterator[str]:
    said = (statement.kind, statement.subject_id, statement.signer.id, statement.at)
    if said != (row.kind, row.subject_id, row.practitioner_id, instant_text(row.at)):
        yield "its signature stands in another's place"
        return
    who = load_practitioner(connection, row.practitioner_id)
    if who.public_key not in (None, row.public_key) and not _was_key(connection, row):
        yield f"the signing key is not one of {who.name}'s"


def _was_key(connection: Connection, row: Row[Any]) -> bool:
    """Whether the trail names the key as one this practitioner had."""
    fingerprint = digest(row.public_key)
    lines = connection.execute(_events_of("signing_key_changed").where(audit_event.c.detail.contains(fingerprint)))
    return any(line.subject == f"practitioner {row.practitioner_id}" for line in lines)


def _about_trail(connection: Connection, row: Row[Any], statement: Statement) -> Iterator[str]:
    """The trail must still hold the head the signature remembers, and right after it the event of the signing."""
    head = statement.audit
    lines = {
        line.id: line
        for line in connection.execute(select(audit_event).where(audit_event.c.id.in_((head.length, head.length + 1))))
    }
    if head.length and (head.length not in lines or lines[head.length].hash != head.hash):
        yield f"the trail no longer holds event {head.length} as the signature remembers it"
    after = lines.get(head.length + 1)
    told = f"signature {row.id} {digest(row.statement)}"
    if after is None or (after.kind, after.detail) != (f"{row.kind}_signed", told):
        yield f"event {head.length + 1} should be its signing and is not"


def _events_of(*kinds: str) -> Any:
    return select(audit_event).where(audit_event.c.kind.in_(kinds))
