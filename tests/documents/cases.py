"""Consultations for the papers: real summaries, judged by the program's own protocol."""

from functools import cache
from typing import Any

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.summary import Summary, summarise
from consult_app.knowledge.loader import catalogue_or_error

CLINIC = """
format: 1
practice:
  name: Fernhill Skin Clinic
  address: [4 Fernhill Row, Ashby Vale AV3 8QT]
  phones: ["01632 960147"]
  email: hello@fernhill.example
  emergency_number: "999"
  out_of_hours: "111"
"""
CLIENT = {
    "id": "C-0412",
    "name": "Marisol Vega",
    "date_of_birth": "1998-06-04",
    "sex_at_birth": "female",
    "weight_kg": 64,
    "height_cm": 168,
}
PRACTITIONER = {"name": "Jo Brennan", "role": "nurse"}
BACK = {"id": "back_upper", "area_cm2": 280, "concerns": [{"id": "acne_scar_body", "grade": 3}, {"id": "pih"}]}
LEFT = {"id": "shoulders", "side": "left", "area_cm2": 60, "concerns": [{"id": "acne_scar_body", "grade": 2}]}
RIGHT = {"id": "shoulders", "side": "right", "area_cm2": 60, "concerns": [{"id": "acne_scar_body", "grade": 2}]}
CHEEKS = {"id": "face_cheeks", "area_cm2": 150, "concerns": [{"id": "acne_scar_rolling", "grade": 2}]}
CREAM = {"product": "lidocaine_prilocaine", "area_cm2": 150, "minutes": 60}
DERMATOLOGIST = {
    "name": "Dr Ian Whitcombe",
    "address": "Consultant dermatologist\nSt Brannoc’s Hospital\nAshby Vale AV1 2RD",
}


@cache
def catalogue(clinic: str | None = CLINIC) -> Catalogue:
    return catalogue_or_error(clinic)


def summary(clinic: str | None = CLINIC, **parts: Any) -> Summary:
    """A summary of a case in which everything not named was denied, unless ``remaining_answers`` is None."""
    case = {
        "format": 1,
        "as_of": "2026-11-20",
        "client": CLIENT,
        "practitioner": PRACTITIONER,
        "skin": {"fitzpatrick": 2},
        "remaining_answers": "no",
    }
    return summarise(Consultation.model_validate(case | parts), catalogue(clinic))


def treatable(**parts: Any) -> Summary:
    """Cheeks of a light skin, with numbing cream and a booked day."""
    booked = {"date": "2026-12-01", "time": "14:30"}
    return summary(**({"areas": [CHEEKS], "anaesthetic": CREAM, "session": booked} | parts))


def careful(**parts: Any) -> Summary:
    """Upper back and a shoulder of a dark skin: precautions, a test patch and reviews."""
    return summary(**({"areas": [BACK, LEFT], "skin": {"fitzpatrick": 4}} | parts))


def deferred(**parts: Any) -> Summary:
    """Isotretinoin until lately, an operation on one shoulder, one question without an answer."""
    answers = {
        "isotretinoin_recent": {"answer": "yes", "last_dose": "2026-09-12", "dose_note": "20 mg daily"},
        "surgery_in_area": {"answer": "yes", "date": "2026-09-30", "areas": ["shoulders.right"]},
        "anticoagulant": "unsure",
    }
    case = {
        "areas": [BACK, LEFT, RIGHT],
        "skin": {"fitzpatrick": 4},
        "answers": answers,
        "contacts": {"dermatologist": DERMATOLOGIST},
    }
    return summary(**(case | parts))


def dated_wait(**parts: Any) -> Summary:
    """The same, with every question answered: only then do sessions have dates."""
    answers = {
        "isotretinoin_recent": {"answer": "yes", "last_dose": "2026-09-12", "dose_note": "20 mg daily"},
        "surgery_in_area": {"answer": "yes", "date": "2026-09-30", "areas": ["shoulders.right"]},
    }
    return deferred(**({"answers": answers} | parts))


def cleared_first(**parts: Any) -> Summary:
    """A blood thinner: nothing before the prescriber answers."""
    answers = {"anticoagulant": {"answer": "yes", "product": ["apixaban"]}}
    return summary(**({"areas": [CHEEKS], "answers": answers} | parts))


def incomplete(**parts: Any) -> Summary:
    """Nothing answered yet."""
    return summary(**({"areas": [CHEEKS], "remaining_answers": None} | parts))


def barred(**parts: Any) -> Summary:
    """Pregnancy."""
    return summary(**({"areas": [CHEEKS], "answers": {"pregnancy": {"answer": "yes"}}} | parts))


def changed_spot(**parts: Any) -> Summary:
    """A mole on the back that has changed, not seen by a doctor yet."""
    lesion = {"answer": "yes", "areas": ["back_upper"], "body_site": "left shoulder blade", "seen_by_doctor": "no"}
    gp = {"name": "Dr Anna Pell", "address": "The Surgery\n12 Mill Lane\nAshby Vale AV1 4PB"}
    case = {"areas": [BACK], "answers": {"changing_lesion": lesion, "epilepsy": "yes"}, "contacts": {"gp": gp}}
    return summary(**(case | parts))
