"""The practitioner's look at the skin, kept area by area: what is not looked at yet never reads as normal.

Every answer of the examination names its one area. As soon as one requested area has an answer, each other one gets
an *unsure* of its own until it is looked at, so that a look at one field never answers for another.
"""

from collections.abc import Iterable, Mapping, Sequence

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Consultation, FieldValue, overlaps
from consult_app.clinical.questions import Question

EXAMINATION_ROW = 30
UNSURE = Answer(answer="unsure")


def examined_questions(catalogue: Catalogue) -> tuple[Question, ...]:
    """What the practitioner looks for, in the order of the protocol."""
    return tuple(question for question in catalogue.questions.values() if question.row == EXAMINATION_ROW)


def answer_for(question: Question, consultation: Consultation, key: str) -> Answer | None:
    """The answer that holds for one area; None while it has not been looked at."""
    given = consultation.answers.get(question.id)
    if given is None:
        return Answer(answer="no") if consultation.remaining_answers == "no" else None
    hit = _covering(given, key)
    return None if hit is None or (hit.answer == "unsure" and not _details(hit)) else hit


def is_examined(consultation: Consultation, catalogue: Catalogue, key: str) -> bool:
    """Whether the whole field of an area was looked at: each thing looked for is there or is not."""
    return all(
        (answer := answer_for(question, consultation, key)) is not None and answer.answer != "unsure"
        for question in examined_questions(catalogue)
    )


def examine(
    consultation: Consultation, questions: Iterable[Question], key: str, found: Mapping[str, Answer | None]
) -> dict[str, tuple[Answer, ...]]:
    """All answers with those of one area replaced; None takes an area's answer away."""
    answers = dict(consultation.answers)
    requested = [request.key for request in consultation.areas]
    for question in questions:
        if question.id not in found:
            continue
        by_area = {place: answer_for(question, consultation, place) for place in requested}
        stays = [one for one in answers.get(question.id, ()) if one.areas and not _touches(one, requested)]
        answers[question.id] = _whole(by_area | {key: found[question.id]}, stays)
    return {name: given for name, given in answers.items() if given}


def with_new_area(consultation: Consultation, catalogue: Catalogue, key: str) -> dict[str, tuple[Answer, ...]]:
    """All answers after an area was added: where other areas were looked at, the new one was not yet."""
    answers = dict(consultation.answers)
    requested = [request.key for request in consultation.areas]
    for question in examined_questions(catalogue):
        given = answers.get(question.id, ())
        seen = {place: answer_for(question, consultation, place) for place in requested}
        everywhere = answer_for(question, consultation, key)
        named = any(overlaps(place, key) for answer in given for place in answer.areas)
        found_everywhere = everywhere is not None and everywhere.answer == "yes"
        if named or found_everywhere or not (everywhere or any(seen.values())):
            continue
        stays = [one for one in given if one.areas and not _touches(one, requested)]
        own = [_placed(answer or UNSURE, place) for place, answer in (seen | {key: None}).items()]
        answers[question.id] = (*own, *stays)
    return answers


def _whole(by_area: Mapping[str, Answer | None], stays: Sequence[Answer]) -> tuple[Answer, ...]:
    """One answer for each area; nothing at all when no area was looked at."""
    if not any(by_area.values()):
        return tuple(stays)
    own = [_placed(answer or UNSURE, place) for place, answer in by_area.items()]
    return (*own, *stays)


def _placed(answer: Answer, key: str) -> Answer:
    fields: dict[str, FieldValue] = {**answer.fields, "areas": (key,)}
    return answer.model_copy(update={"fields": fields})


def _covering(given: Iterable[Answer], key: str) -> Answer | None:
    """The answer that names the area, else one that names no place and so counts everywhere."""
    by_place = [answer for answer in given if any(overlaps(place, key) for place in answer.areas)]
    return next(iter(by_place), None) or next((answer for answer in given if not answer.areas), None)


def _details(answer: Answer) -> bool:
    return any(name != "areas" for name in answer.fields)


def _touches(answer: Answer, requested: Iterable[str]) -> bool:
    return any(overlaps(place, key) for place in answer.areas for key in requested)
