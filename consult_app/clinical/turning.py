"""Turning days: the coming days on which a rule may read differently with today's answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from consult_app.clinical.conditions import (
    AgeUnder,
    AllOf,
    AnyOf,
    Condition,
    FactComing,
    FactFresh,
    FactNumber,
    FactWithin,
    NotThat,
    facts_of,
    leaves,
)
from consult_app.clinical.contraindications import Contraindication, DayRule
from consult_app.clinical.dates import coming_of_age, shift
from consult_app.clinical.facts import Facts
from consult_app.clinical.questions import Question

AGE = "client.age"
BORN = "client.date_of_birth"
Lasting = FactWithin | FactFresh
Timed = FactWithin | FactFresh | FactComing | AgeUnder | FactNumber


@dataclass(frozen=True)
class Clock:
    """What in an entry goes by the day: its windows, those of the questions it looks at, and the dates it yields."""

    entry: str
    windows: tuple[Timed, ...]
    waits: tuple[DayRule, ...]

    def turning_days(self, facts: Facts) -> frozenset[date]:
        """Every day on which a window begins or ends, past ones included."""
        days = {day for window in self.windows for day in _turns(window, facts)}
        return frozenset(days | {rule.from_day(day) for rule in self.waits for day in _days(rule.fact, facts)})


def clocks(entries: Iterable[Contraindication], questions: Mapping[str, Question]) -> tuple[Clock, ...]:
    """The clocks of all entries that have one."""
    return tuple(clock for entry in entries if (clock := _clock(entry, questions)).windows)


def _clock(entry: Contraindication, questions: Mapping[str, Question]) -> Clock:
    conditions = [outcome.when for outcome in entry.outcomes]
    seen = (leaf for each in (*conditions, *_asked(conditions, entry.asks, questions)) for leaf in leaves(each))
    timed = (
        leaf
        for leaf in seen
        if isinstance(leaf, FactWithin | FactFresh | FactComing | AgeUnder)
        or (isinstance(leaf, FactNumber) and leaf.fact == AGE)
    )
    waits = tuple(outcome.not_before for outcome in entry.outcomes if outcome.not_before)
    return Clock(entry.id, tuple(dict.fromkeys(timed)), waits)


def _asked(conditions: Iterable[Condition], own: str | None, questions: Mapping[str, Question]) -> Iterator[Condition]:
    """When the questions behind the conditions, and their details, are asked at all."""
    names = {fact.partition(".")[0] for condition in conditions for fact in facts_of(condition)} | {own or ""}
    for question in (questions[name] for name in sorted(names) if name in questions):
        if question.ask_when is not None:
            yield question.ask_when
        yield from (detail.when for detail in question.follow_ups if detail.when is not None)


def _turns(window: Timed, facts: Facts) -> Iterator[date]:
    if isinstance(window, FactNumber):
        bounds = (window.at_least, window.at_most, window.above, window.below)
        years = {floor(bound) + more for bound in bounds if bound is not None for more in (0, 1)}
        yield from (coming_of_age(born, age) for born in _days(BORN, facts) for age in years)
    elif isinstance(window, FactComing):
        yield from (shift(day, days=1 - window.coming_within_days) for day in _days(window.fact, facts))
    else:
        yield from (window.met_on(day) for day in _days(window.fact, facts))


def _days(fact: str, facts: Facts) -> list[date]:
    return [value for value in facts.values(fact) if isinstance(value, date)]


def lapsing(condition: Condition, *, running: bool = False) -> Iterator[Lasting]:
    """The windows that keep the condition from holding as long as they run, as a result that still counts does."""
    match condition:
        case AllOf():
            for member in condition.all:
                yield from lapsing(member, running=running)
        case AnyOf():
            for member in condition.any:
                yield from lapsing(member, running=running)
        case NotThat():
            yield from lapsing(condition.negated, running=not running)
        case FactWithin() | FactFresh() if running:
            yield condition


def counts_until(window: Lasting, day: date) -> date:
    """The last day on which what happened on ``day`` still counts."""
    return window.met_on(day) - timedelta(days=1)
