"""The health history as a blank form: every row with its questions, in the order they are asked."""

from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.questions import Question, Row


@dataclass(frozen=True)
class FormRow:
    """One row of the health history with the questions it covers."""

    row: Row
    questions: tuple[Question, ...]


def form_rows(catalogue: Catalogue) -> tuple[FormRow, ...]:
    """Every row that is asked, in order."""
    by_row: dict[int, list[Question]] = {}
    for question in catalogue.questions.values():
        by_row.setdefault(question.row, []).append(question)
    return tuple(FormRow(row, tuple(by_row.get(row.number, ()))) for row in catalogue.rows)
