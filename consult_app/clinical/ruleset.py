"""The rule set: what is known of the entries before any client is seen, so that a check skips what cannot hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from consult_app.clinical.conditions import NEVER, Condition, Unknown, Value, evaluate, facts_of
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.verdict import Level

ANY_DAY = date.min
"""A plain no leaves no dates, so that the day does not matter."""


@dataclass(frozen=True)
class Branch:
    """One outcome of a rule; ``by_area`` tells whether it looks at facts of one area."""

    outcome: Outcome
    level: Level
    by_area: bool


@dataclass(frozen=True)
class Rule:
    """An entry with its branches, and ``after_no``, those of them that may still hold once its question is denied."""

    entry: Contraindication
    branches: tuple[Branch, ...]
    after_no: tuple[Branch, ...]


@dataclass(frozen=True)
class Denied:
    """All that a plain no to one question tells; every other fact is not known."""

    question: str

    def values(self, fact: str) -> tuple[Value | Unknown, ...]:
        """No to the question itself, never for its details."""
        name, _, detail = fact.partition(".")
        if name != self.question or detail == "in_requested":
            return (Unknown("any other"),)
        return ("no",) if detail in ("", "answer") else (NEVER,)


def ruleset(entries: Iterable[Contraindication]) -> tuple[Rule, ...]:
    """The entries as rules, in their order."""
    return tuple(_rule(entry) for entry in entries)


def _rule(entry: Contraindication) -> Rule:
    branches = tuple(_branch(outcome) for outcome in entry.outcomes)
    left = (branch for branch in branches if entry.asks is None or _survives(branch.outcome.when, entry.asks))
    return Rule(entry, branches, tuple(left))


def _branch(outcome: Outcome) -> Branch:
    by_area = any(fact.startswith("area.") for fact in facts_of(outcome.when))
    return Branch(outcome, outcome.verdict_level, by_area)


def _survives(condition: Condition, question: str) -> bool:
    """Whether a no leaves the condition open: what is false with all else unknown stays false whatever else is told."""
    return evaluate(condition, Denied(question), ANY_DAY).value is not False
