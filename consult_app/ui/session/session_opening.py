"""Opening a treatment session: the one begun already, or a new one where the day allows it."""

import datetime as dt
from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consent import ConsentScope
from consult_app.clinical.consent_standing import KnownConsent, SessionConsent, consent_standing, scope_on
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.summary import Summary
from consult_app.clinical.treatment_day import TreatmentDay, first_record, treatment_day
from consult_app.errors import BadInputError, ConsultError, VerificationError
from consult_app.records.store import Records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.ui.consultation.as_signed import read_consultation, summary_of


@dataclass(frozen=True)
class SignedSession:
    """What went beyond the plan or a limit, as it was signed; ``problem`` says why that is not proved any more."""

    outside: tuple[str, ...] = ()
    problem: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class OpenedSession:
    """A session with the consultation it belongs to, that one's summary and revision, and the limits of the day.

    ``consents`` are what the client gave so far; ``signed`` is what was signed of it, None for a draft.
    """

    stored: StoredTreatment
    consultation: Consultation
    day: TreatmentDay
    summary: Summary | None = None
    revision: int = 0
    consents: tuple[KnownConsent, ...] = ()
    signed: SignedSession | None = None

    @property
    def consent(self) -> SessionConsent | None:
        """What the session needs consent for; None for a correction, whose consent was settled before."""
        if self.stored.revises is not None:
            return None
        return SessionConsent(scope_on(self.summary, self.day) if self.summary else None, self.consents)


def begin_session(records: Records, catalogue: Catalogue, consultation_id: int, today: dt.date) -> OpenedSession:
    """The session of a consultation, begun now if there is none; ConsultError with the reason where today shuts it."""
    if earlier := records.treatments.of_consultation(consultation_id):
        return load_session(records, catalogue, earlier[0].id)
    opened = read_consultation(records, consultation_id)
    stored = opened.stored
    day = treatment_day(stored.consultation, catalogue, today)
    record = first_record(stored.consultation, day)
    known = known_consents(records, stored.header.client_id)
    refuse_withdrawn(known, today)
    begun = records.treatments.start(consultation_id, stored.revision, day, record)
    summary = summary_of(opened, catalogue)
    return OpenedSession(begun, stored.consultation, day, summary, stored.revision, known)


def load_session(records: Records, catalogue: Catalogue, treatment_id: int) -> OpenedSession:
    """A session that was begun, with the limits as they were on its day by the rules of now."""
    stored = records.treatments.load(treatment_id)
    opened = read_consultation(records, stored.consultation_id)
    value, revision = opened.stored.consultation, opened.stored.revision
    day, summary = treatment_day(value, catalogue, stored.date), summary_of(opened, catalogue)
    known = known_consents(records, stored.client_id)
    signed = read_signed(records, treatment_id) if stored.status == "signed" else None
    return OpenedSession(stored, value, day, summary, revision, known, signed)


def read_signed(records: Records, treatment_id: int) -> SignedSession:
    """What was signed of a session; says so where that is not proved any more."""
    try:
        return SignedSession(records.treatments.signed_remarks(treatment_id))
    except (BadInputError, VerificationError) as error:
        return SignedSession((), error.message, error.next_step)


def known_consents(records: Records, client_id: str | None) -> tuple[KnownConsent, ...]:
    """The consents of a client as they are judged; none of one who is not on record."""
    return tuple(each.known for each in records.consents.of_client(client_id)) if client_id else ()


def refuse_withdrawn(known: tuple[KnownConsent, ...], day: dt.date) -> None:
    """Begin nothing after the client withdrew: ConsultError with the way on."""
    standing = consent_standing(known, ConsentScope(), day)
    if standing.state == "withdrawn":
        raise ConsultError(standing.words, "No session begins until they sign a new one, on Consent & handouts.")
