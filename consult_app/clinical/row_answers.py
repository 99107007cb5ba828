"""Row answers: one line of the health history covers several questions (clinical reference 0.5)."""

from collections.abc import Mapping, Sequence

from consult_app.clinical.conditions import evaluate, facts_of
from consult_app.clinical.consultation import Answer
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


def stands_alone(question: Question) -> bool:
    """Whether its Unsure leads on to details, so that it cannot be one tick among others."""
    return any(item.when and f"{question.id}.answer" in facts_of(item.when) for item in question.follow_ups)


def wanted(question: Question, answer: Answer, facts: Facts | None) -> tuple[FollowUp, ...]:
    """The details that matter for an answer; without facts, all of them."""
    if answer.answer == "no":
        return ()
    seen = facts.bind(question.id, answer) if facts else None
    return tuple(item for item in question.follow_ups if _matters(item, answer, seen))


def _matters(item: FollowUp, answer: Answer, facts: Facts | None) -> bool:
    if item.when is None or facts is None:
        return answer.answer == "yes"
    truth = evaluate(item.when, facts, facts.as_of).value
    return truth is True if answer.answer == "unsure" else truth is not False
