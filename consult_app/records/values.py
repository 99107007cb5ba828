"""The frozen values that cross the border of the records."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from consult_app.clinical.carried import Carried
from consult_app.clinical.consultation import Client, Consultation
from consult_app.clinical.verdict_record import VerdictRecord
from consult_app.errors import ConsultError

Status = Literal["draft", "finished"]


class StaleRevisionError(ConsultError):
    """Somebody else has saved in between; nothing was written."""


class StorageError(ConsultError):
    """The disk or the database refused; nothing was written by this call, everything saved before is kept."""


@dataclass(frozen=True)
class StoredPractitioner:
    """A practitioner of this practice; the number is the one of their key slot."""

    id: int
    name: str
    role: str | None = None
    licence: str | None = None
    is_lead: bool = False
    disabled_at: dt.datetime | None = None
    public_key: str | None = None


@dataclass(frozen=True)
class Stamp:
    """When something was done, in UTC, and by which practitioner."""

    at: dt.datetime
    by: int


@dataclass(frozen=True)
class StoredClient:
    """A client as stored; ``details.id`` and ``id`` are the same, ``foreign_id`` is another system's."""

    id: str
    details: Client
    revision: int
    updated_at: dt.datetime
    foreign_id: str | None = None


@dataclass(frozen=True)
class PlannedSession:
    """A day on which something is planned: a test patch, a session or a review."""

    date: dt.date
    time: str | None = None
    kind: str = "session"


@dataclass(frozen=True)
class Progress:
    """Where a consultation stands, as the lists show it; worked out by the caller at each save.

    ``outcome`` is the overall outcome word, ``incomplete`` until there is something to judge. ``verdict`` is kept in
    the body and not read for the lists.
    """

    step: str
    outcome: str = "incomplete"
    not_before: dt.date | None = None
    sessions: tuple[PlannedSession, ...] = ()
    protocol_digest: str = ""
    open_questions: int = 0
    verdict: VerdictRecord | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Header:
    """A consultation as the lists show it, without its answers; instants are in UTC.

    ``revises`` is the finished consultation this one corrects and why, ``revised_by`` the one that corrects this one;
    without it, this is the newest.
    """

    id: int
    client_id: str | None
    client_name: str | None
    date_of_birth: dt.date | None
    practitioner_id: int
    status: Status
    as_of: dt.date
    progress: Progress
    revision: int
    created_at: dt.datetime
    updated_at: dt.datetime
    revises: int | None = None
    revises_because: str | None = None
    revised_by: int | None = None

    @property
    def session_date(self) -> dt.date | None:
        """The first planned day, or None."""
        return min((session.date for session in self.progress.sessions), default=None)


@dataclass(frozen=True)
class StoredConsultation:
    """A whole consultation and its header; ``consultation.client`` is filled from the client's row while a draft.

    ``verdict`` is the one it was last saved with, None where none was kept or it cannot be read. ``carried`` are the
    answers of the client's consultation before, which count only once they are confirmed.
    """

    header: Header
    consultation: Consultation
    verdict: VerdictRecord | None = None
    carried: Carried | None = None

    @property
    def id(self) -> int:
        """The consultation's number in the database."""
        return self.header.id

    @property
    def revision(self) -> int:
        """What the next save must name."""
        return self.header.revision


@dataclass(frozen=True)
class KeptConsultation:
    """A consultation and its verdict as they were last saved; ``why_not`` says why it cannot be read."""

    id: int
    client_id: str | None
    as_of: dt.date
    consultation: Consultation | None
    verdict: VerdictRecord | None
    why_not: str = ""


@dataclass(frozen=True)
class PlannedVisit:
    """One planned session and the consultation that planned it."""

    session: PlannedSession
    header: Header


@dataclass(frozen=True)
class StoredDocument:
    """A document as it was handed out; ``sha256`` is the hex digest of its bytes."""

    id: int
    consultation_id: int
    name: str
    sha256: str
    size: int
    made_at: dt.datetime
    made_by: int
    treatment_id: int | None = None


@dataclass(frozen=True)
class AuditEvent:
    """One line of the audit trail: ids and step names, never what a client said."""

    id: int
    at: dt.datetime
    practitioner_id: int
    kind: str
    subject: str
    detail: str
    note: str | None = None
