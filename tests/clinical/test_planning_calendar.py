"""The calendar of a plan, the day asked for, and days set by hand."""

from datetime import date, timedelta

import pytest

from consult_app.clinical.consultation import Avoid, Booking, PlanChoices
from consult_app.clinical.planning import session_problem
from consult_app.errors import BadInputError
from tests.clinical.plans import TODAY, asked, days, planned, said, sessions


def test_closed_days_weekdays_and_trips_are_kept_free() -> None:
    case = {
        "weekdays": frozenset({"tue"}),
        "closed": frozenset({date(2026, 11, 24)}),
        "avoid": (Avoid.model_validate({"from": date(2026, 12, 29), "to": date(2027, 1, 3)}),),
    }
    assert days(planned(asked("face_cheeks"), **case)) == [date(2026, 12, 1), date(2027, 1, 5), date(2027, 2, 2)]


def test_a_calendar_without_an_open_day_is_refused() -> None:
    never = Avoid.model_validate({"from": TODAY, "to": TODAY + timedelta(5000)})
    with pytest.raises(BadInputError, match="open day"):
        planned(asked("face_cheeks"), avoid=(never,))


def test_the_session_asked_for_is_kept_when_it_can_be() -> None:
    wanted = Booking(date=date(2027, 1, 12))
    assert days(planned(asked("face_cheeks"), session=wanted))[0] == wanted.date
    late = planned(asked("face_cheeks"), session=Booking(date=TODAY + timedelta(4)), skin_type=4)
    assert days(late)[0] == TODAY + timedelta(28)
    assert "moves from 24 Nov 2026 to 18 Dec 2026" in said(late)


def test_a_session_before_the_earliest_safe_date_is_refused() -> None:
    free = asked("back_upper", earliest=date(2027, 3, 12))
    with pytest.raises(BadInputError, match="12 March 2027"):
        session_problem(Booking(date=date(2027, 3, 11)), [free])
    session_problem(Booking(date=date(2027, 3, 12)), [free])
    session_problem(Booking(date=date(2027, 3, 11)), [free, asked("face_cheeks")])
    session_problem(Booking(date=date(2027, 3, 11)), [asked("back_upper", earliest=None)])
    session_problem(None, [free])


def test_a_date_set_by_hand_is_kept_or_moved_to_the_first_day_that_may_be() -> None:
    choices = PlanChoices(dates={"session_2": date(2027, 2, 1), "session_3": date(2027, 2, 2)})
    plan = planned(asked("face_cheeks"), choices=choices)
    assert days(plan) == [TODAY, date(2027, 2, 1), date(2027, 3, 1)]
    assert "2 Feb 2027 cannot be kept" in said(plan)


def test_areas_that_are_free_later_follow_on_days_of_their_own() -> None:
    later = TODAY + timedelta(20)
    plan = planned(asked("face_cheeks"), asked("back_upper", earliest=later))
    of_back = [visit.date for visit in sessions(plan) if visit.areas[0].key == "back_upper" and visit.date]
    assert min(of_back) >= later
    assert days(plan)[0] == TODAY
