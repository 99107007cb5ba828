"""Facts: what is known of a client, each with a value, known never to apply, or not known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from consult_app.clinical.conditions import NEVER, Unknown, Value, evaluate
from consult_app.clinical.consultation import Answer, FieldValue, overlaps
from consult_app.clinical.dates import day_of
from consult_app.clinical.questions import FollowUp, Question, denied

Values = tuple[Value | Unknown, ...]
NO = Answer(answer="no")


@dataclass(frozen=True)
class Facts:
    """All facts of one consultation day, seen from one answer and one area where those are bound.

    ``given`` holds the facts that are no answers (``client.…``, ``skin.…``, ``device.…``, ``area.…``), ``areas`` those
    of every requested area while rules are checked. Build with ``gather`` in ``consult_app.clinical.assessment``;
    conditions read it through ``values``.
    """

    as_of: date
    questions: Mapping[str, Question]
    answers: Mapping[str, tuple[Answer, ...]]
    given: Mapping[str, Values]
    requested: tuple[str, ...] = ()
    bound: Mapping[str, Answer] = field(default_factory=dict)
    areas: Mapping[str, Mapping[str, Values]] = field(default_factory=dict)
    _told: dict[str, Values] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The values of each fact, worked out when they are first asked for."""

    def bind(self, question: str, answer: Answer) -> "Facts":
        """The same facts seen from one of several answers to a question."""
        return replace(self, bound={**self.bound, question: answer})

    def in_area(self, given: Mapping[str, Values]) -> "Facts":
        """The same facts seen from one requested area."""
        return replace(self, given={**self.given, **given})

    def instances(self, question: str) -> tuple[Answer, ...]:
        """The answers to a question; empty when it was not asked."""
        answers = self.answers.get(question, ())
        if not answers and not self.applies(question):
            return (NO,)
        return answers

    @property
    def denied(self) -> frozenset[str]:
        """The questions whose only answer is no."""
        return frozenset(name for name, given in self.answers.items() if len(given) == 1 and given[0].answer == "no")

    def applies(self, question: str) -> bool:
        """Whether the question is to be asked, as far as is known."""
        ask_when = self.questions[question].ask_when
        if not self.questions[question].asked:
            return False
        return ask_when is None or evaluate(ask_when, self, self.as_of).value is not False

    def values(self, fact: str) -> Values:
        """All values of a fact, in the sense of ``conditions.FactSource``; KeyError for a fact nobody defines."""
        told = self._told.get(fact)
        if told is None:
            told = self._told[fact] = self.given[fact] if fact in self.given else self._answered(fact)
        return told

    def _answered(self, fact: str) -> Values:
        name, _, detail = fact.partition(".")
        question = self.questions[name]
        instances = (self.bound[name],) if name in self.bound else self.instances(name)
        if not instances:
            return (Unknown(name),)
        return tuple(value for answer in instances for value in self._of(question, answer, detail))

    def _of(self, question: Question, answer: Answer, detail: str) -> Values:
        if detail == "answer":
            return (answer.answer,)
        if not detail:
            return (answer.answer if answer.answer != "unsure" else Unknown(question.id),)
        if detail == "in_requested":
            return ("yes" if self._in_requested(answer) else "no",)
        follow_up = question.follow_up(detail)
        if follow_up is None:
            raise KeyError(f"{question.id}.{detail}")
        return self._detail(question, answer, follow_up)

    def _detail(self, question: Question, answer: Answer, follow_up: FollowUp) -> Values:
        if answer.answer == "no":
            return (NEVER,)
        if follow_up.id in answer.fields:
            return self._given(question, follow_up, answer.fields[follow_up.id])
        if follow_up.kind == "side" and (side := one_side(answer.areas)):
            return (side,)
        if answer.answer == "unsure":
            return (Unknown(question.id),)
        return (NEVER,) if self._beside_the_point(question, answer, follow_up) else (_missing(question, follow_up),)

    def _beside_the_point(self, question: Question, answer: Answer, follow_up: FollowUp) -> bool:
        if follow_up.when is None:
            return False
        return evaluate(follow_up.when, self.bind(question.id, answer), self.as_of).value is False

    def _given(self, question: Question, follow_up: FollowUp, value: FieldValue) -> Values:
        if follow_up.kind == "date":
            return (self._day(follow_up, str(value)) or _missing(question, follow_up),)
        if isinstance(value, tuple):
            return value or (NEVER,)
        return (_missing(question, follow_up) if value == "unsure" else value,)

    def _day(self, follow_up: FollowUp, text: str) -> date | None:
        """A usable day; one that lies ahead without leave is an input error and counts as not known."""
        try:
            day = day_of(text, self.as_of, follow_up.month_means)
        except ValueError:
            return None
        return None if day and day > self.as_of and not follow_up.ahead else day

    def _in_requested(self, answer: Answer) -> bool:
        return not answer.areas or any(overlaps(place, key) for place in answer.areas for key in self.requested)


def _missing(question: Question, follow_up: FollowUp) -> Unknown:
    return Unknown(f"{question.id}.{follow_up.id}", assumable=follow_up.kind != "date")


def one_side(places: Iterable[str]) -> str:
    """The side all places lie on, or an empty text."""
    sides = {place.partition(".")[2] for place in places}
    return sides.pop() if len(sides) == 1 else ""


def complete(
    answers: Mapping[str, tuple[Answer, ...]], questions: Mapping[str, Question], *, remaining_denied: bool
) -> dict[str, tuple[Answer, ...]]:
    """The answers by question id, aliases resolved; with ``remaining_denied`` what was not listed is a no."""
    known = {name if name in questions else _asked_as(name, questions): given for name, given in answers.items()}
    if not remaining_denied:
        return known
    filled = {name: tuple(denied(questions[name], one) for one in given) for name, given in known.items()}
    return {**dict.fromkeys(questions, (NO,)), **filled}


def _asked_as(name: str, questions: Mapping[str, Question]) -> str:
    return next((question.id for question in questions.values() if name in question.aliases), name)
