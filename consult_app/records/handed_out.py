"""Documents as they were handed out: their exact bytes and who made them when."""

import datetime as dt
import hashlib
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select

from consult_app.errors import BadInputError, VerificationError
from consult_app.records.audit import add_event
from consult_app.records.schema import document
from consult_app.records.values import StoredDocument
from consult_app.records.work import Work


def add_document(work: Work, consultation_id: int, name: str, content: bytes, made_at: dt.datetime) -> StoredDocument:
    """Keep a document as it was handed out; the same bytes handed out again are noted, not kept twice."""
    connection = work.connection
    digest = hashlib.sha256(content).hexdigest()
    same = (document.c.consultation_id == consultation_id, document.c.name == name, document.c.sha256 == digest)
    known = connection.execute(_without_content().where(*same).limit(1)).one_or_none()
    if known is not None:
        add_event(work, "document_made_again", f"consultation {consultation_id}", f"document {known.id} {name}")
        return _stored(known)
    values = {"consultation_id": consultation_id, "name": name, "sha256": digest, "content": content}
    result = connection.execute(insert(document).values(**values, made_at=made_at, made_by=work.stamp.by))
    number = int(result.inserted_primary_key[0])  # type: ignore[index]
    add_event(work, "document_made", f"consultation {consultation_id}", f"document {number} {name}")
    return _stored(connection.execute(_without_content().where(document.c.id == number)).one())


def documents_of(connection: Connection, consultation_id: int) -> tuple[StoredDocument, ...]:
    """What was handed out in a consultation, newest first."""
    query = _without_content().where(document.c.consultation_id == consultation_id).order_by(document.c.id.desc())
    return tuple(_stored(row) for row in connection.execute(query))


def documents_of_all(connection: Connection, consultation_ids: Collection[int]) -> tuple[StoredDocument, ...]:
    """What was handed out in any of the consultations, newest first."""
    query = _without_content().where(document.c.consultation_id.in_(consultation_ids))
    return tuple(_stored(row) for row in connection.execute(query.order_by(document.c.id.desc())))


def document_content(connection: Connection, document_id: int) -> bytes:
    """The exact bytes; VerificationError when they are no longer those that were kept."""
    query = select(document.c.content, document.c.sha256).where(document.c.id == document_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise BadInputError(f"There is no document {document_id}.", next_step="Open it from the list instead.")
    content = bytes(row.content)
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise VerificationError(f"Document {document_id} was altered.", "Look at it in your latest backup.")
    return content


def document_with(connection: Connection, sha256: str) -> StoredDocument | None:
    """The document of these exact bytes, the one kept first; None when there is none."""
    query = _without_content().where(document.c.sha256 == sha256).order_by(document.c.id).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _stored(row)


def _without_content() -> Select[Any]:
    columns = [column for column in document.c if column.name != "content"]
    return select(*columns, func.length(document.c.content).label("size"))


def _stored(row: Row[Any]) -> StoredDocument:
    return StoredDocument(**row._mapping)
