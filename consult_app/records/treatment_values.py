"""The frozen values of treatment sessions as they are stored."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from consult_app.clinical.treatment_record import EventKind, TreatmentEvent, TreatmentRecord

TreatmentStatus = Literal["draft", "signed"]
LotKind = Literal["cartridge", "numbing", "product"]


@dataclass(frozen=True)
class StoredEvent:
    """A follow-up or an adverse event of a session, with who recorded it when; never changed."""

    id: int
    treatment_id: int
    event: TreatmentEvent
    recorded_at: dt.datetime
    recorded_by: int

    @property
    def kind(self) -> EventKind:
        """Follow-up or adverse event."""
        return self.event.kind


@dataclass(frozen=True)
class StoredTreatment:
    """A treatment session; ``events`` are those of all its revisions, newest first.

    ``revises`` is the signed session this one corrects and why, ``revised_by`` the one that corrects this one.
    """

    id: int
    client_id: str
    client_name: str | None
    date_of_birth: dt.date | None
    consultation_id: int
    practitioner_id: int
    status: TreatmentStatus
    date: dt.date
    record: TreatmentRecord
    revision: int
    created_at: dt.datetime
    updated_at: dt.datetime
    revises: int | None = None
    revises_because: str | None = None
    revised_by: int | None = None
    events: tuple[StoredEvent, ...] = ()


@dataclass(frozen=True)
class LotUse:
    """One use of a lot: on whom, when, where and by whom; ``signed`` is False while the session is being written."""

    treatment_id: int
    client_id: str
    client_name: str | None
    date: dt.date
    areas: tuple[str, ...]
    practitioner: str
    kind: LotKind
    label: str
    number: str
    expires: dt.date | None
    signed: bool
