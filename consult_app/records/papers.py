"""Papers that go out of a consultation: kept in their exact bytes, with how they went and whom they refer to."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from consult_app.records.audit import add_event
from consult_app.records.handed_out import add_document
from consult_app.records.ledger import ReferralNote, add_referrals
from consult_app.records.transactions import Transactions
from consult_app.records.values import StoredDocument
from consult_app.records.work import Work


@dataclass(frozen=True)
class PaperOut:
    """A paper as it went out: to a printer, or exported to a file that is the user's from then on."""

    name: str
    content: bytes
    made_at: dt.datetime
    act: Literal["printed", "exported"]
    referrals: tuple[ReferralNote, ...] = ()


class Papers:
    """Keeps what went out."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def hand_out(self, consultation_id: int, paper: PaperOut) -> StoredDocument:
        """Keep a paper, say in the trail how it went out, and enter in the ledger whom it refers the client to."""
        return self._transactions.run("hand out", _hand_out, consultation_id, paper)


def _hand_out(work: Work, consultation_id: int, paper: PaperOut) -> StoredDocument:
    kept = add_document(work, consultation_id, paper.name, paper.content, paper.made_at)
    add_event(work, paper.act, f"consultation {consultation_id}", f"document {kept.id} {kept.name}")
    add_referrals(work, consultation_id, paper.referrals)
    return kept
