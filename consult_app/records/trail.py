"""Checks the whole record: the chain of the audit trail, its notes, every signature, and every paper handed out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from consult_app.clinical.dates import short_date
from consult_app.records.audit import chain_head
from consult_app.records.backup_values import LastBackup
from consult_app.records.chain import EMPTY, ChainHead, Link, link_hash, note_digest
from consult_app.records.consent_digests import consent_problems
from consult_app.records.engine import file_problems
from consult_app.records.schema import audit_event, audit_note, document, signature
from consult_app.records.signed_checks import document_problems, signature_problems, unsigned_problems
from consult_app.records.signed_rows import signed_subject
from consult_app.records.transactions import Transactions

BATCH = 1000


@dataclass(frozen=True)
class RememberedHead:
    """A head of the chain as something outside the database remembers it, and what that is: the backup of a day."""

    where: str
    head: ChainHead


@dataclass(frozen=True)
class TrailProblem:
    """One thing that is wrong, in words; ``event`` is the number of the audit event it is about, if it is one."""

    text: str
    event: int | None = None


@dataclass(frozen=True)
class TrailReport:
    """What was checked and what is wrong; ``erased_notes`` are reasons taken out with their client, which is fine."""

    length: int
    head: str
    signatures: int
    documents: int
    erased_notes: int
    problems: tuple[TrailProblem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class Trail:
    """Verifies the records; it changes nothing. ``last_backup`` gives the backup whose head must stand in the chain."""

    def __init__(self, transactions: Transactions, last_backup: Callable[[], LastBackup | None]) -> None:
        self._transactions, self._last_backup = transactions, last_backup

    def verify(self, remembered: Iterable[RememberedHead] = ()) -> TrailReport:
        """Check everything; ``remembered`` are more heads kept elsewhere that must stand in the chain."""
        heads = (*remembered, *_of_backup(self._last_backup()))
        return self._transactions.read("verify records", _verify, heads)


def _of_backup(last: LastBackup | None) -> Iterator[RememberedHead]:
    if last is not None:
        yield RememberedHead(f"The backup of {short_date(last.made_at.date())}", last.head)


def _verify(connection: Connection, remembered: tuple[RememberedHead, ...]) -> TrailReport:
    head = chain_head(connection)
    problems = (
        *(TrailProblem(text) for text in file_problems(connection)),
        *_chain(connection),
        *_notes(connection),
        *_remembered(connection, remembered),
        *_signatures(connection),
        *(TrailProblem(f"{name}: {text}.") for name, text in unsigned_problems(connection)),
        *(TrailProblem(f"{name}: {text}.") for name, text in document_problems(connection)),
        *(TrailProblem(f"{name}: {text}.") for name, text in consent_problems(connection)),
    )
    return TrailReport(
        head.length,
        head.hash,
        _count(connection, signature),
        _count(connection, document),
        _erased_notes(connection),
        problems,
    )


def _chain(connection: Connection) -> Iterator[TrailProblem]:
    """Every event against the one before it; a wrong hash is told of one event, not of all that follow."""
    at = 0
    before: tuple[str, ...] = (EMPTY.hash,)
    for row in _events(connection):
        if row.id != at + 1:
            yield _gap(at + 1, row.id)
            before = ()
        right = [link_hash(each, _link(row)) for each in before]
        if before and row.hash not in right:
            yield TrailProblem(f"Event {row.id} was altered, moved, or put in place of another.", row.id)
        at, before = row.id, (row.hash, *right[:1])


def _gap(first: int, found: int) -> TrailProblem:
    if found < first:
        return TrailProblem(f"Event {found} has a number no event can have.", found)
    gone = f"Event {first} is" if found == first + 1 else f"Events {first} to {found - 1} are"
    return TrailProblem(f"{gone} missing.", first)


def _events(connection: Connection) -> Iterator[Row[Any]]:
    query, last = select(audit_event).order_by(audit_event.c.id).limit(BATCH), None
    while rows := connection.execute(query if last is None else query.where(audit_event.c.id > last)).all():
        yield from rows
        last = rows[-1].id


def _link(row: Row[Any]) -> Link:
    return Link(row.id, row.at, row.practitioner_id, row.kind, row.subject, row.detail, row.note_digest)


def _notes(connection: Connection) -> Iterator[TrailProblem]:
    noted = select(audit_event.c.id, audit_event.c.note_digest, audit_note.c.salt, audit_note.c.text).join(audit_note)
    for row in connection.execute(noted.order_by(audit_event.c.id)):
        if row.note_digest != note_digest(row.salt, row.text):
            yield TrailProblem(f"The note of event {row.id} was altered.", row.id)


def _erased_notes(connection: Connection) -> int:
    query = select(func.count()).select_from(audit_event.outerjoin(audit_note))
    gone = query.where(audit_event.c.note_digest.is_not(None), audit_note.c.event_id.is_(None))
    return int(connection.execute(gone).scalar_one())


def _remembered(connection: Connection, remembered: tuple[RememberedHead, ...]) -> Iterator[TrailProblem]:
    for each in remembered:
        held = select(audit_event.c.hash).where(audit_event.c.id == each.head.length)
        if each.head.length and connection.execute(held).scalar() != each.head.hash:
            text = f"{each.where} remembers event {each.head.length}, which the trail no longer holds as it was."
            yield TrailProblem(text, each.head.length)


def _signatures(connection: Connection) -> Iterator[TrailProblem]:
    for row in connection.execute(select(signature).order_by(signature.c.id)).all():
        for text in signature_problems(connection, row):
            name = signed_subject(row.kind, row.subject_id)
            yield TrailProblem(f"{name}: {text}.")


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
