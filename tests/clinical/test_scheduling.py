"""Dates: the first day that may be, what a visit aims for, and how long a patch is watched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from consult_app.clinical.consultation import Avoid
from consult_app.clinical.contraindications import Watch
from consult_app.clinical.entries import SourceRef
from consult_app.clinical.opening import Shut
from consult_app.clinical.reasons import Reason
from consult_app.clinical.scheduling import Calendar, Place, Timetable, watch_words, watched_until
from tests.clinical.plans import TODAY

HORIZON = 100


def after(count: int) -> date:
    return TODAY + timedelta(days=count)


@dataclass(frozen=True)
class Turns:
    """A judge that reads alike from one turning day to the next; keys count days from today."""

    shut: Mapping[int, tuple[str, ...]]

    def __call__(self, _keys: Iterable[str], day: date, /) -> tuple[Shut, ...]:
        """The causes of the span the day lies in."""
        begun = max((turn for turn in self.shut if after(turn) <= day), default=None)
        causes = () if begun is None else self.shut[begun]
        return tuple(Shut(cause, Reason(f"{cause} counts", (SourceRef(id="ref_1"),))) for cause in causes)

    def next_change(self, day: date, /) -> date | None:
        """The next turning day."""
        return min((after(turn) for turn in self.shut if after(turn) > day), default=None)


def found(shut: Mapping[int, tuple[str, ...]], calendar: Calendar | None = None) -> Place:
    return Timetable(calendar or Calendar(), Turns(shut), HORIZON).find(["back_upper"], TODAY)


def test_the_first_open_day_keeps_the_whole_gap_on_both_sides() -> None:
    calendar = Calendar()
    assert calendar.first_open(TODAY, [TODAY], 14) == after(14)
    assert calendar.first_open(TODAY, [after(14)], 14) == TODAY
    assert calendar.first_open(TODAY, [after(13)], 14) == after(27)


@pytest.mark.parametrize(("day", "is_open"), [(6, True), (7, False), (9, False), (10, True)])
def test_a_span_to_avoid_counts_its_first_and_its_last_day(day: int, *, is_open: bool) -> None:
    calendar = Calendar(avoid=(Avoid.model_validate({"from": after(7), "to": after(9)}),))
    assert calendar.is_open(after(day)) is is_open


def test_an_open_day_is_kept_and_a_shut_one_moved_to_the_first_that_opens() -> None:
    assert found({}) == Place(TODAY)
    moved = found({0: ("tan", "vaccine"), 5: ("vaccine",), 9: ()})
    assert (moved.day, moved.aim, moved.waits_for) == (after(9), None, ())
    (why,) = moved.moved
    assert why.text == "not on 20 Nov 2026: tan counts; vaccine counts."
    assert [source.id for source in why.sources] == ["ref_1"]


def test_a_day_that_opens_on_a_closed_day_moves_on_in_the_calendar() -> None:
    assert found({0: ("tan",), 9: ()}, Calendar(closed=frozenset({after(9)}))).day == after(10)


@pytest.mark.parametrize(("opens", "day"), [(HORIZON, after(HORIZON)), (HORIZON + 1, None)])
def test_days_are_looked_for_up_to_the_horizon(opens: int, day: date | None) -> None:
    place = found({0: ("tan",), opens: ()})
    assert (place.day, place.around) == (day, day or TODAY)


def test_what_never_opens_aims_for_the_first_day_only_the_lasting_causes_shut() -> None:
    place = found({0: ("tan", "letter"), 5: ("vaccine",), 9: ("letter",), 20: ("letter", "result")})
    assert (place.day, place.aim) == (None, after(9))
    assert [reason.text for reason in place.waits_for] == ["letter counts"]
    assert place.moved == ()


def test_behind_a_visit_that_waits_there_is_only_an_aim_and_both_reasons() -> None:
    letter, result = Reason("a letter"), Reason("a result")
    assert Place(TODAY).after(()) == Place(TODAY)
    assert Place(TODAY).after([letter]) == Place(None, TODAY, (letter,))
    waits = Place(None, after(3), (result, letter)).after([letter])
    assert (waits.day, waits.aim, waits.waits_for) == (None, after(3), (letter, result))


def test_the_longest_watch_decides_and_is_named() -> None:
    watches = [Watch(days=7), Watch(months=3), Watch(days=28)]
    assert watched_until(TODAY, watches) == date(2027, 2, 20)
    assert watched_until(TODAY, []) == TODAY
    assert watch_words(watches) == "3 months"
    assert watch_words([Watch(days=14), Watch(days=28)]) == "28 days"
    assert watch_words([Watch(months=1, days=1)]) == "1 month and 1 day"
