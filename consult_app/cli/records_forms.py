"""Stored values as the records commands print them: as JSON, and as lines for people."""

from collections.abc import Iterable
from typing import Any

from consult_app.app import App
from consult_app.clinical.dates import short_date
from consult_app.records.consent_values import ConsentEntry, StoredConsent
from consult_app.records.ledger import LedgerEntry
from consult_app.records.signatures import instant_text
from consult_app.records.values import Header, StoredClient, StoredConsultation, StoredDocument


def client_form(client: StoredClient) -> dict[str, Any]:
    """A client with every detail that is known."""
    details = client.details.model_dump(mode="json", exclude_none=True)
    return {**details, "id": client.id, "foreign_id": client.foreign_id, "revision": client.revision}


def header_form(header: Header) -> dict[str, Any]:
    """A consultation as the lists show it."""
    progress = header.progress
    return {
        "id": header.id,
        "client": header.client_id,
        "status": header.status,
        "as_of": header.as_of.isoformat(),
        "step": progress.step,
        "outcome": progress.outcome,
        "not_before": progress.not_before.isoformat() if progress.not_before else None,
        "open_questions": progress.open_questions,
        "sessions": [
            {"date": each.date.isoformat(), "time": each.time, "kind": each.kind} for each in progress.sessions
        ],
        "practitioner": header.practitioner_id,
        "revision": header.revision,
        "revises": header.revises,
        "revised_by": header.revised_by,
        "updated_at": instant_text(header.updated_at),
    }


def document_form(document: StoredDocument) -> dict[str, Any]:
    """A paper that was handed out, without its bytes."""
    return {
        "id": document.id,
        "name": document.name,
        "sha256": document.sha256,
        "size": document.size,
        "made_at": instant_text(document.made_at),
    }


def ledger_form(line: LedgerEntry) -> dict[str, Any]:
    """An override, a clearance or a referral: what became of it, who entered it, and what it says."""
    return {
        "id": line.id,
        "kind": line.kind,
        "act": line.act,
        "finding": line.finding,
        "expires": line.expires.isoformat() if line.expires else None,
        "entry": line.entry.model_dump(mode="json", exclude_none=True),
        **_recorded(line),
    }


def consent_form(stored: StoredConsent) -> dict[str, Any]:
    """A consent: what it covers, how it was given, on which paper, and what became of it."""
    return {
        "id": stored.id,
        "consultation": stored.consultation_id,
        **stored.consent.model_dump(mode="json", exclude={"format"}),
        "document": {"id": stored.document_id, "sha256": stored.sha256},
        **_recorded(stored),
        "later": [_later_form(entry) for entry in stored.later],
    }


def _later_form(entry: ConsentEntry) -> dict[str, Any]:
    return {
        "act": entry.act,
        "date": entry.date.isoformat(),
        "because": entry.because,
        "consultation": entry.consultation_id,
        **_recorded(entry),
    }


def _recorded(entry: LedgerEntry | StoredConsent | ConsentEntry) -> dict[str, Any]:
    return {"recorded_at": instant_text(entry.recorded_at), "recorded_by": entry.recorded_by}


def consultation_form(app: App, stored: StoredConsultation) -> dict[str, Any]:
    """A whole consultation: its answers in the shape of a case file, its verdict, decisions, papers and history."""
    subject = f"consultation {stored.id}"
    return {
        **header_form(stored.header),
        "consultation": stored.consultation.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "verdict": stored.verdict.model_dump(mode="json", exclude_defaults=True) if stored.verdict else None,
        "decisions": [ledger_form(each) for each in app.records.ledger.of_consultation(stored.id)],
        "consents": [consent_form(each) for each in app.records.consents.of_consultation(stored.id)],
        "documents": [document_form(each) for each in app.records.documents(stored.id)],
        "events": [
            {"number": event.id, "at": instant_text(event.at), "kind": event.kind, "detail": event.detail}
            for event in app.records.events(subject)
        ],
    }


def client_lines(clients: Iterable[StoredClient]) -> str:
    """One line a client."""
    return "".join(
        f"{client.id}  {client.details.name or 'no name'}"
        f"{', born ' + short_date(client.details.date_of_birth) if client.details.date_of_birth else ''}\n"
        for client in clients
    )


def header_lines(headers: Iterable[Header]) -> str:
    """One line a consultation."""
    return "".join(
        f"{header.id:>6}  {header.client_id or 'no client'}  {short_date(header.as_of)}  {header.status}  "
        f"{header.progress.outcome.replace('_', ' ')}\n"
        for header in headers
    )
