"""The rule set: what is known of the entries before any client is seen, so that a check skips what is settled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from consult_app.clinical.conditions import NEVER, Truth, Unknown, Value, Window, evaluate, facts_of, windows_of
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.verdict import Level, Verdict, waiting

WORDS = {"label", "advice", "client", "letter"}
"""The parts of an outcome that only tell it; a better sentence is no other rule."""
ANY_DAY = date.min
"""Neither a plain no nor a blank leaves dates, so that the day does not matter."""


@dataclass(frozen=True, eq=False)
class Branch:
    """One outcome of a rule; ``by_area`` tells whether it looks at facts of one area, ``windows`` what may lapse.

    ``looks_at`` are the facts it is judged by, its question among them; ``judges`` is all of it that judges, as text.
    """

    question: str | None
    outcome: Outcome
    level: Level
    by_area: bool
    windows: tuple[Window, ...]
    looks_at: frozenset[str]
    judges: str


@dataclass(frozen=True, eq=False)
class Rule:
    """An entry, and what is left of it once its question is denied or while it is blank.

    ``after_no`` are the branches that may still hold after a no; ``waiting`` what the others add while the question
    is blank, and ``while_blank`` the branches that have to be judged even then.
    """

    entry: Contraindication
    question: str | None
    branches: tuple[Branch, ...]
    after_no: tuple[Branch, ...]
    waiting: Mapping[Branch, Verdict]
    while_blank: tuple[Branch, ...]


@dataclass(frozen=True)
class Only:
    """All that is told by one question alone: a plain no to it, or nothing at all; every other fact is not known."""

    question: str
    denied: bool

    def values(self, fact: str) -> tuple[Value | Unknown, ...]:
        """No to the question itself, never for its details; or that it has to be answered."""
        name, _, detail = fact.partition(".")
        if name != self.question or (self.denied and detail == "in_requested"):
            return (Unknown("any other"),)
        if not self.denied:
            return (Unknown(name),)
        return ("no",) if detail in ("", "answer") else (NEVER,)


def ruleset(entries: Iterable[Contraindication]) -> tuple[Rule, ...]:
    """The entries as rules, in their order."""
    return tuple(_rule(entry) for entry in entries)


def _rule(entry: Contraindication) -> Rule:
    branches = tuple(_branch(entry, outcome) for outcome in entry.outcomes)
    blank = {branch: _told(branch, denied=False) for branch in branches}
    settled = [each for each in branches if blank[each].value is False or _looks_no_further(each, blank[each])]
    open_still = [each for each in settled if blank[each].value is None and each.level > Level.TREAT]
    return Rule(
        entry=entry,
        question=entry.asks,
        branches=branches,
        after_no=tuple(branch for branch in branches if _told(branch, denied=True).value is not False),
        waiting={each: waiting(each.level, blank[each].waits_for) for each in open_still},
        while_blank=tuple(branch for branch in branches if branch not in settled),
    )


def _branch(entry: Contraindication, outcome: Outcome) -> Branch:
    looked_at = facts_of(outcome.when)
    counted_from = {outcome.not_before.fact} if outcome.not_before else set()
    return Branch(
        question=entry.asks,
        outcome=outcome,
        level=outcome.verdict_level,
        by_area=any(fact.startswith("area.") for fact in looked_at),
        windows=windows_of(outcome.when),
        looks_at=looked_at | counted_from | ({entry.asks} if entry.asks else set()),
        judges="\n".join((entry.id, _json(entry.places), outcome.model_dump_json(exclude=WORDS))),
    )


def _json(value: BaseModel | None) -> str:
    return value.model_dump_json() if value else ""


def _told(branch: Branch, *, denied: bool) -> Truth:
    """What the question settles by itself: what is true or false with all else unknown stays so, whatever is told."""
    return evaluate(branch.outcome.when, Only(branch.question or "", denied), ANY_DAY)


def _looks_no_further(branch: Branch, blank: Truth) -> bool:
    """Whether it waits for its own question alone, whatever else is told."""
    looked_at = {fact.partition(".")[0] for fact in facts_of(branch.outcome.when)}
    return blank.value is None and looked_at == {branch.question}
