"""What clearances and overrides open, and what nobody may open."""

from datetime import date
from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.decisions import GoAhead
from consult_app.clinical.summary import summarise
from consult_app.clinical.treatment import ways_ahead
from tests.clinical.cases import RECENT, THINNER, case, decision

AREA = "back_upper"


def ahead(catalogue: Catalogue, **parts: Any) -> GoAhead:
    consultation = case(**parts)
    return ways_ahead(consultation, catalogue, assess(consultation, catalogue))[AREA]


def test_nothing_in_the_way_is_open_today(catalogue: Catalogue) -> None:
    way = ahead(catalogue)
    assert way == GoAhead(planned=True)
    assert way.open_on(date(2026, 11, 20))


def test_a_deferral_opens_on_its_day(catalogue: Catalogue) -> None:
    way = ahead(catalogue, answers=RECENT)
    assert way.earliest == date(2027, 3, 12)
    assert not way.open_on(date(2027, 3, 11))
    assert way.open_on(date(2027, 3, 12))


def test_a_dermatologists_answer_shortens_the_isotretinoin_wait_and_no_override_does(catalogue: Catalogue) -> None:
    cleared = ahead(
        catalogue, answers=RECENT, decisions=[decision("isotretinoin_recent", "clearance", "dermatologist")]
    )
    assert cleared.open_on(date(2026, 11, 20))
    for kind, role in (("clearance", "gp"), ("override", "doctor")):
        prescriber = {"name": "Dr Obi", "prescriber": "yes"}
        tried = ahead(
            catalogue,
            answers=RECENT,
            practitioner=prescriber,
            decisions=[decision("isotretinoin_recent", kind, role)],
        )
        assert not tried.open_on(date(2026, 11, 20))


def test_a_clearance_is_lifted_by_the_clinician_the_rule_names(catalogue: Catalogue) -> None:
    waiting = ahead(catalogue, answers=THINNER)
    assert waiting.waits_for
    assert not waiting.open_on(date(2030, 1, 1))
    wrong = ahead(catalogue, answers=THINNER, decisions=[decision("anticoagulant", "clearance", "surgeon")])
    assert wrong.waits_for
    right = ahead(catalogue, answers=THINNER, decisions=[decision("anticoagulant", "clearance", "prescriber")])
    assert right.open_on(date(2026, 11, 20))


def test_going_ahead_without_a_letter_is_for_prescribers_and_never_for_a_changing_lesion(catalogue: Catalogue) -> None:
    override = [decision("anticoagulant", "override", "doctor")]
    assert ahead(catalogue, answers=THINNER, decisions=override).waits_for
    doctor = {"name": "Dr Obi", "prescriber": "yes"}
    assert ahead(catalogue, answers=THINNER, decisions=override, practitioner=doctor).open_on(date(2026, 11, 20))
    mole = {"changing_lesion": {"answer": "yes", "areas": ["elsewhere"], "distance_cm": 40, "seen_by_doctor": "no"}}
    tried = ahead(
        catalogue, answers=mole, practitioner=doctor, decisions=[decision("changing_lesion", "override", "doctor")]
    )
    assert tried.waits_for


@pytest.mark.parametrize(
    "answers",
    [
        {"infection_area": {"answer": "yes", "areas": [AREA], "kind": "bacterial"}},
        {"open_wound_irritated": {"answer": "yes", "areas": [AREA]}},
        {"sunburn": {"answer": "yes", "areas": [AREA], "date": "2026-11-15", "settled": "no"}},
        {"acne_active": {"answer": "yes", "areas": [AREA], "pustules": 2}},
    ],
)
def test_what_rule_8_names_is_never_overridden(catalogue: Catalogue, answers: dict[str, Any]) -> None:
    doctor = {"name": "Dr Obi", "prescriber": "yes"}
    tried = ahead(
        catalogue, answers=answers, practitioner=doctor, decisions=[decision(next(iter(answers)), "override", "doctor")]
    )
    assert not tried.open_on(date(2026, 11, 20))


def test_an_ordinary_deferral_may_be_overridden(catalogue: Catalogue) -> None:
    peel = {"peel_medium": {"answer": "yes", "areas": [AREA], "date": "2026-11-13"}}
    assert ahead(catalogue, answers=peel).earliest == date(2026, 12, 11)
    overridden = ahead(catalogue, answers=peel, decisions=[decision("peel_medium", "override", "nurse")])
    assert overridden.open_on(date(2026, 11, 20))


def test_do_not_treat_is_lifted_only_where_the_rule_says_by_whom(catalogue: Catalogue) -> None:
    keloid = ahead(
        catalogue,
        answers={"keloid_history": "yes"},
        decisions=[decision("keloid_history", "clearance", "dermatologist")],
    )
    assert not keloid.planned
    capsules = {"isotretinoin_current": "yes"}
    assert not ahead(catalogue, answers=capsules).planned
    lifted = ahead(
        catalogue, answers=capsules, decisions=[decision("isotretinoin_current", "clearance", "dermatologist")]
    )
    assert lifted.open_on(date(2026, 11, 20))


def test_an_open_question_is_answered_never_overridden(catalogue: Catalogue) -> None:
    way = ahead(
        catalogue, answers={"keloid_history": "unsure"}, decisions=[decision("keloid_history", "override", "doctor")]
    )
    assert not way.planned
    beside = ahead(
        catalogue,
        answers={**RECENT, "anticoagulant": "unsure"},
        decisions=[decision("isotretinoin_recent", "clearance", "dermatologist")],
    )
    assert not beside.open_on(date(2027, 12, 1))


def test_once_all_is_cleared_an_open_question_alone_keeps_an_area_out_of_the_plan(catalogue: Catalogue) -> None:
    answers = THINNER | {"keloid_history": "unsure"}
    waiting = ahead(catalogue, answers=answers)
    assert waiting.planned
    cleared = ahead(catalogue, answers=answers, decisions=[decision("anticoagulant", "clearance", "prescriber")])
    assert (cleared.planned, cleared.questions) == (False, ("keloid_history",))


def test_a_clearance_of_an_early_operation_scar_still_keeps_day_42(catalogue: Catalogue) -> None:
    operation = {"surgery_in_area": {"answer": "yes", "areas": [AREA], "date": "2026-11-01"}}
    way = ahead(catalogue, answers=operation, decisions=[decision("surgery_in_area", "clearance", "surgeon")])
    assert way.earliest == date(2026, 12, 13)
    assert not way.waits_for


def test_a_clearance_may_end_and_may_hold_for_one_area_only(catalogue: Catalogue) -> None:
    ended = decision("anticoagulant", "clearance", "prescriber", until="2026-11-19")
    assert ahead(catalogue, answers=THINNER, decisions=[ended]).waits_for
    other = decision("anticoagulant", "clearance", "prescriber", areas=["abdomen"])
    assert ahead(catalogue, answers=THINNER, decisions=[other]).waits_for


def test_a_clearance_limited_in_depth_caps_the_plan(catalogue: Catalogue) -> None:
    limited = decision("anticoagulant", "clearance", "prescriber", max_depth_mm=0.8)
    summary = summarise(case(answers=THINNER, decisions=[limited]), catalogue)
    planned = summary.plan.area(AREA)
    assert planned is not None
    assert planned.ceiling_mm == 0.8


def test_the_verdict_does_not_change_with_a_decision(catalogue: Catalogue) -> None:
    decisions = [decision("anticoagulant", "clearance", "prescriber")]
    assert assess(case(answers=THINNER, decisions=decisions), catalogue).outcome == "clearance"


def test_what_bars_the_cream_bars_no_needling(catalogue: Catalogue) -> None:
    cream = {"product": "lidocaine_prilocaine"}
    way = ahead(catalogue, answers={"methaemoglobinaemia": "yes"}, anaesthetic=cream)
    assert way == GoAhead(planned=True)
