"""Signing consultations: frozen as they are, with the exact papers handed out, and read back as they were then."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from consult_app.clinical.consultation import Consultation
from consult_app.clinical.kept_summary import summary_text
from consult_app.clinical.summary import Summary
from consult_app.clinical.verdict_record import VerdictRecord
from consult_app.errors import BadInputError, VerificationError
from consult_app.records import consultations, revisions
from consult_app.records.handed_out import add_document, document_with, documents_of
from consult_app.records.headers import load_header
from consult_app.records.ledger import ReferralNote, add_referrals
from consult_app.records.practitioners import load_practitioner
from consult_app.records.referring import referral_notes
from consult_app.records.schema import signature
from consult_app.records.signatures import Statement, canonical, read_statement
from consult_app.records.signed_checks import signature_problems
from consult_app.records.signed_rows import add_signature
from consult_app.records.transactions import Transactions
from consult_app.records.values import Header, StoredConsultation, StoredDocument
from consult_app.records.work import Work

INTENT = "I have checked this consultation and finish it as it stands."
_KIND, _FORMAT = "consultation", 1


@dataclass(frozen=True)
class SignedContent:
    """What is frozen when a consultation is signed: the summary and the verdict with its protocol digest, as JSON.

    ``referrals`` are those of the summary, which enter the ledger with the signature.
    """

    summary: str
    verdict: str
    referrals: tuple[ReferralNote, ...] = ()


@dataclass(frozen=True)
class SignedRecord:
    """A signed consultation, proved to be as it was signed."""

    header: Header
    consultation: Consultation
    content: SignedContent
    statement: Statement
    documents: tuple[StoredDocument, ...]


@dataclass(frozen=True)
class KnownDocument:
    """What a paper is, by its bytes; ``signed_by`` is empty where it was handed out and never signed."""

    document: StoredDocument
    client_id: str | None
    made_by: str
    signed_by: str
    signed_at: str


def freeze(summary: Summary, verdict: VerdictRecord) -> SignedContent:
    """What is signed of a consultation beside its answers."""
    return SignedContent(summary_text(summary), verdict.model_dump_json(), referral_notes(summary))


class Signing:
    """Signs consultations, revises and deletes them; what was signed is never changed."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def sign_consultation(
        self,
        consultation_id: int,
        revision: int,
        content: SignedContent,
        documents: Sequence[tuple[str, bytes]],
        signing_key: Ed25519PrivateKey,
    ) -> Header:
        """Finish a draft: it is read only from now on. ``documents`` are names with the exact bytes handed out.

        StaleRevisionError when the draft is no longer at ``revision``.
        """
        return self._transactions.run(
            "sign consultation", _sign, consultation_id, revision, content, papers=tuple(documents), key=signing_key
        )

    def signed(self, consultation_id: int) -> SignedRecord:
        """A signed consultation as it was signed; VerificationError when anything of it was altered since."""
        return self._transactions.read("load signed consultation", _signed, consultation_id)

    def verify_document(self, content: bytes) -> KnownDocument:
        """What a paper of this practice is; VerificationError when these bytes were never handed out here."""
        return self._transactions.read("verify document", _known_document, content)

    def revise(self, consultation_id: int, because: str) -> StoredConsultation:
        """A new draft that corrects a finished consultation and names it; both can be read side by side."""
        return self._transactions.run("revise consultation", revisions.revise, consultation_id, because)

    def delete_draft(self, consultation_id: int, revision: int, because: str) -> None:
        """Delete a draft no paper went out of; the audit trail keeps that it was there and why it went."""
        self._transactions.run("delete draft", revisions.delete_draft, consultation_id, revision, because)


def _sign(
    work: Work,
    consultation_id: int,
    revision: int,
    content: SignedContent,
    *,
    papers: tuple[tuple[str, bytes], ...],
    key: Ed25519PrivateKey,
) -> Header:
    consultations.finish(work, consultation_id, revision)
    for name, data in papers:
        add_document(work, consultation_id, name, data, work.stamp.at)
    add_referrals(work, consultation_id, content.referrals)
    text = canonical(
        {"format": _FORMAT, "summary": json.loads(content.summary), "verdict": json.loads(content.verdict)}
    )
    documents = documents_of(work.connection, consultation_id)
    add_signature(work, _KIND, consultation_id, content=text, documents=documents, intent=INTENT, key=key)
    return load_header(work.connection, consultation_id)


def _signed(connection: Connection, consultation_id: int) -> SignedRecord:
    query = select(signature).where(signature.c.kind == _KIND, signature.c.subject_id == consultation_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise BadInputError(f"Consultation {consultation_id} is not signed.", next_step="Finish it first.")
    problems = signature_problems(connection, row)
    statement = read_statement(row.statement)
    if problems or statement is None:
        raise VerificationError(
            f"Consultation {consultation_id} is not as it was signed: {problems[0]}.",
            "Look at it in your latest backup.",
        )
    kept, frozen = consultations.load_consultation(connection, consultation_id), json.loads(row.content)
    content = SignedContent(canonical(frozen["summary"]), canonical(frozen["verdict"]))
    numbers = {paper.id for paper in statement.documents}
    papers = tuple(paper for paper in documents_of(connection, consultation_id) if paper.id in numbers)
    return SignedRecord(kept.header, kept.consultation, content, statement, papers)


def _known_document(connection: Connection, content: bytes) -> KnownDocument:
    found = document_with(connection, hashlib.sha256(content).hexdigest())
    if found is None:
        raise VerificationError(
            "This paper was not handed out by this practice, or was changed since.",
            "Compare it with the copy in the client's record.",
        )
    header = load_header(connection, found.consultation_id)
    query = select(signature).where(signature.c.kind == _KIND, signature.c.subject_id == found.consultation_id)
    row = connection.execute(query).one_or_none()
    statement = read_statement(row.statement) if row is not None and not signature_problems(connection, row) else None
    vouched = statement is not None and any(paper.id == found.id for paper in statement.documents)
    return KnownDocument(
        found,
        header.client_id,
        load_practitioner(connection, found.made_by).name,
        statement.signer.name if statement and vouched else "",
        statement.at if statement and vouched else "",
    )
