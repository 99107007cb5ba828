"""What the answers of a consultation do to its plan."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.course import TreatmentPlan
from consult_app.clinical.summary import summarise
from consult_app.clinical.treatment import circumstances, refuse_early_session
from consult_app.errors import BadInputError
from tests.clinical.cases import RECENT, THINNER, case, decision

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


def patched(day: str, result: str = "clear") -> dict[str, Any]:
    return {"answer": "yes", "kind": "own", "patch_date": day, "patch_result": result}


@pytest.mark.parametrize(
    ("history", "nickel", "second", "first"),
    [
        (patched("2026-08-21"), "no", None, "2026-11-21"),
        (patched("2026-08"), "no", None, "2026-11-30"),
        ({"answer": "yes", "kind": "own"}, "no", "2026-11-20", "2027-02-20"),
        ([patched("2026-08-21"), {"answer": "yes", "kind": "family"}], "no", "2026-11-20", "2027-02-20"),
        ("no", {"patch_date": "2026-11-14", "patch_result": "clear"}, None, "2026-11-21"),
        (patched("2026-08-22"), {"patch_date": "2026-11-14", "patch_result": "clear"}, None, "2026-11-22"),
        (patched("2026-08-21"), {}, "2026-11-20", "2026-11-27"),
        (patched("2026-08-20"), "no", None, "2026-11-20"),
    ],
)
def test_a_patch_under_watch_counts_for_its_own_reason_alone(
    catalogue: Catalogue, history: Any, nickel: Any, second: str | None, first: str
) -> None:
    told = nickel if nickel == "no" else {"answer": "yes", "severity": "local", **nickel}
    made = plan(catalogue, answers={"hypertrophic_history": history, "allergy_nickel": told})
    patches = [visit.date.isoformat() for visit in made.visits if visit.kind == "test_patch" and visit.date]
    assert patches == ([second] if second else [])
    assert made.first_session
    assert made.first_session.date == date.fromisoformat(first)


def test_a_patch_that_left_a_raised_scar_is_no_patch_under_watch(catalogue: Catalogue) -> None:
    raised = case(areas=FACE, answers={"hypertrophic_history": patched("2026-08-21", "raised")})
    known = circumstances(raised, catalogue, assess(raised, catalogue))
    assert (known.watched_until, [watch.months for watch in known.watches]) == (None, [3])


def test_a_session_before_the_earliest_safe_date_is_refused_for_a_whole_case(catalogue: Catalogue) -> None:
    early = case(areas=FACE, answers=RECENT, session={"date": "2027-03-11"})
    with pytest.raises(BadInputError, match="12 March 2027"):
        refuse_early_session(early, catalogue, assess(early, catalogue))


@pytest.mark.parametrize(("product", "limit"), [("lidocaine_prilocaine", True), (None, False)])
def test_the_numbing_product_limits_the_skin_of_a_visit(
    catalogue: Catalogue, product: str | None, *, limit: bool
) -> None:
    consultation = case(areas=FACE, anaesthetic={"product": product} if product else None)
    known = circumstances(consultation, catalogue, assess(consultation, catalogue))
    assert known.numbed is limit
    assert (known.numbing_limit_cm2 is not None) is limit


def test_a_protocol_without_the_question_of_dark_marks_knows_of_none(catalogue: Catalogue) -> None:
    consultation = case(areas=FACE)
    judged = assess(consultation, catalogue)
    rules = tuple(rule for rule in catalogue.contraindications if rule.id != "pih_history")
    assert not circumstances(consultation, replace(catalogue, contraindications=rules), judged).past_pih


def test_the_depth_a_doctor_agreed_to_limits_the_plan_and_names_the_doctor(catalogue: Catalogue) -> None:
    letters = [
        decision("anticoagulant", "clearance", "prescriber", max_depth_mm=0.75),
        decision("anticoagulant", "clearance", "prescriber", max_depth_mm=1.0),
        decision("anticoagulant", "clearance", "gardener", max_depth_mm=0.3),
    ]
    (area,) = plan(catalogue, answers=THINNER, decisions=letters).areas
    assert (area.ceiling_mm, area.depth_mm.high) == (0.75, 0.75)
    assert area.ceiling_reason.text == "Cheeks: at most 0.75 mm, the depth to which Dr Ian Whitcombe agreed."


def test_a_burn_scar_without_medical_supervision_is_not_planned(catalogue: Catalogue) -> None:
    burn = {"id": "burn_scar", "age_months": 24, "flat": "yes", "grafted": "no", "size_cm2": 20}
    letter = decision("burn_scar", "clearance", "dermatologist")
    areas = [{"id": "back_upper", "area_cm2": 90, "concerns": [burn]}]
    alone = plan(catalogue, areas=areas, decisions=[letter])
    assert "only under medical supervision on site" in alone.not_planned["back_upper"]
    helped = plan(catalogue, areas=areas, decisions=[letter], practitioner={"medical_supervision": "yes"})
    assert [area.key for area in helped.areas] == ["back_upper"]


def test_the_plan_finds_its_areas_by_key(catalogue: Catalogue) -> None:
    made = plan(catalogue)
    assert made.area("face_cheeks") is made.areas[0]
    assert made.area("scalp") is None
