"""The closed condition language of the knowledge entries, evaluated in three-valued logic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Annotated, Any, Protocol

from pydantic import Discriminator, Field, Tag, model_validator

from consult_app.clinical.consultation import overlaps
from consult_app.clinical.dates import coming_of_age, shift
from consult_app.clinical.entries import Strict, Word


class Never(Enum):
    """The value of every field of a question that was answered no: known, and matched by nothing."""

    NEVER = "never"


NEVER = Never.NEVER
Value = str | float | date | Never


@dataclass(frozen=True)
class Unknown:
    """A fact that is not known: ``question`` is what has to be answered.

    ``assumable`` marks a missing follow-up after a yes, which counts at its strictest; dates are never assumed.
    """

    question: str
    assumable: bool = False


class FactSource(Protocol):
    """Where conditions find their facts."""

    def values(self, fact: str) -> tuple[Value | Unknown, ...]:
        """All values of a fact: several for a list, one otherwise; never empty."""
        ...


@dataclass(frozen=True)
class Truth:
    """True, False or, with the open questions it waits for, not known."""

    value: bool | None
    waits_for: frozenset[str] = frozenset()


class FactIs(Strict):
    """The fact equals one of the given words; for a list, one of its members does."""

    fact: str
    wanted: tuple[Word, ...] | Word = Field(alias="is")

    def holds(self, value: Value, _as_of: date) -> bool:
        """Whether one known value matches."""
        wanted = self.wanted if isinstance(self.wanted, tuple) else (self.wanted,)
        return value in wanted


class FactKnown(Strict):
    """Whether the fact is known at all, as far as its question has been answered."""

    fact: str
    known: Annotated[bool, Field()]


class FactNumber(Strict):
    """The fact lies within the given bounds: at_least and at_most include the bound, above and below do not."""

    fact: str
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _bounded(self) -> FactNumber:
        if all(bound is None for bound in (self.at_least, self.at_most, self.above, self.below)):
            raise ValueError("a condition says what is asked of its fact")
        return self

    def holds(self, value: Value, _as_of: date) -> bool:
        """Whether one known value lies within every bound."""
        if not isinstance(value, int | float):
            return False
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
        )


class FactWithin(Strict):
    """The day of the fact lies less than the window back; false on the day the window is met."""

    fact: str
    within_days: int = 0
    within_months: int = 0
    within_years: int = 0

    @model_validator(mode="after")
    def _long(self) -> FactWithin:
        if min(self.within_days, self.within_months, self.within_years) < 0 or not (
            self.within_days or self.within_months or self.within_years
        ):
            raise ValueError("a window lasts at least a day")
        return self

    def met_on(self, day: date) -> date:
        """The day on which the window that began on ``day`` is met."""
        return shift(day, days=self.within_days, months=self.within_months, years=self.within_years)

    def holds(self, value: Value, as_of: date) -> bool:
        """Whether the window that began on this day is still running."""
        return isinstance(value, date) and as_of < self.met_on(value)


class FactComing(Strict):
    """The day of the fact lies ahead by less than the given days, or has come; false so many days before it."""

    fact: str
    coming_within_days: int = Field(ge=1)

    def holds(self, value: Value, as_of: date) -> bool:
        """Whether the day is already that near."""
        return isinstance(value, date) and as_of > shift(value, days=-self.coming_within_days)


class FactFresh(Strict):
    """The result is not older than the given number of months; one exactly that old still counts."""

    fact: str
    at_most_months_old: int

    def met_on(self, day: date) -> date:
        """The first day on which a result of ``day`` is too old."""
        return shift(day, months=self.at_most_months_old) + timedelta(days=1)

    def holds(self, value: Value, as_of: date) -> bool:
        """Whether the result still counts."""
        return isinstance(value, date) and as_of < self.met_on(value)


class AgeUnder(Strict):
    """The person born on the fact's day has not completed the given years."""

    fact: str
    under_years: int

    def met_on(self, day: date) -> date:
        """The birthday that completes the years."""
        return coming_of_age(day, self.under_years)

    def holds(self, value: Value, as_of: date) -> bool:
        """Whether the person is still younger."""
        return isinstance(value, date) and as_of < self.met_on(value)


class FactCount(Strict):
    """The list has at least so many members."""

    fact: str
    members_at_least: int


class FactOverlaps(Strict):
    """One of the fact's places shares skin with one of another fact's places; a side overlaps its whole."""

    fact: str
    overlaps: str

    def holds(self, value: Value, places: Iterable[Value | Unknown]) -> bool:
        """Whether one known place overlaps any of the others."""
        return isinstance(value, str) and any(isinstance(place, str) and overlaps(value, place) for place in places)


class AllOf(Strict):
    """Every member holds."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Strict):
    """At least one member holds."""

    any: tuple[Condition, ...] = Field(min_length=1)


class NotThat(Strict):
    """The member does not hold."""

    negated: Condition = Field(alias="not")


KINDS = (
    "is",
    "known",
    "overlaps",
    "coming_within_days",
    "members_at_least",
    "under_years",
    "at_most_months_old",
    "all",
    "any",
    "not",
)


def kind_of(value: Any) -> str:
    """Which kind of condition a mapping spells, by the key only that kind has."""
    keys = set(value) if isinstance(value, dict) else _spelled(type(value))
    for kind in KINDS:
        if kind in keys:
            return kind
    return "within" if any(key.startswith("within_") for key in keys) else "number"


def _spelled(kind: type[Strict]) -> set[str]:
    return {field.alias or name for name, field in kind.model_fields.items()}


Condition = Annotated[
    Annotated[FactIs, Tag("is")]
    | Annotated[FactKnown, Tag("known")]
    | Annotated[FactOverlaps, Tag("overlaps")]
    | Annotated[FactComing, Tag("coming_within_days")]
    | Annotated[FactCount, Tag("members_at_least")]
    | Annotated[AgeUnder, Tag("under_years")]
    | Annotated[FactFresh, Tag("at_most_months_old")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[NotThat, Tag("not")]
    | Annotated[FactWithin, Tag("within")]
    | Annotated[FactNumber, Tag("number")],
    Discriminator(kind_of),
]

for model in (AllOf, AnyOf, NotThat):
    model.model_rebuild()

Window = FactWithin | FactFresh | AgeUnder


def evaluate(condition: Condition, facts: FactSource, as_of: date, *, assume: bool | None = None) -> Truth:
    """The truth of a condition on a day (Kleene's strong three-valued logic).

    ``assume`` is the truth a missing follow-up is taken for: None leaves it not known, True takes each leaf the way
    that makes the whole condition hold, so that a missing follow-up counts at its strictest.
    """
    match condition:
        case AllOf():
            return _all(evaluate(member, facts, as_of, assume=assume) for member in condition.all)
        case AnyOf():
            return _negate(_all(_negate(evaluate(member, facts, as_of, assume=assume)) for member in condition.any))
        case NotThat():
            return _negate(evaluate(condition.negated, facts, as_of, assume=None if assume is None else not assume))
        case FactKnown():
            return _known(condition, facts)
        case FactCount():
            return _count(condition, facts, assume=assume)
        case _:
            return _leaf(condition.fact, _test(condition, facts, as_of), facts, assume=assume)


Leaf = FactIs | FactNumber | FactWithin | FactComing | FactFresh | AgeUnder | FactOverlaps


def _test(condition: Leaf, facts: FactSource, as_of: date) -> Callable[[Value], bool]:
    if isinstance(condition, FactOverlaps):
        places = facts.values(condition.overlaps)
        return lambda value: condition.holds(value, places)
    return lambda value: condition.holds(value, as_of)


def _negate(truth: Truth) -> Truth:
    return truth if truth.value is None else Truth(not truth.value)


def _all(members: Iterable[Truth]) -> Truth:
    waits: frozenset[str] = frozenset()
    for member in members:
        if member.value is False:
            return member
        waits |= member.waits_for
    return Truth(None, waits) if waits else Truth(True)


def _leaf(fact: str, holds: Callable[[Value], bool], facts: FactSource, *, assume: bool | None) -> Truth:
    waits: frozenset[str] = frozenset()
    for value in facts.values(fact):
        if isinstance(value, Unknown):
            if not (value.assumable and assume is not None):
                waits |= {value.question}
            elif assume:
                return Truth(True)
        elif holds(value):
            return Truth(True)
    return Truth(None, waits) if waits else Truth(False)


def _known(condition: FactKnown, facts: FactSource) -> Truth:
    unknown = [value for value in facts.values(condition.fact) if isinstance(value, Unknown)]
    if any(value.question != condition.fact for value in unknown):
        return Truth(None, frozenset(value.question for value in unknown))
    return Truth(condition.known is not bool(unknown))


def _count(condition: FactCount, facts: FactSource, *, assume: bool | None) -> Truth:
    values = facts.values(condition.fact)
    if any(isinstance(value, Unknown) for value in values):
        return _leaf(condition.fact, lambda _value: False, facts, assume=assume)
    return Truth(sum(value is not NEVER for value in values) >= condition.members_at_least)


def leaves(condition: Condition) -> Iterator[Condition]:
    """Every condition in the tree that looks at a fact."""
    match condition:
        case AllOf():
            for member in condition.all:
                yield from leaves(member)
        case AnyOf():
            for member in condition.any:
                yield from leaves(member)
        case NotThat():
            yield from leaves(condition.negated)
        case _:
            yield condition


def facts_of(condition: Condition) -> frozenset[str]:
    """The names of all facts a condition looks at."""
    looked_at = [leaf for leaf in leaves(condition) if not isinstance(leaf, AllOf | AnyOf | NotThat)]
    return frozenset(leaf.fact for leaf in looked_at) | {
        leaf.overlaps for leaf in looked_at if isinstance(leaf, FactOverlaps)
    }


def turning_days(condition: Condition, facts: FactSource) -> tuple[date, ...]:
    """The days on which a window of the condition is met, in order."""
    days = {
        leaf.met_on(value)
        for leaf in leaves(condition)
        if isinstance(leaf, FactWithin | FactFresh | AgeUnder)
        for value in facts.values(leaf.fact)
        if isinstance(value, date)
    }
    return tuple(sorted(days))
