"""Two versions of a consultation side by side: whatever differs is told, in words."""

from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.ui.consultation.consultation_differences import consultation_differences
from consult_app.ui.consultation.part_words import PartDifference

CASE: dict[str, Any] = {
    "format": 1,
    "as_of": "2026-11-20",
    "client": {"name": "Marisol Vega", "date_of_birth": "1991-04-02"},
    "contacts": {"gp": {"name": "Dr Tamsin Osei"}},
    "reason_for_visit": "Marks on the back",
    "skin": {"fitzpatrick": 4, "instruments": {"fitzpatrick_a": {"eye_colour": 3}}},
    "areas": [{"id": "back_upper", "area_cm2": 380}, {"id": "shoulders", "side": "left"}],
    "answers": {
        "isotretinoin_recent": {"answer": "yes", "last_dose": "2026-09-12"},
        "acne_active": {"answer": "yes", "areas": ["back_upper"], "pustules": 2},
        "gone_question": {"answer": "yes"},
    },
    "anaesthetic": {"product": "lidocaine_prilocaine", "grams": 34, "film": False},
    "session": {"date": "2026-11-24", "time": "14:30"},
    "avoid": [{"from": "2027-05-29", "to": "2027-06-12", "label": "Work trip"}],
    "plan": {"depth_mm": {"back_upper": 1.25}},
}


def told(catalogue: Catalogue, **changes: Any) -> tuple[PartDifference, ...]:
    mine, theirs = Consultation.model_validate(CASE), Consultation.model_validate(CASE | changes)
    return consultation_differences(mine, theirs, catalogue)


def test_nothing_is_told_of_two_that_are_the_same(catalogue: Catalogue) -> None:
    assert told(catalogue) == ()


@pytest.mark.parametrize(
    ("changes", "name", "mine", "theirs"),
    [
        ({"reason_for_visit": "A wedding"}, "Reason for visit", "Marks on the back", "A wedding"),
        ({"reason_for_visit": None}, "Reason for visit", "Marks on the back", "Not given"),
        ({"as_of": "2026-11-23"}, "Consultation day", "20 Nov 2026", "23 Nov 2026"),
        ({"client": {"name": "Marisol Vega"}}, "Client: date of birth", "2 Apr 1991", "Not given"),
        ({"contacts": {}}, "Contact: GP", "name Dr Tamsin Osei", "Not given"),
        ({"skin": {"fitzpatrick": 4}}, "Fitzpatrick skin type, ten questions: eye colour", "3", "Not given"),
        ({"session": None}, "Booking", "date 24 Nov 2026, time 14:30", "Not given"),
        ({"anaesthetic": None}, "Numbing cream", "product lidocaine prilocaine, grams 34.0, film no", "Not given"),
        ({"avoid": []}, "Days to avoid", "from 29 May 2027, to 12 Jun 2027, label Work trip", "Not given"),
        ({"plan": {}}, "Session plan: depth mm", "back upper 1.25", "Not given"),
        ({"areas": CASE["areas"][:1]}, "Area: Left shoulder", "Chosen", "Not given"),
    ],
)
def test_each_part_is_told_in_words(
    catalogue: Catalogue, changes: dict[str, Any], name: str, mine: str, theirs: str
) -> None:
    assert told(catalogue, **changes) == (PartDifference(name, mine, theirs),)


def test_answers_are_told_with_every_detail(catalogue: Catalogue) -> None:
    answers = {
        "isotretinoin_recent": {"answer": "yes", "last_dose": "2026-10-12"},
        "acne_active": {"answer": "yes", "areas": ["shoulders.left"], "pustules": 0},
        "gone_question": {"answer": "no"},
    }
    found = {each.mine: each.theirs for each in told(catalogue, answers=answers)}
    assert any("12 Sep 2026" in mine and "12 Oct 2026" in theirs for mine, theirs in found.items())
    assert any("Upper back" in mine and "Left shoulder" in theirs for mine, theirs in found.items())
    assert found["Yes"] == "No"
