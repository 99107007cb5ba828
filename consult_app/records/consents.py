"""Consents: given on an exact paper, confirmed at later visits, withdrawn; entries are added, never edited."""

import datetime as dt
import json
import secrets
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Row, insert, select

from consult_app.clinical.consent import Consent
from consult_app.clinical.consent_standing import ConsentStanding
from consult_app.errors import BadInputError, ConsultError, VerificationError
from consult_app.records.audit import add_event
from consult_app.records.clients import client_number
from consult_app.records.consent_digests import entry_digest
from consult_app.records.consent_values import ConsentAct, ConsentEntry, StoredConsent
from consult_app.records.consultations import load_row
from consult_app.records.handed_out import add_document
from consult_app.records.schema import consent as consent_table
from consult_app.records.schema import consultation
from consult_app.records.transactions import Transactions
from consult_app.records.values import StaleRevisionError
from consult_app.records.work import Work

FORMAT = 1
PAPER = "consent"


class Consents:
    """Keeps consents. When one may be given and what it covers is the protocol's to say; here it is kept as it was."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def give(self, consultation_id: int, revision: int, given: Consent, paper: bytes) -> StoredConsent:
        """Keep a consent of the consultation at ``revision``, with the exact paper that was signed.

        StaleRevisionError where the consultation was changed since; a consent of another day than the consultation's,
        or of nobody on record, is refused.
        """
        return self._transactions.run("give consent", _give, consultation_id, revision, given, paper)

    def confirm(self, consultation_id: int, standing: ConsentStanding) -> StoredConsent:
        """Note that the client still agrees at a later visit, by the standing worked out for that consultation's day.

        Refused unless that consent still waits for it; confirmed twice is noted once.
        """
        return self._transactions.run("confirm consent", _confirm, consultation_id, standing)

    def withdraw(self, consent_id: int, day: dt.date, because: str = "") -> StoredConsent:
        """Note that the client withdrew a consent; it counts from that day, and no reason has to be given."""
        return self._transactions.run("withdraw consent", _withdraw, consent_id, day, because.strip())

    def of_client(self, client_id: str) -> tuple[StoredConsent, ...]:
        """The consents of a client, the one given last first."""
        condition = consultation.c.client_id == client_number(client_id)
        return self._transactions.read("list consents", consents, condition)

    def of_consultation(self, consultation_id: int) -> tuple[StoredConsent, ...]:
        """The consents given in one consultation, the one given last first."""
        return self._transactions.read("list consents", consents, consultation.c.id == consultation_id)


def consents(connection: Connection, condition: ColumnElement[bool]) -> tuple[StoredConsent, ...]:
    """The consents of the consultations that meet a condition, with what became of them, the one given last first."""
    mine = select(consent_table).join(consultation, consent_table.c.consultation_id == consultation.c.id)
    given = connection.execute(
        mine.where(condition, consent_table.c.act == "given").order_by(consent_table.c.id.desc())
    ).all()
    numbers = [row.id for row in given]
    following = select(consent_table).where(consent_table.c.given_id.in_(numbers)).order_by(consent_table.c.id)
    later = [(row.given_id, _entry(row)) for row in connection.execute(following)] if numbers else []
    return tuple(_stored(row, tuple(entry for of, entry in later if of == row.id)) for row in given)


def refuse_withdrawn(connection: Connection, number: int, day: dt.date) -> None:
    """Refuse what needs the consent of a client who took back the one given last, by that day."""
    given = consents(connection, consultation.c.client_id == number)
    ended = next((each.withdrawn for each in given if each.consent.date <= day), None)
    if ended is not None and ended.date <= day:
        raise ConsultError(
            "The client withdrew the consent.", "Let them sign a new one, or leave the session unsigned."
        )


def _give(work: Work, consultation_id: int, revision: int, given: Consent, paper: bytes) -> StoredConsent:
    of = load_row(work.connection, consultation_id)
    if of.revision != revision:
        raise StaleRevisionError("The consultation was changed in the meantime.", "Look at the form again, then sign.")
    if given.date != of.as_of:
        raise ConsultError("The consent is of another day than its consultation.", "Check again today first.")
    if of.client_id is None:
        raise ConsultError("The consultation has no client yet.", "Enter the name first.")
    kept = add_document(work, consultation_id, PAPER, paper, work.stamp.at)
    values = {"consultation_id": consultation_id, "act": "given", "given_id": None, "date": given.date}
    number = _insert(work, {**values, "document_id": kept.id, "sha256": kept.sha256}, given.model_dump(mode="json"))
    return _load(work.connection, number)


def _confirm(work: Work, consultation_id: int, standing: ConsentStanding) -> StoredConsent:
    of = load_row(work.connection, consultation_id)
    if standing.consent is None or not standing.may_stand:
        raise ConsultError("This consent cannot be confirmed.", f"{standing.words} Let the client sign a new one.")
    if standing.day != of.as_of:
        raise ConsultError(
            "The consent is confirmed for another day than its consultation.", "Check again today first."
        )
    stored = _load(work.connection, standing.consent.id)
    if load_row(work.connection, stored.consultation_id).client_id != of.client_id:
        raise BadInputError("This is another client's consent.", next_step="Let the client sign a new one.")
    if stored.known != standing.consent:
        raise StaleRevisionError("The consent was changed in the meantime.", "Look at it again.")
    if standing.stands:
        return stored
    _insert(work, _later(consultation_id, "confirmed", stored.id, standing.day), {})
    return _load(work.connection, stored.id)


def _withdraw(work: Work, consent_id: int, day: dt.date, because: str) -> StoredConsent:
    stored = _load(work.connection, consent_id)
    if stored.withdrawn is not None:
        raise ConsultError("This consent is withdrawn already.", "Nothing more has to be done.")
    if day < stored.consent.date:
        raise BadInputError("This day lies before the consent.", next_step="Check the year.")
    _insert(work, _later(stored.consultation_id, "withdrawn", consent_id, day), {"because": because}, because)
    return _load(work.connection, consent_id)


def _later(consultation_id: int, act: ConsentAct, given_id: int, day: dt.date) -> dict[str, Any]:
    named = {"consultation_id": consultation_id, "act": act, "given_id": given_id, "date": day}
    return {**named, "document_id": None, "sha256": None}


def _insert(work: Work, values: dict[str, Any], body: dict[str, Any], note: str = "") -> int:
    """Add an entry; the trail holds its digest, which the salt keeps from telling what is in it."""
    text = json.dumps({"salt": secrets.token_hex(16), **body}, ensure_ascii=False, separators=(",", ":"))
    row = {**values, "format": FORMAT, "body": text}
    result = work.connection.execute(
        insert(consent_table).values(**row, recorded_at=work.stamp.at, recorded_by=work.stamp.by)
    )
    number = int(result.inserted_primary_key[0])  # type: ignore[index]
    of = f"consultation {values['consultation_id']}"
    add_event(work, f"consent_{values['act']}", of, f"consent {number} {entry_digest(row)}", note)
    return number


def _load(connection: Connection, consent_id: int) -> StoredConsent:
    row = connection.execute(
        select(consent_table).where(consent_table.c.id == consent_id, consent_table.c.act == "given")
    ).one_or_none()
    if row is None:
        raise BadInputError(f"There is no consent {consent_id}.", next_step="Open it from the client's record.")
    following = select(consent_table).where(consent_table.c.given_id == consent_id).order_by(consent_table.c.id)
    return _stored(row, tuple(_entry(each) for each in connection.execute(following)))


def _entry(row: Row[Any]) -> ConsentEntry:
    because = str(_body(row).get("because", ""))
    return ConsentEntry(row.id, row.consultation_id, row.act, row.date, because, row.recorded_at, row.recorded_by)


def _stored(row: Row[Any], later: tuple[ConsentEntry, ...]) -> StoredConsent:
    try:
        given = Consent.model_validate(_body(row))
    except ValidationError:
        raise _unreadable(row.id) from None  # the original error quotes the name
    return StoredConsent(
        row.id, row.consultation_id, given, row.document_id, row.sha256, row.recorded_at, row.recorded_by, later
    )


def _body(row: Row[Any]) -> dict[str, Any]:
    try:
        body: dict[str, Any] = json.loads(row.body)
    except ValueError:
        raise _unreadable(row.id) from None
    return {name: value for name, value in body.items() if name != "salt"}


def _unreadable(number: int) -> VerificationError:
    return VerificationError(
        f"Consent entry {number} cannot be read.", "Nothing was changed; look at it in your latest backup."
    )
