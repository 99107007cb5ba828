"""The seven steps of a consultation: their order, what completes each, and where Next leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from consult_app.clinical.assessment import Assessment
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Client, Consultation
from consult_app.clinical.facts import complete
from consult_app.clinical.questions import Question
from consult_app.clinical.skin_scales import skin_type

NUMBING_ROW = 32
"""The row of questions that opens only when numbing is planned (clinical reference 0.5)."""
PRACTITIONER_STEPS: Mapping[int, str] = {30: "skin", 31: "safety", NUMBING_ROW: "plan"}
"""Rows that are answered outside the health history, and on which step."""

Status = Literal["not_started", "in_progress", "done"]


@dataclass(frozen=True)
class Step:
    """One step: its id, its title, and what Next says when it leads there."""

    id: str
    title: str


STEPS = (
    Step("client", "Client"),
    Step("history", "Health history"),
    Step("skin", "Skin assessment"),
    Step("areas", "Areas & goals"),
    Step("safety", "Safety check"),
    Step("plan", "Session plan"),
    Step("handouts", "Consent & handouts"),
)


@dataclass(frozen=True)
class Progress:
    """How far a step is: its status, how many things are left, and the one line the step list shows."""

    status: Status
    left: int
    line: str


def next_step(step: str) -> Step | None:
    """The step after this one; None after the last."""
    ids = [known.id for known in STEPS]
    position = ids.index(step) + 1
    return STEPS[position] if position < len(STEPS) else None


def previous_step(step: str) -> Step | None:
    """The step before this one; None before the first."""
    position = [known.id for known in STEPS].index(step)
    return STEPS[position - 1] if position else None


def first_step(client: Client) -> str:
    """Where a consultation begins: with the history when every detail of the client is known already."""
    return "client" if None in _details(client) else "history"


def step_of(question: Question) -> str:
    """The step on which a question is answered."""
    return PRACTITIONER_STEPS.get(question.row, "history")


def asked(consultation: Consultation, catalogue: Catalogue, assessment: Assessment) -> tuple[Question, ...]:
    """The questions that apply to this client, in the order they are asked."""
    return tuple(
        question
        for question in catalogue.questions.values()
        if assessment.facts.applies(question.id)
        and (question.row != NUMBING_ROW or consultation.anaesthetic is not None)
    )


def unanswered(consultation: Consultation, catalogue: Catalogue, assessment: Assessment) -> tuple[Question, ...]:
    """The questions that apply and have no answer at all."""
    answers = complete(
        consultation.answers, catalogue.questions, remaining_denied=consultation.remaining_answers == "no"
    )
    return tuple(question for question in asked(consultation, catalogue, assessment) if not answers.get(question.id))


def progress(consultation: Consultation, catalogue: Catalogue, assessment: Assessment) -> Mapping[str, Progress]:
    """The progress of every step, by its id."""
    open_questions = unanswered(consultation, catalogue, assessment)
    return {
        "client": _client(consultation),
        "history": _history(consultation, catalogue, assessment),
        "skin": _skin(consultation, catalogue, assessment),
        "areas": _areas(consultation),
        "safety": _safety(consultation, assessment, len([q for q in open_questions if step_of(q) == "safety"])),
        "plan": _plan(consultation),
        "handouts": Progress("not_started", 0, "Not started"),
    }


def _of(left: int, begun: bool, noun: str) -> Progress:
    if left:
        words = f"{left} {noun}{'' if left == 1 else 's'} left"
        return Progress("in_progress", left, words) if begun else Progress("not_started", left, "Not started")
    return Progress("done", 0, "Done")


def _client(consultation: Consultation) -> Progress:
    given = _details(consultation.client)
    return _of(sum(value is None for value in given), any(given), "detail")


def _details(client: Client) -> tuple[object, ...]:
    return (client.name, client.date_of_birth, client.sex_at_birth, client.weight_kg, client.height_cm)


def _history(consultation: Consultation, catalogue: Catalogue, assessment: Assessment) -> Progress:
    """Counted in rows, as they are asked: a row is open while one of its questions is."""
    keys = catalogue.row_keys
    rows = {keys[q.id] for q in asked(consultation, catalogue, assessment) if step_of(q) == "history"}
    left = rows & {keys[q.id] for q in unanswered(consultation, catalogue, assessment)}
    return _of(len(left), len(left) < len(rows), "question")


def _skin(consultation: Consultation, catalogue: Catalogue, assessment: Assessment) -> Progress:
    """A look that one area still waits for is kept as unsure, and counts as left."""
    answers = assessment.facts.answers
    looks = [q for q in asked(consultation, catalogue, assessment) if step_of(q) == "skin"]
    left = [q for q in looks if "unsure" in {one.answer for one in answers.get(q.id, ())} or not answers.get(q.id)]
    typed = skin_type(consultation, catalogue) is not None
    begun = typed or len(left) < len(looks) or bool(consultation.skin.instruments)
    return _of(len(left) + (not typed), begun, "check")


def _areas(consultation: Consultation) -> Progress:
    if not consultation.areas:
        return Progress("not_started", 1, "Not started")
    return _of(sum(not area.concerns for area in consultation.areas), True, "concern")


def _safety(consultation: Consultation, assessment: Assessment, left: int) -> Progress:
    if not (consultation.answers or consultation.areas):
        return Progress("not_started", left, "Not started")
    count = len(assessment.findings)
    words = f"{count} finding{'' if count == 1 else 's'}"
    return Progress("in_progress" if left or assessment.overall.open else "done", left, words)


def _plan(consultation: Consultation) -> Progress:
    if not consultation.areas:
        return Progress("not_started", 0, "Not started")
    return Progress("in_progress", 0, "Draft") if consultation.session is None else Progress("done", 0, "Done")
