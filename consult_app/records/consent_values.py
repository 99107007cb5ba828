"""The frozen values of consents as they are stored."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from consult_app.clinical.consent import Consent
from consult_app.clinical.consent_standing import KnownConsent

ConsentAct = Literal["given", "confirmed", "withdrawn"]


@dataclass(frozen=True)
class ConsentEntry:
    """One later entry about a consent: confirmed on a day, or withdrawn with what was said; never changed."""

    id: int
    consultation_id: int
    act: ConsentAct
    date: dt.date
    because: str
    recorded_at: dt.datetime
    recorded_by: int


@dataclass(frozen=True)
class StoredConsent:
    """A consent with the exact paper it was given on, by number and SHA-256, and what became of it, oldest first."""

    id: int
    consultation_id: int
    consent: Consent
    document_id: int
    sha256: str
    recorded_at: dt.datetime
    recorded_by: int
    later: tuple[ConsentEntry, ...] = ()

    @property
    def withdrawn(self) -> ConsentEntry | None:
        """The entry that withdrew it, None while nothing has."""
        return next((entry for entry in self.later if entry.act == "withdrawn"), None)

    @property
    def known(self) -> KnownConsent:
        """What its standing is judged by."""
        confirmed = tuple(entry.date for entry in self.later if entry.act == "confirmed")
        ended = self.withdrawn
        return KnownConsent(self.id, self.consent.date, self.consent.scope, confirmed, ended.date if ended else None)
