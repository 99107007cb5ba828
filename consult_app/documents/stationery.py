"""What every paper of one consultation carries: letterhead, footer and a document id that follows from its content."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from consult_app.clinical.consent import Consent
from consult_app.clinical.dates import short_date
from consult_app.clinical.practice import Clinic
from consult_app.clinical.summary import Summary
from consult_app.documents.options import DocumentOptions, Footer, Letterhead, NotSet

_ID_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Issue:
    """One paper about to be made: for whom, how, and under which id; ``number`` counts letters from 1.

    ``signed`` is the consent as it was given, where the paper is one that was signed.
    """

    summary: Summary
    options: DocumentOptions
    document_id: str
    number: int = 1
    signed: Consent | None = None

    @property
    def head(self) -> Letterhead:
        """The clinic's letterhead."""
        return letterhead(self.summary.clinic)

    @property
    def foot(self) -> Footer:
        """The footer of every page."""
        return Footer(
            client=f"{client_name(self.summary)} · {self.summary.client.id or 'no ID'}",
            protocol=f"Protocol {self.summary.protocol_version}",
            issued=f"Printed {issued_words(self.options.issued, self.summary.as_of)}",
            document_id=self.document_id,
            draft="Draft" if self.options.draft else "",
        )


def client_name(summary: Summary) -> str:
    """The client's name, kept apart so that its script turns nothing around it."""
    return f"\u2068{summary.client.name}\u2069" if summary.client.name else "Name not given"


def letterhead(clinic: Clinic) -> Letterhead:
    """The clinic's name, address and numbers; what is not set says so."""
    address: str | NotSet = ", ".join(clinic.address) or NotSet("Clinic address not set")
    reach: list[str | NotSet] = [phone(clinic), clinic.email] if clinic.email else [phone(clinic)]
    if all(isinstance(part, str) for part in reach):
        reach = [" · ".join(str(part) for part in reach)]
    return Letterhead(clinic.name or NotSet("Clinic name not set"), (address, *reach))


def phone(clinic: Clinic) -> str | NotSet:
    """The number to ring, or the words that say it is missing."""
    return clinic.phones[0] if clinic.phones else NotSet("Clinic phone not set")


def issued_words(issued: str, as_of: date) -> str:
    """The day, with the time where one was given: 20 Nov 2026, 11:42; the consultation day without an issue time."""
    try:
        when = datetime.fromisoformat(issued or as_of.isoformat())
    except ValueError:
        return issued
    day = short_date(when.date())
    return f"{day}, {when:%H:%M}" if "T" in issued or ":" in issued else day


def document_id(summary: Summary, name: str, options: DocumentOptions) -> str:
    """A short hash of what is printed and how, so that equal papers carry equal ids."""
    content = json.dumps([_plain(summary), name, asdict(options)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:_ID_LENGTH]


def _plain(value: Any) -> Any:
    """A frozen value as lists, maps and words, in an order that never changes; what no comparison counts stays out."""
    if isinstance(value, BaseModel):
        return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.compare}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(json.dumps(_plain(each), sort_keys=True) for each in value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
