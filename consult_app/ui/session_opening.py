"""Opening a treatment session: the one begun already, or a new one where the day allows it."""

import datetime as dt
from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.treatment_day import TreatmentDay, first_record, treatment_day
from consult_app.records.store import Records
from consult_app.records.treatment_values import StoredTreatment


@dataclass(frozen=True)
class OpenedSession:
    """A session with the consultation it belongs to and the limits of its day."""

    stored: StoredTreatment
    consultation: Consultation
    day: TreatmentDay


def begin_session(records: Records, catalogue: Catalogue, consultation_id: int, today: dt.date) -> OpenedSession:
    """The session of a consultation, begun now if there is none; ConsultError with the reason where today shuts it."""
    begun = records.treatments.of_consultation(consultation_id)
    if begun:
        return load_session(records, catalogue, begun[0].id)
    stored = records.load(consultation_id)
    day = treatment_day(stored.consultation, catalogue, today)
    record = first_record(stored.consultation, day)
    return OpenedSession(
        records.treatments.start(consultation_id, stored.revision, day, record), stored.consultation, day
    )


def load_session(records: Records, catalogue: Catalogue, treatment_id: int) -> OpenedSession:
    """A session that was begun, with the limits as they were on its day by the rules of now."""
    stored = records.treatments.load(treatment_id)
    value = records.load(stored.consultation_id).consultation
    return OpenedSession(stored, value, treatment_day(value, catalogue, stored.date))
