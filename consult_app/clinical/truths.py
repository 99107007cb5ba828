"""Truths: three-valued logic over facts that are known, known never to apply, or not known."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol, TypeVar


class Never(Enum):
    """The value of every field of a question that was answered no: known, and matched by nothing."""

    NEVER = "never"


NEVER = Never.NEVER
Value = str | float | date | Never
Given = TypeVar("Given")


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


HOLDS, FAILS = Truth(True), Truth(False)


def known(*, value: bool) -> Truth:
    """A truth that waits for nothing."""
    return HOLDS if value else FAILS


def negated(truth: Truth) -> Truth:
    """The opposite; what is not known stays so."""
    return truth if truth.value is None else known(value=not truth.value)


def some(
    values: Iterable[Value | Unknown], holds: Callable[[Value, Given], bool], given: Given, assume: bool | None
) -> Truth:
    """Whether one of the values holds; ``assume`` is what a missing follow-up is taken for, None leaves it open."""
    waits: tuple[str, ...] = ()
    for value in values:
        if not isinstance(value, Unknown):
            if holds(value, given):
                return HOLDS
        elif assume is None or not value.assumable:
            waits += (value.question,)
        elif assume:
            return HOLDS
    return Truth(None, frozenset(waits)) if waits else FAILS
