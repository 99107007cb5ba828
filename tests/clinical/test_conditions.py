"""The condition language: its truth tables, its assumptions and its windows."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from consult_app.clinical.conditions import (
    NEVER,
    Condition,
    FactWithin,
    Truth,
    Unknown,
    Value,
    evaluate,
    turning_days,
)

READ: TypeAdapter[Condition] = TypeAdapter(Condition)
TODAY = date(2026, 11, 20)


class Known:
    """Facts given by hand."""

    def __init__(self, facts: Mapping[str, tuple[Value | Unknown, ...]]) -> None:
        self._facts = facts

    def values(self, fact: str) -> tuple[Value | Unknown, ...]:
        return self._facts[fact]


def truth(condition: dict[str, Any], *, assume: bool | None = None, **facts: Any) -> Truth:
    """The truth with facts given by name; a double underscore stands for the dot of a detail."""
    given_facts = {
        name.replace("__", "."): value if isinstance(value, tuple) else (value,) for name, value in facts.items()
    }
    return evaluate(READ.validate_python(condition), Known(given_facts), TODAY, assume=assume)


T, F, N = "yes", "no", Unknown("q")


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (T, T, True, True),
        (T, F, False, True),
        (T, N, None, True),
        (F, F, False, False),
        (F, N, False, None),
        (N, N, None, None),
    ],
)
def test_all_and_any_follow_kleene(one: Any, other: Any, *, both: bool | None, either: bool | None) -> None:
    members = [{"fact": "a", "is": "yes"}, {"fact": "b", "is": "yes"}]
    assert truth({"all": members}, a=one, b=other).value is both
    assert truth({"any": members}, a=one, b=other).value is either
    assert truth({"any": members}, a=other, b=one).value is either


def test_not_leaves_the_unknown_unknown_and_names_its_question() -> None:
    assert truth({"not": {"fact": "a", "is": "yes"}}, a=N) == Truth(None, frozenset({"q"}))
    assert truth({"not": {"fact": "a", "is": "yes"}}, a=T).value is False


def test_a_list_matches_when_a_member_does() -> None:
    assert truth({"fact": "a", "is": ["x", "y"]}, a=("z", "y")).value is True
    assert truth({"fact": "a", "is": "x"}, a=("z", N)).value is None
    assert truth({"fact": "a", "members_at_least": 2}, a=("z", "y")).value is True
    assert truth({"fact": "a", "members_at_least": 1}, a=NEVER).value is False
    assert truth({"fact": "a", "members_at_least": 1}, a=N).value is None


def test_a_list_is_not_counted_while_one_of_its_members_is_not_known() -> None:
    two = {"fact": "a", "members_at_least": 2}
    assert truth(two, a=("z", N)) == Truth(None, frozenset({"q"}))
    assert truth(two, assume=True, a=("z", Unknown("q.kind", assumable=True))).value is True
    assert truth(two, assume=False, a=("z", Unknown("q.kind", assumable=True))).value is False


def test_a_list_with_a_member_not_known_is_not_counted() -> None:
    part = Unknown("q.kind", assumable=True)
    two = {"fact": "a", "members_at_least": 2}
    assert truth(two, a=("z", part)) == Truth(None, frozenset({"q.kind"}))
    assert truth(two, a=("z", part), assume=True).value is True
    assert truth(two, a=("z", part), assume=False).value is False


@pytest.mark.parametrize("lengths", [{}, {"within_days": 0}, {"within_days": 30, "within_months": -1}])
def test_a_window_lasts_at_least_a_day(lengths: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="a window lasts at least a day"):
        FactWithin.model_validate({"fact": "a", **lengths})


def test_never_is_known_and_matched_by_nothing() -> None:
    assert truth({"fact": "a", "is": "never"}, a=NEVER).value is False
    assert truth({"fact": "a", "within_days": 9}, a=NEVER).value is False
    assert truth({"fact": "a", "at_least": 0}, a=NEVER).value is False
    assert truth({"fact": "a", "known": True}, a=NEVER).value is True


@pytest.mark.parametrize(
    ("bound", "values"),
    [
        ("at_least", (False, True, True)),
        ("at_most", (True, True, False)),
        ("above", (False, False, True)),
        ("below", (True, False, False)),
    ],
)
def test_bounds_include_or_exclude_their_figure(bound: str, values: tuple[bool, ...]) -> None:
    assert tuple(truth({"fact": "a", bound: 5}, a=number).value for number in (4, 5, 6)) == values


def test_a_window_is_met_on_its_day() -> None:
    window = {"fact": "a", "within_days": 14}
    assert truth(window, a=date(2026, 11, 7)).value is True
    assert truth(window, a=date(2026, 11, 6)).value is False
    months = {"fact": "a", "within_months": 6}
    assert truth(months, a=date(2026, 5, 21)).value is True
    assert truth(months, a=date(2026, 5, 20)).value is False


def test_a_result_exactly_as_old_as_allowed_still_counts() -> None:
    fresh = {"fact": "a", "at_most_months_old": 6}
    assert truth(fresh, a=date(2026, 5, 20)).value is True
    assert truth(fresh, a=date(2026, 5, 19)).value is False


def test_age_is_counted_by_birthdays() -> None:
    under = {"fact": "born", "under_years": 18}
    assert truth(under, born=date(2008, 11, 21)).value is True
    assert truth(under, born=date(2008, 11, 20)).value is False


def test_known_waits_for_a_question_that_was_not_asked() -> None:
    blank = {"fact": "q.date", "known": False}
    assert truth(blank, q__date=Unknown("q")).value is None
    assert truth(blank, q__date=Unknown("q.date")).value is True
    assert truth(blank, q__date=TODAY).value is False


def test_a_missing_follow_up_counts_at_its_strictest_but_a_date_is_never_assumed() -> None:
    detail, day = Unknown("q.kind", assumable=True), Unknown("q.date")
    both = {"all": [{"fact": "k", "is": "bad"}, {"fact": "d", "within_days": 9}]}
    assert truth(both, assume=True, k=detail, d=TODAY).value is True
    assert truth(both, assume=True, k=detail, d=day) == Truth(None, frozenset({"q.date"}))
    assert truth({"not": {"fact": "k", "is": "fine"}}, assume=True, k=detail).value is True
    assert truth(
        {"any": [{"fact": "k", "is": "bad"}, {"fact": "d", "within_days": 9}]}, assume=True, k=detail, d=day
    ).value


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"fact": "a"},
        {"fact": "a", "iz": "yes"},
        {"all": []},
        {"all": [{"fact": "a", "is": "x", "also": 1}]},
        {"not": {}},
        {"fact": "a", "within_days": 0},
        {"fact": "a", "within_days": -1},
        {"fact": "a", "within_days": -1, "within_months": 1},
        {"fact": "a", "coming_within_days": 0},
    ],
)
def test_what_is_no_condition_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        READ.validate_python(wrong)


def test_turning_days_are_the_days_windows_are_met() -> None:
    condition = READ.validate_python(
        {
            "any": [
                {"fact": "a", "within_days": 14},
                {"not": {"fact": "a", "within_months": 6}},
                {"fact": "b", "is": "x"},
            ]
        }
    )
    assert turning_days(condition, Known({"a": (date(2026, 11, 10),), "b": (N,)})) == (
        date(2026, 11, 24),
        date(2027, 5, 10),
    )


def test_turning_days_come_in_order_whatever_the_order_of_the_windows() -> None:
    lengths = (90, 7, 365, 30, 14, 180, 3, 60)
    condition = READ.validate_python({"any": [{"fact": "a", "within_days": days} for days in lengths]})
    turns = turning_days(condition, Known({"a": (date(2026, 11, 10),)}))
    assert turns == tuple(date(2026, 11, 10) + timedelta(days) for days in sorted(lengths))


@given(st.dates(date(2020, 1, 1), TODAY), st.integers(0, 900), st.integers(0, 900))
def test_waiting_longer_never_reopens_a_window(day: date, first: int, more: int) -> None:
    window = READ.validate_python({"fact": "a", "within_days": 400})
    facts = Known({"a": (day,)})
    early, late = date.fromordinal(TODAY.toordinal() + first), date.fromordinal(TODAY.toordinal() + first + more)
    assert evaluate(window, facts, early).value or not evaluate(window, facts, late).value
