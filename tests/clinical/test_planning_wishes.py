"""Wishes that cannot be met: which limit binds, and what can be had instead."""

from datetime import date, timedelta
from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Avoid, Booking, PlanChoices
from consult_app.clinical.course import TreatmentPlan
from consult_app.clinical.opening import AlwaysOpen, Shut, Without
from consult_app.clinical.reasons import Reason
from tests.clinical.cases import RECENT, decision
from tests.clinical.planned_days import days
from tests.clinical.planned_days import planned as planned_case
from tests.clinical.plans import TODAY, asked, planned, said

FACE = [{"id": "face_cheeks", "area_cm2": 90, "concerns": [{"id": "texture_tone"}]}]
SOON = Booking(date=TODAY + timedelta(4))


def bound(plan: TreatmentPlan) -> str:
    return " ".join(reason.text for reason in plan.binding)


def span(start: int, end: int, label: str = "") -> Avoid:
    return Avoid.model_validate({"from": TODAY + timedelta(start), "to": TODAY + timedelta(end), "label": label})


def by(ahead: int, **choices: Any) -> PlanChoices:
    return PlanChoices(finish_by=TODAY + timedelta(ahead), **choices)


def test_a_wish_that_is_met_binds_nothing_and_needs_no_offer() -> None:
    plan = planned(asked("face_cheeks"), session=SOON, choices=by(4 + 56 + 14))
    assert (plan.binding, plan.offers) == ((), ())
    assert days(plan)[-1] + timedelta(14) == TODAY + timedelta(74)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"skin_type": 4}, "the test patch, watched for 28 days"),
        ({"watched_until": TODAY + timedelta(9)}, "the test patch already done, watched until 29 Nov 2026"),
        (
            {"watched_until": TODAY + timedelta(9), "skin_type": 4},
            "the test patch already done, watched until 29 Nov 2026, and the test patch, watched for 28 days",
        ),
        ({"avoid": (span(0, 9, "Work trip"), span(30, 31))}, "Work trip (20 Nov 2026 to 29 Nov 2026)"),
        ({"avoid": (span(0, 9),)}, "the days to avoid (20 Nov 2026 to 29 Nov 2026)"),
        ({"closed": frozenset({SOON.date})}, "the clinic's closing days"),
        ({"weekdays": frozenset({"fri"})}, "the clinic's opening days"),
        ({"choices": PlanChoices(dates={"session_1": TODAY + timedelta(9)})}, "the days set by hand"),
    ],
)
def test_the_limit_without_which_a_wish_could_be_met_is_named(case: dict[str, Any], words: str) -> None:
    plan = planned(asked("face_cheeks"), session=SOON, **case)
    assert bound(plan) == f"The first session cannot be on 24 Nov 2026. What holds it up: {words}."
    (offer,) = plan.offers
    assert offer.kind == "later"
    first = offer.plan.first_session
    assert first
    assert first.date
    assert f"{(first.date - SOON.date).days} day" in offer.reason.text


def test_each_of_several_days_off_is_weighed_by_itself() -> None:
    """Either span alone would leave the day shut, so neither alone is the reason: that is said."""
    plan = planned(asked("face_cheeks"), session=SOON, avoid=(span(0, 9, "Work"), span(3, 12, "Fair")))
    assert "No single limit is the reason; what takes most time: Fair" in bound(plan)


def test_the_interval_binds_when_the_course_would_be_done_without_it() -> None:
    plan = planned(asked("face_cheeks"), choices=by(60))
    assert "What holds it up: the interval of 28 days" in bound(plan)
    fewer, after = plan.offers
    assert (fewer.kind, after.kind) == ("fewer", "after")
    assert days(fewer.plan) == [TODAY, TODAY + timedelta(28)]
    assert "2 sessions fit before 19 Jan 2027, with 14 days for the skin to settle" in fewer.reason.text
    assert "3 months after the last session" in fewer.reason.text
    assert fewer.reason.sources
    assert days(after.plan)[0] == TODAY + timedelta(61)


def test_one_session_may_be_all_that_fits() -> None:
    plan = planned(asked("face_cheeks"), choices=by(14))
    assert "1 session fits" in plan.offers[0].reason.text
    assert days(plan.offers[0].plan) == [TODAY]


def test_where_not_even_one_session_fits_the_course_comes_after() -> None:
    plan = planned(asked("face_cheeks"), choices=by(13))
    assert [offer.kind for offer in plan.offers] == ["after"]
    assert bound(plan) == (
        "The course cannot be done and settled by 3 Dec 2026. No single limit is the reason; "
        "what takes most time: the interval of 28 days."
    )


def test_a_course_of_one_session_names_nothing_it_could_do_without() -> None:
    plan = planned(asked("face_cheeks"), choices=by(13, sessions=1))
    assert bound(plan) == "The course cannot be done and settled by 3 Dec 2026. The course itself takes longer."


def test_a_day_asked_for_may_itself_be_what_binds() -> None:
    plan = planned(asked("face_cheeks"), session=Booking(date=TODAY + timedelta(30)), choices=by(80))
    assert "the day asked for the first session, 20 Dec 2026" in bound(plan)


def test_what_the_day_means_for_the_result_is_said() -> None:
    plan = planned(asked("face_cheeks"), choices=by(200))
    assert "The skin needs 14 days to settle" in said(plan)
    assert "judged 3 months after it, on 15 Apr 2027" in said(plan)


def test_a_day_that_has_passed_leaves_the_course_after_it() -> None:
    choices = PlanChoices(finish_by=TODAY - timedelta(5))
    assert [days(offer.plan)[0] for offer in planned(asked("face_cheeks"), choices=choices).offers] == [TODAY]


def test_the_course_after_an_event_speaks_of_no_other_day() -> None:
    shut = {"weekdays": frozenset({"tue"})}
    after = planned(asked("face_cheeks"), choices=by(21), **shut).offers[-1].plan
    assert days(after)[0] == date(2026, 12, 15)
    assert "moves from" not in said(after)


def test_a_rule_that_binds_is_named_in_its_own_words(catalogue: Catalogue) -> None:
    plan = planned_case(catalogue, areas=FACE, answers=RECENT, plan={"finish_by": "2027-03-01"})
    assert "not before 12 Mar 2027" in bound(plan)
    assert plan.offers[-1].kind == "after"
    vaccine = {"vaccination": {"answer": "yes", "planned_date": "2026-11-28"}}
    plan = planned_case(catalogue, areas=FACE, answers=vaccine, session={"date": "2026-11-24"})
    assert "not before 5 Dec 2026" in bound(plan)
    assert plan.binding[0].sources
    assert "11 days later, on 5 Dec 2026" in plan.offers[0].reason.text


def test_an_area_that_waits_without_a_date_binds_by_what_it_waits_for(catalogue: Catalogue) -> None:
    thinner = {"anticoagulant": {"answer": "yes", "product": ["apixaban"]}}
    plan = planned_case(catalogue, areas=FACE, answers=thinner, plan={"finish_by": "2027-03-01"})
    assert "the written answer of the " in bound(plan)
    assert plan.offers == ()


def test_an_offer_with_days_to_aim_for_says_so(catalogue: Catalogue) -> None:
    diabetes = {"answer": "yes", "hba1c_mmol_mol": 50, "hba1c_date": "2026-07-01", "ulcer": "no"}
    plan = planned_case(catalogue, areas=FACE, answers={"diabetes": diabetes}, plan={"finish_by": "2027-01-10"})
    assert [offer.kind for offer in plan.offers] == ["fewer", "after"]
    assert "days to aim for" not in plan.offers[0].reason.text
    assert plan.offers[1].reason.text.endswith("Some of its days are only days to aim for.")


def test_a_session_that_waits_for_good_is_offered_no_later_day(catalogue: Catalogue) -> None:
    letter = decision("anticoagulant", "clearance", "prescriber", until="2026-11-22")
    thinner = {"anticoagulant": {"answer": "yes", "product": ["apixaban"]}}
    wish = {"answers": thinner, "decisions": [letter], "session": {"date": "2026-11-24"}}
    plan = planned_case(catalogue, areas=FACE, **wish)
    assert "counts until 22 Nov 2026" in bound(plan)
    assert plan.offers == ()


def test_a_judge_without_a_cause_passes_over_that_cause_alone() -> None:
    class Shutting(AlwaysOpen):
        def __call__(self, _keys: Any, _day: date, /) -> tuple[Shut, ...]:
            return Shut("one", Reason("one")), Shut("two", Reason("two"))

    assert [shut.cause for shut in Without(Shutting(), "one")(("face",), TODAY)] == ["two"]
    assert Without(Shutting(), "one").next_change(TODAY) is None
