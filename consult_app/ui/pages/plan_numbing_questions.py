"""The questions about numbing cream, asked on the session plan once a cream is planned."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.clinical.workflow import NUMBING_ROW
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.detail_fields import Setting
from consult_app.ui.widgets.question_block import FormView
from consult_app.ui.widgets.question_form import Answers, QuestionForm, form_rows


class NumbingQuestions(QWidget):
    """Writes its answers beside all others; hidden where no cream is planned, for then nobody asks."""

    def __init__(self, state: ConsultationState) -> None:
        super().__init__()
        self.setObjectName("numbing_questions")
        self._state = state
        rows = tuple(row for row in state.catalogue.rows if row.number == NUMBING_ROW)
        self.form = QuestionForm(form_rows(rows, state.catalogue))
        self.form.changed.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to ask: a cream is planned and the protocol asks about it."""
        return self._state.consultation.anaesthetic is not None and bool(self.form.rows)

    def show_answers(self) -> None:
        """Show the answers as they are now."""
        consultation, assessment = self._state.consultation, self._state.assessment
        names = self._state.catalogue.areas
        places = tuple((area.key, names[area.id].name(area.side)) for area in consultation.areas)
        setting = Setting(consultation.as_of, consultation.client.date_of_birth, places)
        facts = assessment.facts if assessment else None
        self.form.show_view(FormView(consultation.answers, setting, facts))

    def show_question(self, name: str) -> QWidget | None:
        """Focus a question of this form; None when it is not in it or no cream is planned."""
        return self.form.show_question(name) if self.is_asked else None

    def commit(self) -> None:
        """Hand over text that is still being typed."""
        self.form.flush()

    def _keep(self, answers: Answers) -> None:
        self._state.update(answers=answers)
