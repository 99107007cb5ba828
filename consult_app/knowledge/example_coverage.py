"""What the examples of an entry leave unproven: an outcome, a kind of answer, or one side of a boundary."""

from collections.abc import Iterator, Sequence
from datetime import date

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import Condition, evaluate, leaves
from consult_app.clinical.contraindications import Contraindication, DayRule, Outcome
from consult_app.clinical.facts import Facts
from consult_app.knowledge.boundaries import DAY, sides
from consult_app.knowledge.examples import Trial, tried


def uncovered(entry: Contraindication, catalogue: Catalogue) -> tuple[str, ...]:
    """What the entry's examples do not prove, in words; nothing for an entry that is fully covered.

    Wanted of the examples: each outcome proven by one and denied by another; the question unanswered and answered
    *unsure*, and, where it is not always asked, one in which it is not; for each window and each date an outcome
    gives, a day before it is met and the day it is met; for each number, the bound and the next value beyond it. The
    days and numbers are worked out from the conditions, and count only where the condition turns on them.
    """
    trials, problems = tried(entry, catalogue)
    return (*problems, *(f"{entry.id}: no example {lack}" for lack in lacking(entry, trials)))


def lacking(entry: Contraindication, trials: Sequence[Trial]) -> tuple[str, ...]:
    """What no example of the entry does, of all that is wanted (see ``uncovered``)."""
    found = (
        *least_lacking(entry, trials),
        *_answers(entry, trials),
        *_outcomes(entry, trials),
        *_boundaries(entry, trials),
    )
    return tuple(dict.fromkeys(found))


def least_lacking(entry: Contraindication, trials: Sequence[Trial]) -> Iterator[str]:
    """What no example does of the least that is wanted: each outcome shown, and the question left unanswered."""
    for outcome in entry.outcomes:
        if not any(outcome.id in trial.proven for trial in trials):
            yield f"shows {_name(outcome)}"
    if entry.asks and not any(_blank(entry.asks, trial.assessment.facts) for trial in trials):
        yield "leaves the question unanswered"


def _blank(question: str, facts: Facts) -> bool:
    """Whether the question stands open; one that is never asked only has to be left out."""
    return not facts.instances(question) if facts.questions[question].asked else question not in facts.answers


def _answers(entry: Contraindication, trials: Sequence[Trial]) -> Iterator[str]:
    everything = [trial.assessment.facts for trial in trials]
    if not entry.asks or not any(facts.questions[entry.asks].asked for facts in everything):
        return
    if not any(answer.answer == "unsure" for facts in everything for answer in facts.instances(entry.asks)):
        yield "answers unsure"
    if entry.ask_when and all(facts.applies(entry.asks) for facts in everything):
        yield "leaves the question out, as ask_when allows"


def _outcomes(entry: Contraindication, trials: Sequence[Trial]) -> Iterator[str]:
    for outcome in entry.outcomes:
        if not any(_denied(outcome.when, trial) for trial in trials):
            yield f"denies {_name(outcome)}"
        if outcome.not_before:
            yield from _dated(outcome, outcome.not_before, trials)


def _denied(condition: Condition, trial: Trial) -> bool:
    return all(evaluate(condition, view, view.as_of).value is False for view in trial.views)


def _dated(outcome: Outcome, rule: DayRule, trials: Sequence[Trial]) -> Iterator[str]:
    ending = [(trial, day) for trial in trials for day in _days_given(rule, trial)]
    if not any(day == trial.example.as_of + DAY == trial.example.not_before for trial, day in ending):
        yield f"expects the not_before of {_name(outcome)} a day ahead"
    if not any(day == trial.example.as_of for trial, day in ending):
        yield f"stands on the not_before of {_name(outcome)}"


def _days_given(rule: DayRule, trial: Trial) -> Iterator[date]:
    """The days a rule yields by the facts of one example."""
    for view in trial.views:
        yield from (rule.from_day(value) for value in view.values(rule.fact) if isinstance(value, date))


def _boundaries(entry: Contraindication, trials: Sequence[Trial]) -> Iterator[str]:
    views = tuple(view for trial in trials for view in trial.views)
    for where, condition in conditions(entry):
        for leaf in leaves(condition):
            for name, reached in sides(condition, leaf):
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


def _name(outcome: Outcome) -> str:
    return outcome.id or outcome.level
