"""Windows: how long a condition counts from a day, and the same condition with another length."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from consult_app.clinical.conditions import AllOf, AnyOf, Condition, FactWithin, NotThat
from consult_app.clinical.dates import shift

FOUR_YEARS = tuple(date(2024, 1, 1) + timedelta(days=day) for day in range(4 * 365 + 1))
"""Every day a window can begin on: months and years of all lengths."""

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class Length(NamedTuple):
    """A length of time in days, calendar months and calendar years."""

    days: int = 0
    months: int = 0
    years: int = 0

    def after(self, day: date) -> date:
        """The day this long after ``day``."""
        return shift(day, days=self.days, months=self.months, years=self.years)

    def can_be_shorter_than(self, other: "Length") -> bool:
        """True when it ends sooner for any day it could begin on, as 180 days do beside 6 months."""
        return any(self.after(day) < other.after(day) for day in FOUR_YEARS)

    def __str__(self) -> str:
        """The length in words: 1 month, 14 days."""
        named = ((self.years, "year"), (self.months, "month"), (self.days, "day"))
        return " and ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in named if count)

    def replaced_in(self, text: str, other: "Length", *, times: int = 0) -> str:
        """The text with ``other`` where it names this length, in figures or words; 0 ``times`` is every time."""
        named = [(self.years, "year"), (self.months, "(?:calendar )?month"), (self.days, "day")]
        for count, unit in named:
            word = f"|{NUMBERS[count]}" if count < len(NUMBERS) else ""
            text = re.sub(rf"\b(?:{count}{word}) {unit}s?\b", str(other), text, count=times) if count else text
        return text


def length_of(window: FactWithin) -> Length:
    """How long a window runs."""
    return Length(window.within_days, window.within_months, window.within_years)


def windows(condition: Condition, *, running: bool = True) -> frozenset[FactWithin]:
    """The windows that make the condition hold while they run; or, with ``running`` False, once they are over."""
    match condition:
        case AllOf():
            return frozenset[FactWithin]().union(*(windows(member, running=running) for member in condition.all))
        case AnyOf():
            return frozenset[FactWithin]().union(*(windows(member, running=running) for member in condition.any))
        case NotThat():
            return windows(condition.negated, running=not running)
        case FactWithin() if running:
            return frozenset({condition})
        case _:
            return frozenset()


def lasting(condition: Condition, window: FactWithin, length: Length, *, running: bool = True) -> Condition:
    """The condition with one of its windows, as ``windows`` gives them, of another length."""
    match condition:
        case AllOf():
            members = tuple(lasting(member, window, length, running=running) for member in condition.all)
            return AllOf(all=members)
        case AnyOf():
            return AnyOf(any=tuple(lasting(member, window, length, running=running) for member in condition.any))
        case NotThat():
            return NotThat.model_validate({"not": lasting(condition.negated, window, length, running=not running)})
        case FactWithin() if running and condition == window:
            return FactWithin(
                fact=window.fact, within_days=length.days, within_months=length.months, within_years=length.years
            )
        case _:
            return condition
