"""Signing a row of the records: the statement about it, its signature, and the event that names both."""

from collections.abc import Iterable, Mapping, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Table, insert, select

from consult_app.errors import BadInputError, VerificationError
from consult_app.records.audit import add_event, chain_head
from consult_app.records.practitioners import load_practitioner
from consult_app.records.schema import consultation, signature, treatment
from consult_app.records.signatures import (
    SignedDocument,
    SignedRow,
    Signer,
    Statement,
    digest,
    instant_text,
    public_text,
    row_digest,
    sign,
    statement_text,
)
from consult_app.records.values import StoredDocument
from consult_app.records.work import Work

TABLES: Mapping[str, Table] = {"consultation": consultation, "treatment": treatment}
_MAY_MOVE = ("client_id",)
"""Merging two records of one person moves what was signed to the other number; the body keeps the first."""


def signed_subject(kind: str, subject_id: int) -> str:
    """How the audit trail names what was signed."""
    return f"{kind} {subject_id}"


def add_signature(
    work: Work,
    kind: str,
    subject_id: int,
    *,
    content: str,
    documents: Iterable[StoredDocument],
    intent: str,
    key: Ed25519PrivateKey,
) -> int:
    """Sign a row as it stands now, with its frozen content and its documents; the number of the signature.

    The statement names the head of the audit trail, and the event after it names the statement: neither can be
    exchanged, nor the trail be cut between them, unseen.
    """
    papers = tuple(SignedDocument(each.id, each.name, each.sha256) for each in documents)
    statement = Statement(
        kind=kind,
        subject_id=subject_id,
        intent=intent,
        signer=_signer(work, key),
        at=instant_text(work.stamp.at),
        content_sha256=digest(content),
        row=_row_now(work.connection, kind, subject_id),
        documents=papers,
        audit=chain_head(work.connection),
    )
    text = statement_text(statement)
    number = _insert(work, statement, content, text, key)
    add_event(work, f"{kind}_signed", signed_subject(kind, subject_id), f"signature {number} {digest(text)}")
    return number


def stored_row(connection: Connection, kind: str, subject_id: int, columns: Sequence[str] = ()) -> SignedRow | None:
    """What stands for a row as it is now: over these columns, or over all; None when there is no such row."""
    table = TABLES[kind]
    names = tuple(columns) or tuple(column.name for column in table.c if column.name not in _MAY_MOVE)
    if not set(names) <= set(table.c.keys()):
        return None
    row = connection.execute(select(*(table.c[name] for name in names)).where(table.c.id == subject_id)).one_or_none()
    return None if row is None else row_digest(names, tuple(row))


def _row_now(connection: Connection, kind: str, subject_id: int) -> SignedRow:
    row = stored_row(connection, kind, subject_id)
    if row is None:
        raise BadInputError(f"There is no {kind} {subject_id}.", next_step="Open it from the list instead.")
    return row


def _signer(work: Work, key: Ed25519PrivateKey) -> Signer:
    who = load_practitioner(work.connection, work.stamp.by)
    if who.public_key not in (None, public_text(key)):
        raise VerificationError(
            "The signing key does not belong to this practitioner.", "Lock, unlock as yourself, and sign again."
        )
    return Signer(who.id, who.name, who.role, who.licence)


def _insert(work: Work, statement: Statement, content: str, text: str, key: Ed25519PrivateKey) -> int:
    result = work.connection.execute(
        insert(signature).values(
            kind=statement.kind,
            subject_id=statement.subject_id,
            practitioner_id=statement.signer.id,
            at=work.stamp.at,
            content=content,
            statement=text,
            signature=sign(text, key),
            public_key=public_text(key),
        )
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]
