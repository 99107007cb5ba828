"""What a look at one area changes in the consultation, and what may be copied from one area to another."""

from typing import Any, cast

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, AreaConcern, AreaRequest, Consultation, Severity
from consult_app.ui.pages.area_requests import (
    change_area,
    concern_of,
    graded,
    scar_grade,
    with_concern,
    without_concern,
)
from consult_app.ui.pages.examination import answer_for, examine, examined_questions, is_examined

DARK_MARKS, RAISED = "pih", "hypertrophic_scar"
NONE = "none"


def scar_choices(catalogue: Catalogue, request: AreaRequest) -> tuple[tuple[str, str], ...]:
    """The scar shapes that belong to an area, with a raised scar last, as id and word."""
    area = catalogue.areas[request.id]
    dents = [
        (name, _shape(known.label))
        for name, known in catalogue.concerns.items()
        if known.needs_grade and known.fits(area)
    ]
    return (*dents, *([(RAISED, "Raised")] if RAISED in catalogue.concerns else []))


def _shape(name: str) -> str:
    """The shape alone: Rolling acne scars becomes Rolling."""
    short = name.removesuffix(" acne scars").removeprefix("Acne scars ")
    return f"{short[0].upper()}{short[1:]}"


def dark_marks_of(consultation: Consultation, catalogue: Catalogue, request: AreaRequest) -> str:
    """How dark the marks are; *none* only once the area was looked at."""
    concern = concern_of(request, DARK_MARKS)
    if concern is not None:
        return concern.severity or ""
    return NONE if is_examined(consultation, catalogue, request.key) else ""


def set_dark_marks(consultation: Consultation, request: AreaRequest, word: str) -> dict[str, Any]:
    """The parts that change with the dark marks: none takes the concern away, blank its severity."""
    if word == NONE:
        return change_area(consultation, request.key, concerns=without_concern(request, DARK_MARKS))
    known = concern_of(request, DARK_MARKS)
    if known is None and not word:
        return {}
    severity = cast("Severity", word) if word else None
    return change_area(
        consultation, request.key, concerns=with_concern(request, AreaConcern(id=DARK_MARKS, severity=severity))
    )


def toggle_scar(consultation: Consultation, catalogue: Catalogue, request: AreaRequest, name: str) -> dict[str, Any]:
    """The parts that change when a scar shape is ticked or not; a further shape takes the area's grade."""
    if concern_of(request, name):
        return change_area(consultation, request.key, concerns=without_concern(request, name))
    grade = scar_grade(request, catalogue) if catalogue.concerns[name].needs_grade else 0
    return change_area(
        consultation, request.key, concerns=with_concern(request, AreaConcern(id=name, grade=grade or None))
    )


def set_examined(consultation: Consultation, catalogue: Catalogue, key: str, *, looked: bool) -> dict[str, Any]:
    """The parts that change with the tick for the whole field: what was not found there is a no, or blank again."""
    questions = examined_questions(catalogue)
    now = {question.id: answer_for(question, consultation, key) for question in questions}
    blank = Answer(answer="no") if looked else None
    kept = {name: answer for name, answer in now.items() if answer is not None and answer.answer == "yes"}
    found = dict.fromkeys(now, blank) | kept
    return {"answers": examine(consultation, questions, key, found)}


def set_finding(
    consultation: Consultation, catalogue: Catalogue, key: str, name: str, answer: Answer | None
) -> dict[str, Any]:
    """The parts that change when one thing is found in an area, or is not."""
    return {"answers": examine(consultation, examined_questions(catalogue), key, {name: answer})}


def copy_look(consultation: Consultation, catalogue: Catalogue, source: str, target: str) -> dict[str, Any]:
    """What was found and graded in one area, put on another; the look at its whole field stays to be done."""
    origin, request = consultation.area(source), consultation.area(target)
    if origin is None or request is None:
        return {}
    shown = {DARK_MARKS, *(one.id for one in graded(origin, catalogue))}
    area = catalogue.areas[request.id]
    new = [
        one
        for one in origin.concerns
        if one.id in shown and catalogue.concerns[one.id].fits(area) and concern_of(request, one.id) is None
    ]
    questions = examined_questions(catalogue)
    seen = {question.id: answer_for(question, consultation, source) for question in questions}
    found = {name: answer for name, answer in seen.items() if answer is not None and answer.answer == "yes"}
    parts = change_area(consultation, target, concerns=(*request.concerns, *new))
    return parts | {"answers": examine(consultation, questions, target, found)}


def has_look(consultation: Consultation, catalogue: Catalogue, request: AreaRequest) -> bool:
    """Whether anything was looked at or graded in an area."""
    seen = any(answer_for(question, consultation, request.key) for question in examined_questions(catalogue))
    return seen or scar_grade(request, catalogue) > 0
