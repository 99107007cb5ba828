"""Comparisons: the conditions that look at one fact, each with the truth it has on a day."""

from abc import abstractmethod
from datetime import date, timedelta

from pydantic import Field, model_validator

from consult_app.clinical.consultation import overlaps
from consult_app.clinical.dates import coming_of_age, shift
from consult_app.clinical.entries import Strict, Word
from consult_app.clinical.truths import NEVER, FactSource, Truth, Unknown, Value, known, some


class Comparison(Strict):
    """A condition that holds when one known value of its fact does."""

    fact: str

    @abstractmethod
    def holds(self, value: Value, as_of: date) -> bool:
        """Whether one known value matches on that day."""

    def truth(self, facts: FactSource, as_of: date, assume: bool | None) -> Truth:
        """The truth on a day; ``assume`` is what a missing follow-up is taken for, None leaves it open."""
        values = facts.values(self.fact)
        if len(values) == 1 and not isinstance(values[0], Unknown):  # nearly always, so that it is worth a line
            return known(value=self.holds(values[0], as_of))
        return some(values, self.holds, as_of, assume)


class FactIs(Comparison):
    """The fact equals one of the given words; for a list, one of its members does."""

    wanted: tuple[Word, ...] | Word = Field(alias="is")

    def holds(self, value: Value, _as_of: date) -> bool:
        """Whether one known value is wanted."""
        return value in self.wanted if isinstance(self.wanted, tuple) else value == self.wanted


class FactNumber(Comparison):
    """The fact lies within the given bounds: at_least and at_most include the bound, above and below do not."""

    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _bounded(self) -> "FactNumber":
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


class Window(Comparison):
    """A stretch of time that begins on the fact's day and is over on the day it is met."""

    @abstractmethod
    def met_on(self, day: date) -> date:
        """The first day on which what began on ``day`` no longer counts."""

    def holds(self, value: Value, as_of: date) -> bool:
        """Whether what began on this day still counts."""
        return isinstance(value, date) and as_of < self.met_on(value)


class FactWithin(Window):
    """The day of the fact lies less than the window back; false on the day the window is met."""

    within_days: int = 0
    within_months: int = 0
    within_years: int = 0

    @model_validator(mode="after")
    def _long(self) -> "FactWithin":
        if min(self.within_days, self.within_months, self.within_years) < 0 or not (
            self.within_days or self.within_months or self.within_years
        ):
            raise ValueError("a window lasts at least a day")
        return self

    def met_on(self, day: date) -> date:
        """The day on which the window that began on ``day`` is met."""
        return shift(day, days=self.within_days, months=self.within_months, years=self.within_years)


class FactFresh(Window):
    """The result is not older than the given number of months; one exactly that old still counts."""

    at_most_months_old: int

    def met_on(self, day: date) -> date:
        """The first day on which a result of ``day`` is too old."""
        return shift(day, months=self.at_most_months_old) + timedelta(days=1)


class AgeUnder(Window):
    """The person born on the fact's day has not completed the given years."""

    under_years: int

    def met_on(self, day: date) -> date:
        """The birthday that completes the years."""
        return coming_of_age(day, self.under_years)


class FactComing(Comparison):
    """The day of the fact lies ahead by less than the given days, or has come; false so many days before it."""

    coming_within_days: int = Field(ge=1)

    def holds(self, value: Value, as_of: date) -> bool:
        """Whether the day is already that near."""
        return isinstance(value, date) and as_of > shift(value, days=-self.coming_within_days)


class FactKnown(Strict):
    """Whether the fact is known at all, as far as its question has been answered."""

    fact: str
    known: bool

    def truth(self, facts: FactSource, _as_of: date, _assume: bool | None) -> Truth:
        """Open while the question itself is; nothing is assumed here."""
        missing = {value.question for value in facts.values(self.fact) if isinstance(value, Unknown)}
        if missing - {self.fact}:
            return Truth(None, frozenset(missing))
        return known(value=self.known is not bool(missing))


class FactCount(Strict):
    """The list has at least so many members."""

    fact: str
    members_at_least: int

    def truth(self, facts: FactSource, _as_of: date, assume: bool | None) -> Truth:
        """Open while a member is not known; assumed to hold where that may be assumed."""
        values = facts.values(self.fact)
        if any(isinstance(value, Unknown) for value in values):
            return some(values, _no_member, None, assume)
        return known(value=sum(value is not NEVER for value in values) >= self.members_at_least)


class FactOverlaps(Strict):
    """One of the fact's places shares skin with one of another fact's places; a side overlaps its whole."""

    fact: str
    overlaps: str

    def truth(self, facts: FactSource, _as_of: date, assume: bool | None) -> Truth:
        """Whether one known place overlaps any of the others."""
        places = [place for place in facts.values(self.overlaps) if isinstance(place, str)]
        return some(facts.values(self.fact), _touches, places, assume)


def _no_member(_value: Value, _nothing: None) -> bool:
    return False


def _touches(value: Value, places: list[str]) -> bool:
    return isinstance(value, str) and any(overlaps(value, place) for place in places)
