"""Checks the whole record: the chain of the audit trail, its notes, every signature, and every paper handed out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, func, select

from consult_app.clinical.dates import short_date
from consult_app.records.audit import chain_head
from consult_app.records.backup_values import LastBackup, Watch
from consult_app.records.chain import EMPTY, ChainHead, Link, link_hash, note_digest
from consult_app.records.consent_digests import consent_problems
from consult_app.records.engine import file_problems
from consult_app.records.schema import audit_event, audit_note, document, signature
from consult_app.records.signed_checks import document_problems, signature_problems, unsigned_problems
from consult_app.records.signed_rows import signed_subject
from consult_app.records.transactions import Transactions

BATCH, SIGNATURES = 1000, 50
NOBODY = Watch()
T = TypeVar("T")


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

    def verify(self, remembered: Iterable[RememberedHead] = (), watch: Watch = NOBODY) -> TrailReport:
        """Check everything; ``remembered`` are more heads kept elsewhere that must stand in the chain.

        Each stage, and each batch of the chain and of the signatures, looks at the records on its own, so that what
        is typed meanwhile is saved in between. StoppedError when it is no longer wanted.
        """
        heads = (*remembered, *_of_backup(self._last_backup()))
        head = self._look(chain_head)
        problems = (
            *self._stage(watch, "The database", lambda connection: map(TrailProblem, file_problems(connection))),
            *self._walk(watch, head.length),
            *self._stage(watch, "Notes", _notes),
            *self._stage(watch, "What backups remember", lambda connection: _remembered(connection, heads)),
            *self._signatures(watch),
            *self._stage(watch, "What must be signed", lambda connection: _named(unsigned_problems(connection))),
            *self._stage(watch, "Papers", lambda connection: _named(document_problems(connection, watch.check))),
            *self._stage(watch, "Consents", lambda connection: _named(consent_problems(connection))),
        )
        signed, papers = (self._look(partial(_count, table=table)) for table in (signature, document))
        return TrailReport(head.length, head.hash, signed, papers, self._look(_erased_notes), problems)

    def _look(self, work: Callable[[Connection], T]) -> T:
        return self._transactions.read("verify records", work)

    def _stage(
        self, watch: Watch, name: str, find: Callable[[Connection], Iterable[TrailProblem]]
    ) -> tuple[TrailProblem, ...]:
        watch.step(name, 0, 1)
        return self._look(lambda connection: tuple(find(connection)))

    def _walk(self, watch: Watch, length: int) -> Iterator[TrailProblem]:
        walk = _Walk(length)
        while not walk.is_over:
            watch.step("The audit trail", min(walk.at, length), max(length, 1))
            yield from walk.over(self._look(walk.following))

    def _signatures(self, watch: Watch) -> Iterator[TrailProblem]:
        numbers = self._look(_numbers)
        for at in range(0, len(numbers), SIGNATURES):
            watch.step("Signatures", at, len(numbers))
            yield from self._look(partial(_signed, numbers=tuple(numbers[at : at + SIGNATURES])))


def _of_backup(last: LastBackup | None) -> Iterator[RememberedHead]:
    if last is not None:
        yield RememberedHead(f"The backup of {short_date(last.made_at.date())}", last.head)


class _Walk:
    """Every event against the one before it, batch by batch; a wrong hash is told of one event, not of all after it.

    What is written while it walks, beyond ``length``, is left to the next one.
    """

    def __init__(self, length: int) -> None:
        self.at, self.is_over, self._length = 0, False, length
        self._last: int | None = None
        self._before: tuple[str, ...] = (EMPTY.hash,)

    def following(self, connection: Connection) -> Sequence[Row[Any]]:
        """The next batch; asked for again where the connection was lost."""
        query = select(audit_event).order_by(audit_event.c.id).limit(BATCH)
        return connection.execute(query if self._last is None else query.where(audit_event.c.id > self._last)).all()

    def over(self, rows: Sequence[Row[Any]]) -> Iterator[TrailProblem]:
        """Walk over a batch; says what is wrong in it."""
        for row in rows:
            yield from self._step(row)
            self._last = row.id
        self.is_over = not rows or self.at >= self._length

    def _step(self, row: Row[Any]) -> Iterator[TrailProblem]:
        if row.id != self.at + 1:
            yield _gap(self.at + 1, row.id)
            self._before = ()
        right = [link_hash(each, _link(row)) for each in self._before]
        if self._before and row.hash not in right:
            yield TrailProblem(f"Event {row.id} was altered, moved, or put in place of another.", row.id)
        self.at, self._before = row.id, (row.hash, *right[:1])


def _gap(first: int, found: int) -> TrailProblem:
    if found < first:
        return TrailProblem(f"Event {found} has a number no event can have.", found)
    gone = f"Event {first} is" if found == first + 1 else f"Events {first} to {found - 1} are"
    return TrailProblem(f"{gone} missing.", first)


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


def _numbers(connection: Connection) -> tuple[int, ...]:
    return tuple(connection.execute(select(signature.c.id).order_by(signature.c.id)).scalars())


def _signed(connection: Connection, numbers: tuple[int, ...]) -> tuple[TrailProblem, ...]:
    rows = connection.execute(select(signature).where(signature.c.id.in_(numbers)).order_by(signature.c.id)).all()
    return tuple(
        TrailProblem(f"{signed_subject(row.kind, row.subject_id)}: {text}.")
        for row in rows
        for text in signature_problems(connection, row)
    )


def _named(found: Iterable[tuple[str, str]]) -> Iterator[TrailProblem]:
    return (TrailProblem(f"{name}: {text}.") for name, text in found)


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
