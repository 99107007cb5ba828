"""The answers of a consultation in words, as they are handed over and read back."""

from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Consultation
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
    told = [_told(catalogue.questions[name], consultation.answers[name]) for name in known]
    return (*told, *(AnswerTold(name, _plain(consultation.answers[name])) for name in others))


def _told(question: Question, given: tuple[Answer, ...]) -> AnswerTold:
    words = [f"{_WORDS[one.answer]}{': ' + details if (details := question.described(one)) else ''}" for one in given]
    return AnswerTold(question.label, "; ".join(words))


def _plain(given: tuple[Answer, ...]) -> str:
    return "; ".join(_WORDS[one.answer] for one in given)
