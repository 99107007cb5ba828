"""The closed condition language of the knowledge entries, evaluated in three-valued logic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from consult_app.clinical.comparisons import (
    AgeUnder,
    FactComing,
    FactCount,
    FactFresh,
    FactIs,
    FactKnown,
    FactNumber,
    FactOverlaps,
    FactWithin,
    Window,
)
from consult_app.clinical.entries import Strict
from consult_app.clinical.truths import NEVER, FactSource, Never, Truth, Unknown, Value, known, negated

__all__ = [
    "NEVER",
    "AgeUnder",
    "AllOf",
    "AnyOf",
    "Condition",
    "FactComing",
    "FactCount",
    "FactFresh",
    "FactIs",
    "FactKnown",
    "FactNumber",
    "FactOverlaps",
    "FactSource",
    "FactWithin",
    "Leaf",
    "Never",
    "NotThat",
    "Truth",
    "Unknown",
    "Value",
    "Window",
    "days_met",
    "evaluate",
    "facts_of",
    "leaves",
    "turning_days",
    "windows_of",
]


def _joined(
    members: tuple[Condition, ...], facts: FactSource, as_of: date, assume: bool | None, *, decides: bool
) -> Truth:
    """Kleene's *and* (False decides) or *or* (True decides): the first member that decides, else what stays open."""
    waits: frozenset[str] = frozenset()
    for member in members:
        truth = member.truth(facts, as_of, assume)
        if truth.value is decides:
            return truth
        if truth.value is None:
            waits |= truth.waits_for
    return Truth(None, waits) if waits else known(value=not decides)


class AllOf(Strict):
    """Every member holds."""

    all: tuple[Condition, ...] = Field(min_length=1)

    def truth(self, facts: FactSource, as_of: date, assume: bool | None) -> Truth:
        """False as soon as one member is."""
        return _joined(self.all, facts, as_of, assume, decides=False)


class AnyOf(Strict):
    """At least one member holds."""

    any: tuple[Condition, ...] = Field(min_length=1)

    def truth(self, facts: FactSource, as_of: date, assume: bool | None) -> Truth:
        """True as soon as one member is."""
        return _joined(self.any, facts, as_of, assume, decides=True)


class NotThat(Strict):
    """The member does not hold."""

    negated: Condition = Field(alias="not")

    def truth(self, facts: FactSource, as_of: date, assume: bool | None) -> Truth:
        """The opposite of the member, for which the opposite is assumed."""
        return negated(self.negated.truth(facts, as_of, None if assume is None else not assume))


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


Leaf = (
    Annotated[FactIs, Tag("is")]
    | Annotated[FactKnown, Tag("known")]
    | Annotated[FactOverlaps, Tag("overlaps")]
    | Annotated[FactComing, Tag("coming_within_days")]
    | Annotated[FactCount, Tag("members_at_least")]
    | Annotated[AgeUnder, Tag("under_years")]
    | Annotated[FactFresh, Tag("at_most_months_old")]
    | Annotated[FactWithin, Tag("within")]
    | Annotated[FactNumber, Tag("number")]
)
Condition = Annotated[
    Leaf | Annotated[AllOf, Tag("all")] | Annotated[AnyOf, Tag("any")] | Annotated[NotThat, Tag("not")],
    Discriminator(kind_of),
]

for model in (AllOf, AnyOf, NotThat):
    model.model_rebuild()


def evaluate(condition: Condition, facts: FactSource, as_of: date, *, assume: bool | None = None) -> Truth:
    """The truth of a condition on a day (Kleene's strong three-valued logic).

    ``assume`` is the truth a missing follow-up is taken for: None leaves it not known, True takes each leaf the way
    that makes the whole condition hold, so that a missing follow-up counts at its strictest.
    """
    return condition.truth(facts, as_of, assume)


def leaves(condition: Condition) -> Iterator[Leaf]:
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
    looked_at = tuple(leaves(condition))
    return frozenset(leaf.fact for leaf in looked_at) | {
        leaf.overlaps for leaf in looked_at if isinstance(leaf, FactOverlaps)
    }


def windows_of(condition: Condition) -> tuple[Window, ...]:
    """The windows anywhere in the tree."""
    return tuple(leaf for leaf in leaves(condition) if isinstance(leaf, Window))


def turning_days(condition: Condition, facts: FactSource) -> tuple[date, ...]:
    """The days on which a window of the condition is met, in order."""
    return days_met(windows_of(condition), facts)


def days_met(windows: Iterable[Window], facts: FactSource) -> tuple[date, ...]:
    """The days on which the windows are met, in order."""
    days = {
        window.met_on(value) for window in windows for value in facts.values(window.fact) if isinstance(value, date)
    }
    return tuple(sorted(days))
