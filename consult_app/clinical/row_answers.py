"""Row answers: one line of the health history covers several questions (clinical reference 0.5)."""

from collections.abc import Iterable, Mapping, Sequence

from consult_app.clinical.conditions import Condition, FactIs, evaluate, facts_of, leaves
from consult_app.clinical.consultation import Answer
from consult_app.clinical.contraindications import Contraindication
from consult_app.clinical.facts import Facts
from consult_app.clinical.questions import FollowUp, Question

Given = Mapping[str, tuple[Answer, ...]]
YES, NO, UNSURE = Answer(answer="yes"), Answer(answer="no"), Answer(answer="unsure")


def row_answer(questions: Sequence[Question], answers: Given) -> str:
    """What the row says as a whole: yes, no, unsure, or nothing while a question of it is blank."""
    said = [one.answer for question in questions for one in answers.get(question.id, ())]
    if "yes" in said:
        return "yes"
    if any(not answers.get(question.id) for question in questions):
        return ""
    return "unsure" if "unsure" in said else "no"


def with_row(questions: Sequence[Question], answers: Given, word: str) -> dict[str, tuple[Answer, ...]]:
    """The answers after the row was answered: no and unsure hold for every question it covers.

    Yes to a row of several questions is unsure for each until one is ticked; an empty word clears the row.
    """
    new = {name: given for name, given in answers.items() if name not in {question.id for question in questions}}
    if not word:
        return new
    one = {"yes": YES if len(questions) == 1 else UNSURE, "no": NO, "unsure": UNSURE}[word]
    return new | {question.id: (one,) for question in questions}


def with_ticks(
    questions: Sequence[Question], answers: Given, ticked: Sequence[str], kept: Given
) -> dict[str, tuple[Answer, ...]]:
    """The answers after ticking: a ticked question is yes, with the details it had, an unticked one no."""
    if not ticked:
        return with_row(questions, answers, "yes" if len(questions) > 1 else "unsure")
    new = dict(answers)
    for question in questions:
        had = answers.get(question.id, ())
        yes = had if any(one.answer == "yes" for one in had) else kept.get(question.id, (YES,))
        new[question.id] = yes if question.id in ticked else (NO,)
    return new


def ticked(questions: Sequence[Question], answers: Given) -> tuple[str, ...]:
    """The questions of a row that are answered yes."""
    return tuple(q.id for q in questions if any(one.answer == "yes" for one in answers.get(q.id, ())))


def led_on_by_unsure(rules: Iterable[Contraindication]) -> frozenset[str]:
    """The questions whose Unsure the rules weigh together with details, so that it cannot be one tick among others."""
    return frozenset(
        str(rule.asks) for rule in rules if any(_weighs_unsure(outcome.when, rule.asks) for outcome in rule.outcomes)
    )


def _weighs_unsure(condition: Condition, question: str | None) -> bool:
    said = f"{question}.answer"
    unsure = any(
        isinstance(leaf, FactIs) and leaf.fact == said and "unsure" in leaf.wanted for leaf in leaves(condition)
    )
    return unsure and any(fact.startswith(f"{question}.") and fact != said for fact in facts_of(condition))


def row_keys(rules: Iterable[Contraindication], questions: Iterable[Question]) -> dict[str, str]:
    """The key of the row each question is asked in: the row's number, with the id where it has a row of its own."""
    known, alone = tuple(questions), led_on_by_unsure(rules)
    apart = {question.row for question in known if question.id in alone}
    return {q.id: f"{q.row}_{q.id}" if q.row in apart else str(q.row) for q in known}


def wanted(question: Question, answer: Answer, facts: Facts | None) -> tuple[FollowUp, ...]:
    """The details that matter for an answer that leads on; without facts, all of them."""
    if facts is None:
        return question.follow_ups
    seen = facts.bind(question.id, answer)
    return tuple(item for item in question.follow_ups if item.when is None or _may_hold(item.when, seen))


def _may_hold(condition: Condition, facts: Facts) -> bool:
    return evaluate(condition, facts, facts.as_of).value is not False
