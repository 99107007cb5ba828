"""Treatment sessions for tests: one consultation that is open today, and the record of what was done."""

import datetime as dt
from typing import Any

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.treatment_day import TreatmentDay, treatment_day
from consult_app.clinical.treatment_record import TreatmentRecord
from consult_app.records.store import Records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.records.values import Progress, StoredConsultation
from tests.clinical.cases import case

TODAY = dt.date(2026, 11, 20)
WHO = {
    "name": "Marisol Vega",
    "date_of_birth": "1991-04-02",
    "sex_at_birth": "female",
    "weight_kg": 64,
    "height_cm": 168,
}


def ready(**parts: Any) -> Consultation:
    """A consultation of today with nothing in the way."""
    usual = {"client": WHO, "session": {"date": "2026-11-20"}, "practitioner": {"role": "doctor", "prescriber": "yes"}}
    return case(**(usual | parts))


def full(**parts: Any) -> TreatmentRecord:
    """A record that lacks nothing and keeps to the plan; the parts given replace or add to that."""
    usual: dict[str, Any] = {
        "date": "2026-11-20",
        "practitioner": {"name": "Dana Okafor", "role": "nurse"},
        "arrival": {"asked_again": "yes", "field_seen": "yes", "consent": "yes"},
        "device": {"kind": "pen", "max_depth_mm": 2.5},
        "cartridge_lot": "NC-24 118",
        "cartridge_expires": "2028-01-31",
        "areas": [
            {"key": "back_upper", "depth_mm": 0.75, "passes": 2, "end_point": "even redness", "stopped_early": "no"}
        ],
        "pain": {"before": 0, "during": 4, "after": 2},
        "no_reaction": "yes",
        "photographs": "yes",
        "aftercare_sheet": "yes",
    }
    numbed = {"numbed": "yes" if parts.get("numbing") else "no"}
    return TreatmentRecord.model_validate(numbed | usual | parts)


NUMBED = {
    "product": "lidocaine_prilocaine",
    "lot": "LP 7741",
    "expires": "2027-06-30",
    "grams": 9,
    "area_cm2": 90,
    "on": "10:00",
    "off": "11:00",
    "removed": "yes",
}


def opened(records: Records, value: Consultation | None = None) -> StoredConsultation:
    return records.start_consultation(None, value or ready(), Progress("plan"))


def begun(records: Records, catalogue: Catalogue, record: TreatmentRecord | None = None) -> StoredTreatment:
    stored = opened(records)
    return records.treatments.start(
        stored.id, stored.revision, day_of(stored.consultation, catalogue), record or full()
    )


def day_of(consultation: Consultation, catalogue: Catalogue) -> TreatmentDay:
    return treatment_day(consultation, catalogue, TODAY)
