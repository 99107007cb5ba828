"""Opening a treatment session: the one begun already, or a new one where the day allows it."""

import datetime as dt
from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.summary import Summary
from consult_app.clinical.treatment_day import TreatmentDay, first_record, treatment_day
from consult_app.records.store import Records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.ui.as_signed import read_consultation, summary_of


@dataclass(frozen=True)
class OpenedSession:
    """A session with the consultation it belongs to, that one's summary, and the limits of the day."""

    stored: StoredTreatment
    consultation: Consultation
    day: TreatmentDay
    summary: Summary | None = None


def begin_session(records: Records, catalogue: Catalogue, consultation_id: int, today: dt.date) -> OpenedSession:
    """The session of a consultation, begun now if there is none; ConsultError with the reason where today shuts it."""
    if earlier := records.treatments.of_consultation(consultation_id):
        return load_session(records, catalogue, earlier[0].id)
    opened = read_consultation(records, consultation_id)
    stored = opened.stored
    day = treatment_day(stored.consultation, catalogue, today)
    record = first_record(stored.consultation, day)
    begun = records.treatments.start(consultation_id, stored.revision, day, record)
    return OpenedSession(begun, stored.consultation, day, summary_of(opened, catalogue))


def load_session(records: Records, catalogue: Catalogue, treatment_id: int) -> OpenedSession:
    """A session that was begun, with the limits as they were on its day by the rules of now."""
    stored = records.treatments.load(treatment_id)
    opened = read_consultation(records, stored.consultation_id)
    value = opened.stored.consultation
    return OpenedSession(stored, value, treatment_day(value, catalogue, stored.date), summary_of(opened, catalogue))
