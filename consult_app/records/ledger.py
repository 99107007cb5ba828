"""The ledger: clearances, overrides and referrals with who, when, why and until when; lines are added, not changed."""

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Row, bindparam, insert, select

from consult_app.clinical.consultation import Decision
from consult_app.clinical.entries import Strict
from consult_app.errors import VerificationError
from consult_app.records.audit import add_event
from consult_app.records.clients import client_number
from consult_app.records.schema import consultation, ledger_entry
from consult_app.records.transactions import Transactions
from consult_app.records.work import Work

FORMAT = 1
LedgerKind = Literal["clearance", "override", "referral"]
Act = Literal["recorded", "changed", "withdrawn"]


class ReferralNote(Strict):
    """A client sent to somebody: whom, for what, and why."""

    to: str
    subject: str
    reason: str = ""
    date: dt.date


@dataclass(frozen=True)
class LedgerEntry:
    """One line: what was recorded, changed or withdrawn in a consultation, by whom and when.

    ``basis`` is the digest of the rule and the facts it rested on, empty where none was kept.
    """

    id: int
    consultation_id: int
    kind: LedgerKind
    act: Act
    finding: str
    expires: dt.date | None
    basis: str
    entry: Decision | ReferralNote
    recorded_at: dt.datetime
    recorded_by: int


class Ledger:
    """Reads the ledger and adds referrals; decisions enter with a save, referrals with what goes out or is signed."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def of_consultation(self, consultation_id: int) -> tuple[LedgerEntry, ...]:
        """The lines of one consultation, newest first."""
        condition = ledger_entry.c.consultation_id == consultation_id
        return self._transactions.read("list ledger", _entries, condition)

    def of_client(self, client_id: str) -> tuple[LedgerEntry, ...]:
        """The lines of all consultations of a client, newest first."""
        theirs = select(consultation.c.id).where(consultation.c.client_id == client_number(client_id))
        return self._transactions.read("list ledger", _entries, ledger_entry.c.consultation_id.in_(theirs))

    def refer(self, consultation_id: int, notes: tuple[ReferralNote, ...]) -> None:
        """Add that the client was referred; what stands here already is not added again."""
        self._transactions.run("record referral", add_referrals, consultation_id, notes)


def keep_decisions(work: Work, consultation_id: int, before: tuple[Decision, ...], after: tuple[Decision, ...]) -> None:
    """Add what became of the decisions of a consultation since it was last saved."""
    if before == after:
        return
    had, has = Counter(before), Counter(after)
    gone, new = list((had - has).elements()), list((has - had).elements())
    for decision in new:
        replaced = next((each for each in gone if _about(each) == _about(decision)), None)
        if replaced is not None:
            gone.remove(replaced)
        _add(work, consultation_id, "recorded" if replaced is None else "changed", decision)
    for decision in gone:
        _add(work, consultation_id, "withdrawn", decision)


def add_referrals(work: Work, consultation_id: int, notes: tuple[ReferralNote, ...]) -> None:
    """Add each referral that neither this consultation nor one it corrects has in the ledger."""
    if not notes:
        return
    corrected = ledger_entry.c.consultation_id.in_(_corrected_by(work.connection, consultation_id))
    referred = {_aim(line.entry) for line in _entries(work.connection, corrected & (ledger_entry.c.kind == "referral"))}
    for note in notes:
        if _aim(note) not in referred:
            referred.add(_aim(note))
            _refer(work, consultation_id, note)


def _aim(entry: Decision | ReferralNote) -> tuple[str, str]:
    return (entry.to, entry.subject) if isinstance(entry, ReferralNote) else ("", entry.finding)


def _corrected_by(connection: Connection, consultation_id: int) -> list[int]:
    """The consultation and those before it that it corrects."""
    chain: list[int] = [consultation_id]
    query = select(consultation.c.revises).where(consultation.c.id == bindparam("of"))
    while (earlier := connection.execute(query, {"of": chain[-1]}).scalar()) is not None:
        chain.append(earlier)
    return chain


def _about(decision: Decision) -> tuple[str, str, str]:
    return decision.finding, decision.kind, decision.by


def _add(work: Work, consultation_id: int, act: Act, decision: Decision) -> None:
    values = {"kind": decision.kind, "finding": decision.finding, "expires": decision.until, "basis": decision.basis}
    number = _insert(work, consultation_id, act, values, decision)
    add_event(work, f"{decision.kind}_{act}", f"consultation {consultation_id}", f"ledger {number} {decision.finding}")


def _refer(work: Work, consultation_id: int, note: ReferralNote) -> None:
    values = {"kind": "referral", "finding": note.subject, "expires": None, "basis": ""}
    number = _insert(work, consultation_id, "recorded", values, note)
    add_event(work, "referral_recorded", f"consultation {consultation_id}", f"ledger {number}")


def _insert(work: Work, consultation_id: int, act: Act, values: dict[str, Any], entry: Decision | ReferralNote) -> int:
    body = json.dumps(entry.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, separators=(",", ":"))
    result = work.connection.execute(
        insert(ledger_entry).values(
            **values,
            consultation_id=consultation_id,
            act=act,
            format=FORMAT,
            body=body,
            recorded_at=work.stamp.at,
            recorded_by=work.stamp.by,
        )
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def _entries(connection: Connection, condition: ColumnElement[bool]) -> tuple[LedgerEntry, ...]:
    query = select(ledger_entry).where(condition).order_by(ledger_entry.c.id.desc())
    return tuple(_entry(row) for row in connection.execute(query))


def _entry(row: Row[Any]) -> LedgerEntry:
    kind = ReferralNote if row.kind == "referral" else Decision
    try:
        entry = kind.model_validate_json(row.body)
    except ValidationError:
        # The original error quotes the reason, so it goes no further.
        raise VerificationError(
            f"Line {row.id} of the ledger cannot be read.", "Nothing was changed; look at it in your latest backup."
        ) from None
    named = {name: value for name, value in row._mapping.items() if name not in ("format", "body")}
    return LedgerEntry(**named, entry=entry)
