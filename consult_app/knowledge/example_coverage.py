"""What the examples of an entry leave unproven: an outcome, a kind of answer, or one side of a boundary."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import (
    NEVER,
    AgeUnder,
    Condition,
    FactComing,
    FactCount,
    FactFresh,
    FactNumber,
    FactSource,
    FactWithin,
    Unknown,
    Value,
    evaluate,
    leaves,
)
from consult_app.clinical.contraindications import Contraindication, DayRule, Outcome
from consult_app.clinical.dates import shift
from consult_app.clinical.facts import Facts
from consult_app.knowledge.examples import Trial, tried

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Instead:
    """The same facts with one of them taken for another value."""

    facts: FactSource
    fact: str
    value: Value

    def values(self, fact: str) -> tuple[Value | Unknown, ...]:
        """All values of a fact, in the sense of ``FactSource``."""
        return (self.value,) if fact == self.fact else self.facts.values(fact)


def uncovered(entry: Contraindication, catalogue: Catalogue) -> tuple[str, ...]:
    """What the entry's examples do not prove, in words; nothing for an entry that is fully covered.

    Wanted of the examples: each outcome proven by one and denied by another; the question unanswered and answered
    *unsure*, and, where it is not always asked, one in which it is not; for each window and each date an outcome
    gives, a day before it is met and the day it is met; for each number, the bound and the next value beyond it. The
    days and numbers are worked out from the conditions, and count only where the condition turns on them.
    """
    trials, problems = tried(entry, catalogue)
    found = (*_answers(entry, trials, catalogue), *_outcomes(entry, trials), *_boundaries(entry, trials))
    return (*problems, *(f"{entry.id}: no example {lack}" for lack in dict.fromkeys(found)))


def shown_and_blank(entry: Contraindication, trials: Iterable[Trial]) -> Iterator[str]:
    """The least that is wanted of any entry: each outcome shown, and the question left unanswered."""
    examples = tuple(trials)
    for outcome in entry.outcomes:
        if not any(outcome.id in trial.proven for trial in examples):
            yield f"shows {_name(outcome)}"
    if entry.asks and not any(not trial.example.answers.get(entry.asks) for trial in examples):
        yield "leaves the question unanswered"


def _answers(entry: Contraindication, trials: tuple[Trial, ...], catalogue: Catalogue) -> Iterator[str]:
    yield from shown_and_blank(entry, trials)
    question = catalogue.questions[entry.asks] if entry.asks else None
    if question is None or not question.asked:
        return
    said = {answer.answer for trial in trials for answer in trial.assessment.facts.instances(question.id)}
    if "unsure" not in said:
        yield "answers unsure"
    if question.ask_when and all(trial.assessment.facts.applies(question.id) for trial in trials):
        yield "leaves the question out, as ask_when allows"


def _outcomes(entry: Contraindication, trials: tuple[Trial, ...]) -> Iterator[str]:
    for outcome in entry.outcomes:
        if not any(_denied(outcome.when, trial) for trial in trials):
            yield f"denies {_name(outcome)}"
        if outcome.not_before:
            yield from _dated(outcome, outcome.not_before, trials)


def _denied(condition: Condition, trial: Trial) -> bool:
    return all(evaluate(condition, view, view.as_of).value is False for view in trial.views)


def _dated(outcome: Outcome, rule: DayRule, trials: tuple[Trial, ...]) -> Iterator[str]:
    ending = [(trial, day) for trial in trials for day in _days_given(rule, trial)]
    if not any(day == trial.example.as_of + DAY == trial.example.not_before for trial, day in ending):
        yield f"expects the not_before of {_name(outcome)} a day ahead"
    if not any(day == trial.example.as_of for trial, day in ending):
        yield f"stands on the not_before of {_name(outcome)}"


def _days_given(rule: DayRule, trial: Trial) -> Iterator[date]:
    """The days a rule yields by the facts of one example."""
    for view in trial.views:
        yield from (rule.from_day(value) for value in view.values(rule.fact) if isinstance(value, date))


def _boundaries(entry: Contraindication, trials: tuple[Trial, ...]) -> Iterator[str]:
    views = tuple(view for trial in trials for view in trial.views)
    for where, condition in conditions(entry):
        for leaf in leaves(condition):
            for name, reached in _sides(condition, leaf):
                if not any(reached(view) for view in views):
                    yield f"{name} in {where}"


def conditions(entry: Contraindication) -> Iterator[tuple[str, Condition]]:
    """Every condition of an entry with the place it stands at."""
    if entry.ask_when:
        yield "ask_when", entry.ask_when
    for outcome in entry.outcomes:
        yield f"{outcome.id or outcome.level}.when", outcome.when
    for follow_up in entry.follow_ups:
        if follow_up.when:
            yield f"{follow_up.id}.when", follow_up.when


Side = tuple[str, Callable[[Facts], bool]]


def _sides(condition: Condition, leaf: Condition) -> Iterator[Side]:
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


def _name(outcome: Outcome) -> str:
    return outcome.id or outcome.level
