"""Erasing a client: everything that tells of the person goes, a tombstone and the trail of what was done stay."""

import datetime as dt

from sqlalchemy import ColumnElement, Connection, Select, delete, func, or_, select, update

from consult_app.clinical.dates import long_date, shift
from consult_app.errors import BadInputError, ConsultError
from consult_app.records.audit import add_event, erase_notes
from consult_app.records.clients import client_id, client_number, load_client
from consult_app.records.practitioners import load_practitioner
from consult_app.records.schema import (
    audit_event,
    client,
    client_word,
    consent,
    consultation,
    document,
    ledger_entry,
    lot,
    planned_session,
    signature,
    treatment,
    treatment_event,
    word_form,
)
from consult_app.records.transactions import Transactions
from consult_app.records.work import Work

_KEPT = ("id", "created_at", "merged_into", "erased_at", "revision", "updated_at", "search_words")
_PERSONAL = tuple(column.name for column in client.c if column.name not in _KEPT)


class Rights:
    """What a client may ask for beside treatment. Only a clinical lead erases."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def note_export(self, client_id: str) -> None:
        """Remember that everything kept about a client was handed over."""
        self._transactions.run("note export", _note_export, client_id)

    def kept_until(self, client_id: str, retention_years: int) -> dt.date | None:
        """The day from which a client may be erased: the last visit and the years after it; None for no visit yet."""
        number = client_number(client_id)
        last = self._transactions.read("look at last visit", _last_visit, _of(number))
        return shift(last, years=retention_years) if last else None

    def erase(self, client_id: str, because: str, retention_years: int, today: dt.date) -> None:
        """Erase a client and the records merged into theirs; the number is never given again.

        Refuses who is no clinical lead, a reason left out, a client already erased, and one whose records must be kept
        longer. Earlier backups still hold the client until they are cleared away.
        """
        self._transactions.run("erase client", _erase, client_id, because.strip(), retention_years, today)


def _note_export(work: Work, about: str) -> None:
    add_event(work, "client_exported", load_client(work.connection, client_number(about)).id)


def _erase(work: Work, about: str, because: str, retention_years: int, today: dt.date) -> None:
    connection, number = work.connection, client_number(about)
    row = load_client(connection, number)
    theirs = _of(number)
    _may_erase(connection, work.stamp.by, number, because)
    _is_due(_last_visit(connection, theirs), retention_years, today)
    subjects = _subjects(connection, theirs)
    for subject in subjects:
        add_event(work, f"{subject.partition(' ')[0]}_erased", subject)
    _delete(connection, theirs)
    _forget_words(connection, theirs)
    blank = dict.fromkeys(_PERSONAL)
    connection.execute(
        update(client)
        .where(client.c.id.in_(theirs))
        .values(**blank, search_words="", erased_at=work.stamp.at, updated_at=work.stamp.at)
    )
    ids = [client_id(each) for each in connection.execute(theirs).scalars()]
    erase_notes(connection, (*subjects, *ids, *_deleted_drafts(connection, ids)))
    add_event(work, "client_erased", row.id, note=because)


def _of(number: int) -> Select[int]:
    """The numbers of one person: the client's own and those merged into it."""
    return select(client.c.id).where(or_(client.c.id == number, client.c.merged_into == number))


def _may_erase(connection: Connection, by: int, number: int, because: str) -> None:
    who = load_practitioner(connection, by)
    if not who.is_lead or who.disabled_at is not None:
        raise ConsultError("Only a clinical lead may erase a client.", "Ask your clinical lead.")
    if not because:
        raise BadInputError("Erasing needs a reason.", next_step="Say why; it is kept with the date and your name.")
    if connection.execute(select(client.c.erased_at).where(client.c.id == number)).scalar_one() is not None:
        raise BadInputError(f"{client_id(number)} was erased already.")


def _is_due(last: dt.date | None, retention_years: int, today: dt.date) -> None:
    if last is not None and today < (until := shift(last, years=retention_years)):
        raise BadInputError(
            f"These records must be kept until {long_date(until)}: {retention_years} years after the last visit.",
            next_step="The clinic's file sets the years (retention_years). Export the records instead, or wait.",
        )


def _last_visit(connection: Connection, theirs: Select[int]) -> dt.date | None:
    """The last day of a finished consultation or a treatment; what was only begun need not be kept."""
    consulted = select(func.max(consultation.c.as_of)).where(
        consultation.c.client_id.in_(theirs), consultation.c.status == "finished"
    )
    treated = select(func.max(treatment.c.date)).where(treatment.c.client_id.in_(theirs))
    days = [connection.execute(query).scalar() for query in (consulted, treated)]
    return max((day for day in days if day is not None), default=None)


def _subjects(connection: Connection, theirs: Select[int]) -> list[str]:
    """What the trail calls the consultations and treatments that go."""
    return [
        f"{table.name} {number}"
        for table in (consultation, treatment)
        for number in connection.execute(select(table.c.id).where(table.c.client_id.in_(theirs)).order_by(table.c.id))
        .scalars()
        .all()
    ]


def _deleted_drafts(connection: Connection, ids: list[str]) -> list[str]:
    """What the trail calls the drafts of these clients that were deleted, with a reason."""
    deleted = select(audit_event.c.subject, audit_event.c.detail).where(audit_event.c.kind == "draft_deleted")
    return [row.subject for row in connection.execute(deleted) if row.detail.rpartition(" of ")[2] in ids]


def _delete(connection: Connection, theirs: Select[int]) -> None:
    """Every row about these clients, those that refer to others first."""
    held = select(consultation.c.id).where(consultation.c.client_id.in_(theirs))
    treated = select(treatment.c.id).where(treatment.c.client_id.in_(theirs))
    signed = (signature.c.kind == "consultation") & signature.c.subject_id.in_(held)
    signed |= (signature.c.kind == "treatment") & signature.c.subject_id.in_(treated)
    gone: tuple[ColumnElement[bool], ...] = (
        signed,
        consent.c.consultation_id.in_(held),
        document.c.consultation_id.in_(held),
        lot.c.treatment_id.in_(treated),
        treatment_event.c.treatment_id.in_(treated),
        ledger_entry.c.consultation_id.in_(held),
        planned_session.c.consultation_id.in_(held),
    )
    tables = (signature, consent, document, lot, treatment_event, ledger_entry, planned_session)
    for table, condition in zip(tables, gone, strict=True):
        connection.execute(delete(table).where(condition))
    connection.execute(update(treatment).where(treatment.c.client_id.in_(theirs)).values(revises=None))
    connection.execute(delete(treatment).where(treatment.c.client_id.in_(theirs)))
    connection.execute(
        update(consultation).where(consultation.c.client_id.in_(theirs)).values(revises=None, carried_from=None)
    )
    connection.execute(delete(consultation).where(consultation.c.client_id.in_(theirs)))


def _forget_words(connection: Connection, theirs: Select[int]) -> None:
    """Take them out of the search, and the spellings nobody else has."""
    mine = client_word.c.client_id.in_(theirs)
    words = set(connection.execute(select(client_word.c.word).where(mine)).scalars())
    connection.execute(delete(client_word).where(mine))
    shared = set(connection.execute(select(client_word.c.word).where(client_word.c.word.in_(words))).scalars())
    connection.execute(delete(word_form).where(word_form.c.word.in_(words - shared)))
