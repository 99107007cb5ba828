"""Courses of clients whose rules turn stricter with time; every dated visit is judged again as its own day."""

from datetime import date, timedelta
from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.course import TreatmentPlan
from tests.clinical.cases import RECENT, decision
from tests.clinical.planned_days import days, needled, planned

TODAY = date(2026, 11, 20)
FACE = [{"id": "face_cheeks", "area_cm2": 90, "concerns": [{"id": "texture_tone"}]}]
DIABETES = {"answer": "yes", "hba1c_mmol_mol": 50, "hba1c_date": "2026-07-01", "ulcer": "no"}


def aims(plan: TreatmentPlan) -> list[date]:
    return [visit.aim for visit in plan.visits if visit.aim and visit.kind == "session"]


def waits(plan: TreatmentPlan) -> set[str]:
    return {reason.text for visit in plan.visits for reason in visit.waits_for}


def test_a_result_dates_sessions_until_it_is_too_old_and_the_rest_have_an_aim(catalogue: Catalogue) -> None:
    """HbA1c of 1 July counts for 6 months: on 1 January still, on 15 January no longer."""
    plan = planned(catalogue, areas=FACE, answers={"diabetes": DIABETES})
    assert days(plan) == [TODAY, date(2026, 12, 18)]
    assert aims(plan) == [date(2027, 1, 15)]
    assert waits(plan) == {"HbA1c taken on 1 Jul 2026 counts until 1 Jan 2027; a newer one is needed"}
    assert all(reason.sources for visit in plan.visits for reason in visit.waits_for)


def test_a_session_on_the_last_day_of_a_result_keeps_its_date(catalogue: Catalogue) -> None:
    fresh = DIABETES | {"hba1c_date": "2026-07-15"}
    assert len(days(planned(catalogue, areas=FACE, answers={"diabetes": fresh}))) == 3
    older = DIABETES | {"hba1c_date": "2026-07-14"}
    assert len(days(planned(catalogue, areas=FACE, answers={"diabetes": older}))) == 2


def test_of_a_result_known_by_its_month_the_first_day_counts(catalogue: Catalogue) -> None:
    month = DIABETES | {"hba1c_date": "2026-07"}
    assert len(days(planned(catalogue, areas=FACE, answers={"diabetes": month}))) == 2


def test_a_pregnancy_test_dates_the_session_of_its_day_alone(catalogue: Catalogue) -> None:
    possible = {"answer": "unsure", "test_date": "2026-11-20", "test_result": "negative", "period_late": "no"}
    plan = planned(catalogue, areas=FACE, answers={"pregnancy": possible})
    assert days(plan) == [TODAY]
    assert aims(plan) == [date(2026, 12, 18), date(2027, 1, 15)]
    assert waits(plan) == {"Pregnancy test done on 20 Nov 2026 counts until 20 Nov 2026; a newer one is needed"}


def test_a_test_patch_today_leaves_the_session_after_it_to_the_test_of_its_day(catalogue: Catalogue) -> None:
    possible = {"answer": "unsure", "test_date": "2026-11-20", "test_result": "negative", "period_late": "no"}
    plan = planned(catalogue, areas=FACE, skin={"fitzpatrick": 4}, answers={"pregnancy": possible})
    assert days(plan, "test_patch") == [TODAY]
    assert not days(plan)
    assert aims(plan)[0] == TODAY + timedelta(28)


def test_when_the_patch_has_no_day_the_sessions_wait_with_it(catalogue: Catalogue) -> None:
    """The letter ends before the clinic's first day: nothing has a date, everything an aim."""
    letter = decision("anticoagulant", "clearance", "prescriber", until="2026-11-23")
    thinner = {"anticoagulant": {"answer": "yes", "product": ["apixaban"]}}
    away = [{"from": "2026-11-20", "to": "2026-11-30"}]
    plan = planned(catalogue, areas=FACE, skin={"fitzpatrick": 4}, answers=thinner, decisions=[letter], avoid=away)
    assert not needled(plan)
    assert next(visit.aim for visit in plan.visits if visit.kind == "test_patch") == date(2026, 12, 1)
    assert aims(plan)[0] == date(2026, 12, 29)


def test_a_letter_with_a_last_day_dates_sessions_up_to_it(catalogue: Catalogue) -> None:
    letter = decision("anticoagulant", "clearance", "prescriber", until="2026-12-18")
    thinner = {"anticoagulant": {"answer": "yes", "product": ["apixaban"]}}
    plan = planned(catalogue, areas=FACE, answers=thinner, decisions=[letter])
    assert days(plan) == [TODAY, date(2026, 12, 18)]
    assert aims(plan) == [date(2027, 1, 15)]
    (words,) = waits(plan)
    assert words.startswith("Dr Ian Whitcombe's answer on")
    assert words.endswith("counts until 18 Dec 2026; a newer one is needed")


@pytest.mark.parametrize("vaccine", ["2026-12-18", "2026-12-12", "2026-12-24"])
def test_sessions_go_round_a_planned_vaccine(catalogue: Catalogue, vaccine: str) -> None:
    answers = {"vaccination": {"answer": "yes", "planned_date": vaccine, "side": "left"}}
    plan = planned(catalogue, areas=FACE, answers=answers)
    assert days(plan)[1] == date.fromisoformat(vaccine) + timedelta(7)
    assert len(days(plan)) == 3
    (moved,) = [
        reason for reason in plan.constraints if reason.text.startswith("Session 2 not on 18 Dec 2026: Vaccine")
    ]
    assert moved.sources


@pytest.mark.parametrize("vaccine", ["2026-12-25", "2026-12-11"])
def test_seven_days_before_and_after_a_vaccine_are_enough(catalogue: Catalogue, vaccine: str) -> None:
    plan = planned(catalogue, areas=FACE, answers={"vaccination": {"answer": "yes", "planned_date": vaccine}})
    assert days(plan)[1] == date(2026, 12, 18)


def test_two_planned_vaccines_are_both_kept_clear_of(catalogue: Catalogue) -> None:
    both = [{"answer": "yes", "planned_date": "2026-12-18"}, {"answer": "yes", "planned_date": "2027-01-02"}]
    plan = planned(catalogue, areas=FACE, answers={"vaccination": both})
    assert days(plan)[1] == date(2026, 12, 25)
    assert days(plan)[2] == date(2027, 1, 22)


def test_a_wait_that_ends_on_a_date_starts_there(catalogue: Catalogue) -> None:
    assert days(planned(catalogue, areas=FACE, answers=RECENT))[0] == date(2027, 3, 12)


def test_a_month_without_a_day_counts_from_its_end(catalogue: Catalogue) -> None:
    tan = {"recent_tan_uv": {"answer": "yes", "date": "2026-11", "kind": "sun"}}
    assert days(planned(catalogue, areas=FACE, answers=tan))[0] == date(2026, 12, 14)


def test_an_open_question_beside_a_dated_wait_leaves_the_plan_without_dates(catalogue: Catalogue) -> None:
    answers = {**RECENT, "keloid_history": "unsure"}
    plan = planned(catalogue, areas=FACE, answers=answers)
    assert not needled(plan)
    assert any(words.startswith("an answer about ") for words in waits(plan))


def test_areas_that_shut_on_different_days_have_courses_of_their_own(catalogue: Catalogue) -> None:
    """The letter for the back ends; the face, to which its rule does not reach, goes on."""
    letter = decision("filler_recent", "clearance", "injector", until="2026-12-01")
    filler = {
        "filler_recent": {
            "answer": "yes",
            "date": "2024-01-01",
            "product": "permanent_or_unknown",
            "areas": ["back_upper"],
        }
    }
    areas = [*FACE, {"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]}]
    plan = planned(catalogue, areas=areas, answers=filler, decisions=[letter])
    dated = {area.key for visit in needled(plan) for area in visit.areas}
    late = {area.key for visit in plan.visits if visit.aim for area in visit.areas}
    assert "face_cheeks" in dated
    assert late == {"back_upper"}


def test_what_was_answered_counts_though_a_birthday_ends_the_question(catalogue: Catalogue) -> None:
    """From 56 on the question of pregnancy is not asked; a doubt once told still waits for a test."""
    client: dict[str, Any] = {"date_of_birth": "1971-01-10", "sex_at_birth": "female"}
    possible = {"answer": "unsure", "test_date": "2026-11-20", "test_result": "negative", "period_late": "no"}
    plan = planned(catalogue, areas=FACE, client=client, answers={"pregnancy": possible})
    assert days(plan) == [TODAY]
    assert aims(plan)
