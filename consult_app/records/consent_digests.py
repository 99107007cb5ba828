"""Holds consents against the audit trail: every entry still as it was recorded, and none missing."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from consult_app.records.schema import audit_event, consent
from consult_app.records.signatures import canonical
from consult_app.records.signed_checks import is_erased

_SAID = ("consultation_id", "act", "given_id", "document_id", "sha256", "format", "body")
_KINDS = ("consent_given", "consent_confirmed", "consent_withdrawn")


def entry_digest(row: Mapping[str, Any]) -> str:
    """The digest of all an entry says, which the trail holds."""
    said = {name: row[name] for name in _SAID} | {"date": row["date"].isoformat()}
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def consent_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """Entries that were altered, that the trail does not know, or that are gone: which, and what is wrong."""
    recorded = select(audit_event.c.kind, audit_event.c.subject, audit_event.c.detail)
    told = {
        row.detail.split()[1]: (row.kind, row.subject, row.detail.split()[2])
        for row in connection.execute(recorded.where(audit_event.c.kind.in_(_KINDS)))
    }
    rows = {str(row.id): row for row in connection.execute(select(consent))}
    for number, row in rows.items():
        right = (f"consent_{row.act}", f"consultation {row.consultation_id}", entry_digest(row._asdict()))
        if told.get(number) != right:
            yield f"consent entry {number}", "it is not as it was recorded"
    for number, (_kind, subject, _digest) in told.items():
        if number not in rows and not is_erased(connection, subject):
            yield f"consent entry {number}", "it is missing"
