"""Admission: what a consultation may not say, each with where it stands and why."""

from typing import Any

import pytest

from consult_app.clinical.admission import problems
from consult_app.clinical.catalogue import Catalogue
from tests.clinical.cases import case, decision

BACK = {"id": "back_upper", "area_cm2": 90}


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        (
            {"client": {"date_of_birth": "1899-01-01"}},
            "client.date_of_birth: 1899-01-01 is more than 120 years ago",
        ),
        (
            {"areas": [BACK | {"concerns": [{"id": "acne_scar_body", "grade": 3, "age_months": 24}]}]},
            "areas[1].concerns[1].id: age_months, flat, grafted and size_cm2 belong to burn_scar",
        ),
        ({"answers": {"pregnancy": []}}, "answers.pregnancy: is empty"),
        (
            {"answers": {"isotretinoin_recent": {"answer": "no", "last_dose": "2026-09-12"}}},
            "answers.isotretinoin_recent.last_dose: is given though the answer is no",
        ),
        (
            {"answers": {"surgery_in_area": {"answer": "yes", "areas": 3}}},
            "answers.surgery_in_area.areas: 3 is no area",
        ),
        (
            {"decisions": [decision("isotretinoin_recent", "clearance", "dermatologist", areas=["chin"])]},
            "decisions[1].areas: chin is no area of this protocol",
        ),
    ],
)
def test_what_cannot_be_is_named_with_its_place(catalogue: Catalogue, parts: dict[str, Any], problem: str) -> None:
    assert problem in problems(case(**parts), catalogue)


def test_a_sound_consultation_has_no_problem(catalogue: Catalogue) -> None:
    burn = {"id": "burn_scar", "age_months": 24, "flat": "yes", "grafted": "no", "size_cm2": 10}
    answers = {"surgery_in_area": {"answer": "yes", "areas": ["back_upper", "elsewhere"], "date": "2026-01-05"}}
    decided = [decision("isotretinoin_recent", "clearance", "dermatologist", areas=["back_upper"])]
    sound = case(areas=[BACK | {"concerns": [burn]}], answers=answers, decisions=decided)
    assert problems(sound, catalogue) == ()
