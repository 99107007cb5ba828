"""Consultations for tests, written as a case file would be."""

from typing import Any

from consult_app.clinical.consultation import Consultation


def case(**parts: Any) -> Consultation:
    """A client of fair skin with everything denied; the parts given replace or add to that."""
    usual: dict[str, Any] = {
        "format": 1,
        "as_of": "2026-11-20",
        "client": {"date_of_birth": "1991-04-02", "sex_at_birth": "female", "weight_kg": 64, "height_cm": 168},
        "skin": {"fitzpatrick": 2},
        "areas": [{"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]}],
        "remaining_answers": "no",
    }
    return Consultation.model_validate(usual | parts)


RECENT = {"isotretinoin_recent": {"answer": "yes", "last_dose": "2026-09-12"}}
THINNER = {"anticoagulant": {"answer": "yes", "product": ["apixaban"]}}


def decision(finding: str, kind: str, role: str, **parts: Any) -> dict[str, Any]:
    """A clearance or an override as a case file states it."""
    return {
        "finding": finding,
        "kind": kind,
        "by": "Dr Ian Whitcombe",
        "role": role,
        "date": "2026-11-18",
        "reason": "No objection to needling now",
        **parts,
    }
