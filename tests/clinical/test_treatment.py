"""What the answers of a consultation do to its plan."""

from datetime import date
from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.course import TreatmentPlan
from consult_app.clinical.summary import summarise
from tests.clinical.cases import case

FACE = [{"id": "face_cheeks", "area_cm2": 90, "concerns": [{"id": "texture_tone"}]}]


def plan(catalogue: Catalogue, **parts: Any) -> TreatmentPlan:
    consultation = case(**{"areas": FACE} | parts)
    return summarise(consultation, catalogue, assess(consultation, catalogue)).plan


@pytest.mark.parametrize(
    ("answers", "days"),
    [
        ({}, 28),
        ({"melasma": {"answer": "yes", "areas": ["face_cheeks"], "diagnosed_by_doctor": "yes"}}, 42),
        ({"melasma": {"answer": "yes", "areas": ["elsewhere"], "diagnosed_by_doctor": "yes"}}, 28),
        ({"previous_reaction": {"answer": "yes", "kind": ["colour"]}}, 42),
        ({"previous_reaction": {"answer": "yes", "kind": ["rash"]}}, 28),
    ],
)
def test_melasma_and_a_lasting_colour_change_lengthen_the_interval(
    catalogue: Catalogue, answers: dict[str, Any], days: int
) -> None:
    assert plan(catalogue, answers=answers).interval_days == days


def test_a_colour_change_makes_the_first_session_shallower_after_a_test_patch(catalogue: Catalogue) -> None:
    made = plan(catalogue, answers={"previous_reaction": {"answer": "yes", "kind": ["colour"]}})
    assert made.visits[0].kind == "test_patch"
    assert made.areas[0].first_mm.low == 0.25


@pytest.mark.parametrize(
    ("wanted", "given"),
    [("2026-11-24", "2026-11-24"), ("2026-11-25", "2026-12-08"), ("2026-12-07", "2026-12-08")],
)
def test_no_session_falls_within_7_days_of_a_planned_vaccine(catalogue: Catalogue, wanted: str, given: str) -> None:
    vaccine = {"vaccination": {"answer": "yes", "planned_date": "2026-12-01"}}
    first = plan(catalogue, answers=vaccine, session={"date": wanted}).first_session
    assert first
    assert first.date == date.fromisoformat(given)
