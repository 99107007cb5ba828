"""Visits: what is planned by hand, what waits, and what stands on each visit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from consult_app.clinical.consultation import Booking, PlanChoices
from consult_app.clinical.course import AreaToPlan, Circumstances, TreatmentPlan
from consult_app.clinical.opening import Shut
from consult_app.clinical.planning import plan_sessions, session_problem
from consult_app.clinical.reasons import Reason
from consult_app.errors import BadInputError
from tests.clinical.knowledge_files import concerns, planning
from tests.clinical.plans import FAIR, TODAY, asked, days, planned, sessions


@dataclass(frozen=True)
class ShutUpTo:
    """Keeps the days before ``first`` shut, and does not know when they open; later days are open."""

    first: date

    def __call__(self, _keys: Iterable[str], day: date, /) -> tuple[Shut, ...]:
        """What keeps the day shut."""
        return () if day >= self.first else (Shut("letter", Reason("a letter")),)

    def next_change(self, _day: date, /) -> date | None:
        """Nothing that is known."""
        return None


def shut_up_to(first: date, *requests: AreaToPlan, **case: Any) -> TreatmentPlan:
    given = Circumstances(as_of=TODAY, **FAIR | case)
    return plan_sessions(requests, given, planning(), concerns(), ShutUpTo(first))


def after(count: int) -> date:
    return TODAY + timedelta(days=count)


def by_hand(**chosen: date) -> PlanChoices:
    return PlanChoices(dates=chosen)


def test_the_patch_is_a_hidden_spot_with_the_settings_of_the_first_session() -> None:
    plan = planned(asked("face_cheeks"), skin_type=5)
    patch, (area,) = plan.visits[0], plan.areas
    assert (patch.key, patch.kind, patch.number) == ("test_patch", "test_patch", 0)
    assert patch.note == "A hidden spot in the area to be treated."
    (spot,) = patch.areas
    assert area.first_mm != area.depth_mm
    assert (spot.depth_mm, spot.start_mm, spot.area_cm2) == (area.first_mm, area.first_start_mm, 4)


def test_the_day_of_the_patch_can_be_set_by_hand_and_moves_what_follows() -> None:
    plan = planned(asked("face_cheeks"), skin_type=5, choices=by_hand(test_patch=after(10)))
    assert days(plan, "test_patch") == [after(10)]
    assert days(plan)[0] == after(38)


@pytest.mark.parametrize(("chosen", "held"), [(3, 7), (7, 7), (9, 9)])
def test_a_review_set_by_hand_is_never_before_its_day(chosen: int, held: int) -> None:
    plan = planned(asked("back_upper"), choices=by_hand(review_7_session_1=after(chosen)))
    assert days(plan, "review") == [after(held), after(28)]


def test_no_session_goes_before_the_last_review_of_the_first_block() -> None:
    plan = planned(asked("back_upper"), choices=by_hand(review_28_session_1=after(60)))
    assert days(plan)[:2] == [TODAY, after(60)]
    early = planned(asked("back_upper"), choices=by_hand(review_7_session_1=after(70)))
    assert days(early)[1] == after(70)


def test_while_the_patch_has_no_day_no_session_has_one() -> None:
    plan = shut_up_to(after(10), asked("face_cheeks"), skin_type=5)
    assert {visit.date for visit in plan.visits} == {None}
    assert [visit.aim for visit in plan.visits[:2]] == [TODAY, after(28)]
    assert {reason.text for visit in plan.visits for reason in visit.waits_for} == {"a letter"}


def test_while_the_first_session_has_no_day_those_after_it_have_none() -> None:
    plan = shut_up_to(after(10), asked("back_upper"))
    assert {visit.date for visit in plan.visits} == {None}
    assert [visit.aim for visit in sessions(plan)] == [TODAY, after(28), after(56)]
    assert [visit.aim for visit in plan.visits] == sorted(visit.aim for visit in plan.visits if visit.aim)
    assert all(visit.waits_for for visit in plan.visits)


def test_visits_of_several_courses_stand_in_the_order_of_their_days() -> None:
    plan = planned(asked("back_upper"), asked("face_cheeks", earliest=after(20)), asked("abdomen", earliest=None))
    dated = [visit.date for visit in plan.visits if visit.date]
    assert dated == sorted(dated)
    waiting = [visit.date is None for visit in plan.visits]
    assert waiting == sorted(waiting)
    assert any(waiting)


def test_each_session_tells_its_field_and_the_block_it_begins_with() -> None:
    back = planned(asked("back_upper", cm2=900), numbed=True)
    assert [visit.note for visit in sessions(back)[:3]] == [
        "One block of 100 cm² on each body area.",
        "Field 1 of 2.",
        "Field 2 of 2.",
    ]
    assert [visit.note for visit in back.visits if visit.kind == "review"] == [
        "Look at the first block, day 7.",
        "Look at the first block, day 28.",
    ]
    assert {visit.note for visit in sessions(planned(asked("face_cheeks")))} == {""}
    both = sessions(planned(asked("face_cheeks"), asked("back_upper")))
    assert [visit.note for visit in both[:2]] == ["One block of 100 cm² on each body area.", ""]


def test_a_review_looks_at_the_settings_of_the_first_session() -> None:
    plan = planned(asked("back_upper"), skin_type=5)
    (area,) = plan.areas
    assert area.first_mm != area.depth_mm
    assert {done.depth_mm for visit in plan.visits if visit.kind == "review" for done in visit.areas} == {area.first_mm}


def test_only_an_area_that_may_be_planned_sets_the_earliest_day_of_a_session() -> None:
    free = asked("back_upper", earliest=after(112))
    for other in (asked("face_cheeks", may_plan=False), asked("face_cheeks", earliest=None)):
        with pytest.raises(BadInputError) as refused:
            session_problem(Booking(date=after(111)), [free, other])
        assert refused.value.problems == ("session.date: 2027-03-11 lies before the earliest safe date, 2027-03-12",)
        session_problem(Booking(date=after(112)), [free, other])


def test_where_nothing_is_planned_no_wish_is_discussed() -> None:
    barred = planned(asked("face_cheeks", may_plan=False), choices=PlanChoices(finish_by=after(1), sessions=4))
    assert (barred.visits, barred.binding, barred.offers) == ((), (), ())
