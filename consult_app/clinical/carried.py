"""A returning client's earlier answers: shown to be confirmed; nothing of them counts until they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer
from consult_app.clinical.dates import short_date
from consult_app.clinical.facts import complete
from consult_app.clinical.questions import Question
from consult_app.clinical.row_answers import row_answer

WORDS = {"yes": "Yes", "no": "No", "unsure": "Unsure"}


@dataclass(frozen=True)
class Carried:
    """The answers of an earlier consultation, by question id, and the day they were given.

    ``remaining_denied`` tells that there everything not listed was asked and denied.
    """

    as_of: date
    answers: Mapping[str, tuple[Answer, ...]]
    remaining_denied: bool = False


@dataclass(frozen=True)
class Earlier:
    """What a row said last time, in words; ``answers`` is what confirming it writes, empty where it is asked afresh."""

    words: str
    answers: Mapping[str, tuple[Answer, ...]]

    @property
    def may_confirm(self) -> bool:
        """Whether one act may confirm it; else it is information, and the row is asked afresh."""
        return bool(self.answers)


class EarlierAnswers:
    """The answers of one earlier consultation, read by today's questions."""

    def __init__(self, carried: Carried | None, catalogue: Catalogue, as_of: date, born: date | None) -> None:
        self._carried, self._as_of, self._born = carried, as_of, born
        self._afresh = frozenset(row.number for row in catalogue.rows if not row.carries_over)
        self._answers: Mapping[str, tuple[Answer, ...]] = (
            complete(carried.answers, catalogue.questions, remaining_denied=carried.remaining_denied) if carried else {}
        )

    @property
    def day(self) -> date | None:
        """The day they were given; None without any."""
        return self._carried.as_of if self._carried else None

    def row(self, questions: Sequence[Question]) -> Earlier | None:
        """What was said to a row of questions; None where nothing was.

        Only a plain yes or no to all of it can be confirmed, and only as today's questions still take it.
        """
        said = row_answer(questions, self._answers) if questions else ""
        if not said or self._carried is None:
            return None
        given = {question.id: self._answers.get(question.id, ()) for question in questions}
        words = f"Last time ({short_date(self._carried.as_of)}): {_told(questions, given, said)}"
        may = all(self._still_holds(question, given[question.id]) for question in questions)
        return Earlier(words, given if may else {})

    def _still_holds(self, question: Question, given: tuple[Answer, ...]) -> bool:
        return (
            question.row not in self._afresh
            and bool(given)
            and all(one.answer != "unsure" and not self._problem(question, one) for one in given)
        )

    def _problem(self, question: Question, answer: Answer) -> bool:
        """Whether a detail is no longer asked, or is not taken any more."""
        for name, value in answer.fields.items():
            item = question.follow_up(name)
            if item is None or item.problem(value, self._as_of, self._born):
                return True
        return False


def _told(questions: Sequence[Question], given: Mapping[str, tuple[Answer, ...]], said: str) -> str:
    """Yes with what it was and its details, No, or Unsure."""
    if said != "yes":
        return WORDS[said]
    parts = []
    for question in questions:
        for one in given[question.id]:
            if one.answer == "yes":
                details = question.described(one)
                name = question.label if len(questions) > 1 else ""
                parts.append(" ".join(part for part in (name, f"({details})" if name and details else details) if part))
    return ": ".join(part for part in ("Yes", "; ".join(part for part in parts if part)) if part)
