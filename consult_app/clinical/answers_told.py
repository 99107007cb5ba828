"""The answers of a consultation in words, as they are handed over and read back: nothing that was said is left out."""

from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Consultation
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.questions import Question

_WORDS = {"yes": "Yes", "no": "No", "unsure": "Unsure"}


@dataclass(frozen=True)
class AnswerTold:
    """A question and what was answered to it."""

    question: str
    words: str


def answers_told(consultation: Consultation, catalogue: Catalogue) -> tuple[AnswerTold, ...]:
    """Every answer given, in the order the questions are asked; one to a question no longer asked stands last."""
    known = [name for name in catalogue.questions if name in consultation.answers]
    others = [name for name in consultation.answers if name not in catalogue.questions]
    told = [_told(catalogue.questions[name], consultation.answers[name], catalogue) for name in known]
    return (*told, *(AnswerTold(name, "; ".join(map(_plain, consultation.answers[name]))) for name in others))


def _told(question: Question, given: tuple[Answer, ...], catalogue: Catalogue) -> AnswerTold:
    return AnswerTold(question.label, "; ".join(_in_words(question, one, catalogue) for one in given))


def _in_words(question: Question, answer: Answer, catalogue: Catalogue) -> str:
    places = [
        area_words(str(key), catalogue)
        for item in question.follow_ups
        if item.kind == "areas"
        for key in _several(answer.fields.get(item.id))
    ]
    details = ", ".join(part for part in (question.described(answer), *places) if part)
    return f"{_WORDS[answer.answer]}: {details}" if details else _WORDS[answer.answer]


def _plain(answer: Answer) -> str:
    """An answer to a question no longer asked, its details by the names they were kept under."""
    details = ", ".join(
        f"{name.replace('_', ' ')} {' '.join(str(each) for each in _several(value))}"
        for name, value in answer.fields.items()
    )
    return f"{_WORDS[answer.answer]}: {details}" if details else _WORDS[answer.answer]


def _several(value: object) -> tuple[object, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, tuple | list) else (value,)
