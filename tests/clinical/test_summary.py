"""The summary: areas found by their key, and concerns in words."""

from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.summary import summarise
from tests.clinical.cases import case


def test_an_area_is_found_by_its_key_and_one_not_requested_is_an_error(catalogue: Catalogue) -> None:
    asked = [{"id": "back_upper", "area_cm2": 90}, {"id": "shoulders", "side": "left", "area_cm2": 90}]
    found = summarise(case(areas=asked), catalogue)
    assert found.area("shoulders.left").name == "Left shoulder"
    with pytest.raises(KeyError, match="shoulders"):
        found.area("shoulders")


@pytest.mark.parametrize(
    ("concern", "words"),
    [
        ({"id": "acne_scar_rolling", "grade": 3}, "Rolling acne scars, grade 3"),
        ({"id": "acne_scar_grade1_macular", "grade": 1}, "Flat acne marks (grade 1)"),
        ({"id": "acne_scar_grade1_macular", "grade": 1, "severity": "mild"}, "Flat acne marks (grade 1), mild"),
        ({"id": "melasma", "severity": "moderate"}, "Melasma, moderate"),
        ({"id": "melasma"}, "Melasma"),
    ],
)
def test_a_concern_is_told_with_its_grade_once(catalogue: Catalogue, concern: dict[str, Any], words: str) -> None:
    found = summarise(case(areas=[{"id": "face_cheeks", "area_cm2": 90, "concerns": [concern]}]), catalogue)
    assert found.area("face_cheeks").concerns == (words,)
