"""Boundaries: the days and numbers a condition turns on, and whether some facts stand beside them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from consult_app.clinical.conditions import (
    AgeUnder,
    Condition,
    FactComing,
    FactCount,
    FactFresh,
    FactNumber,
    FactWithin,
    evaluate,
)
from consult_app.clinical.dates import shift
from consult_app.clinical.facts import Facts
from consult_app.clinical.truths import NEVER, FactSource, Unknown, Value

DAY = timedelta(days=1)
Side = tuple[str, Callable[[Facts], bool]]
"""One side of a boundary in words, and whether some facts stand there and the condition turns on it."""


@dataclass(frozen=True)
class Instead:
    """The same facts with one of them taken for another value."""

    facts: FactSource
    fact: str
    value: Value

    def values(self, fact: str) -> tuple[Value | Unknown, ...]:
        """All values of a fact, in the sense of ``FactSource``."""
        return (self.value,) if fact == self.fact else self.facts.values(fact)


def sides(condition: Condition, leaf: Condition) -> Iterator[Side]:
    """The two sides of each boundary a leaf draws, and whether some facts stand there."""
    match leaf:
        case FactWithin() | FactFresh() | AgeUnder():
            yield from _days(condition, leaf.fact, leaf.met_on, _length(leaf))
        case FactComing():
            yield from _days(condition, leaf.fact, partial(_near_from, leaf), _length(leaf))
        case FactNumber():
            yield from _numbers(condition, leaf)
        case FactCount():
            yield from _counts(leaf)


def _near_from(leaf: FactComing, coming: date) -> date:
    """The first day on which the coming day is too near."""
    return shift(coming, days=1 - leaf.coming_within_days)


def _length(leaf: FactWithin | FactFresh | AgeUnder | FactComing) -> str:
    given = leaf.model_dump(exclude={"fact"}, exclude_defaults=True)
    return ", ".join(f"{name} {length}" for name, length in given.items())


def _days(condition: Condition, fact: str, met_on: Callable[[date], date], length: str) -> Iterator[Side]:
    yield f"stands a day before {fact} {length} turns", partial(_turns, condition, fact, met_on, DAY)
    yield f"stands on the day {fact} {length} turns", partial(_turns, condition, fact, met_on, DAY * 0)


def _turns(condition: Condition, fact: str, met_on: Callable[[date], date], ahead: timedelta, facts: Facts) -> bool:
    """Whether the boundary lies that far ahead of the day of the facts, and the condition turns there."""
    met = facts.as_of + ahead
    at_hand = any(met_on(value) == met for value in facts.values(fact) if isinstance(value, date))
    return at_hand and evaluate(condition, facts, met - DAY).value != evaluate(condition, facts, met).value


def _numbers(condition: Condition, leaf: FactNumber) -> Iterator[Side]:
    bounds = (("at_least", leaf.at_least, -1), ("at_most", leaf.at_most, 1), ("above", leaf.above, 1))
    for word, bound, direction in (*bounds, ("below", leaf.below, -1)):
        if bound is not None:
            past = bound + direction * step(bound)
            named = f"has {leaf.fact} {word} {bound:g}"
            yield f"{named} at {bound:g}", partial(_at, condition, leaf.fact, bound, past)
            yield f"{named} just past it", partial(_past, condition, leaf.fact, bound, past)


def _at(condition: Condition, fact: str, bound: float, past: float, facts: Facts) -> bool:
    return bound in facts.values(fact) and _differs(condition, facts, Instead(facts, fact, past))


def _past(condition: Condition, fact: str, bound: float, past: float, facts: Facts) -> bool:
    low, high = sorted((bound, past))
    near = any(
        low <= value <= high and value != bound for value in facts.values(fact) if isinstance(value, int | float)
    )
    return near and _differs(condition, facts, Instead(facts, fact, bound))


def _differs(condition: Condition, facts: Facts, other: Instead) -> bool:
    return evaluate(condition, facts, facts.as_of).value != evaluate(condition, other, facts.as_of).value


def step(bound: float) -> float:
    """One in the last digit a bound is written with: 1 of 69, 0.1 of 8.5."""
    exponent = Decimal(f"{bound:g}").as_tuple().exponent
    return float(Decimal(10) ** min(int(exponent), 0))


def _counts(leaf: FactCount) -> Iterator[Side]:
    for count in (leaf.members_at_least, leaf.members_at_least - 1):
        yield f"has {count} of {leaf.fact}", partial(_counted, leaf.fact, count)


def _counted(fact: str, count: int, facts: Facts) -> bool:
    values = facts.values(fact)
    unknown = any(isinstance(value, Unknown) for value in values)
    return not unknown and sum(value is not NEVER for value in values) == count
