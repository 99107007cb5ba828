"""Questions answered on the safety check: those on consent, and any open question asked in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.workflow import PRACTITIONER_STEPS
from consult_app.ui.consultation.places import places
from consult_app.ui.consultation.views import row_states
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.detail_fields import Setting
from consult_app.ui.widgets.question_block import FormRow, FormView
from consult_app.ui.widgets.question_form import QuestionForm, form_rows
from consult_app.ui.widgets.text import label

CONSENT_ROW = next(row for row, step in PRACTITIONER_STEPS.items() if step == "safety")


def form_view(form: QuestionForm, state: ConsultationState) -> FormView:
    """What a form shows of the consultation."""
    case = state.consultation
    setting = Setting(case.as_of, case.client.date_of_birth, places(case, state.catalogue))
    facts = state.assessment.facts if state.assessment else None
    return FormView(case.answers, setting, facts, row_states(form.rows, state.summary))


class ConsentQuestions(QFrame):
    """Is consent possible today, are the goals realistic: each question in its own words."""

    changed = Signal(object)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        row = next((row for row in catalogue.rows if row.number == CONSENT_ROW), None)
        asked = [question for question in catalogue.questions.values() if question.row == CONSENT_ROW]
        rows = [
            FormRow(f"{row.number}_{q.id}", q.label, q.text, row.group, row.group_label, q.critical, (q,))
            for q in asked
            if row
        ]
        self.form = QuestionForm(rows, with_heads=False)
        head = QFrame()
        head.setProperty("ground", "group")
        line = QHBoxLayout(head)
        line.setContentsMargins(24, 8, 24, 8)
        line.addWidget(label("Consent today", "strong"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.form)
        self.form.changed.connect(self.changed)
        if not rows:
            self.hide()

    def show_state(self, state: ConsultationState) -> None:
        """Show the answers as they are."""
        self.form.show_view(form_view(self.form, state))

    def show_question(self, name: str) -> QWidget | None:
        """Focus a question; None when it is not one of these."""
        return self.form.show_question(name)

    def flush(self) -> None:
        """Keep what is typed now."""
        self.form.flush()


class AnswerPanel(QFrame):
    """An open question of the health history, asked in place; it stays open until it is closed."""

    changed = Signal(object)
    closed = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.setObjectName("answer_panel")
        self._catalogue, self.form = catalogue, QuestionForm((), with_heads=False)
        close = Button("Close", small=True)
        close.setObjectName("close_answer")
        close.setAccessibleName("Close the question")
        close.clicked.connect(self._close)
        head = QHBoxLayout()
        head.setContentsMargins(24, 4, 24, 4)
        head.addWidget(label("Answer now", "small_strong", "second"), 1)
        head.addWidget(close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(self.form)
        self.hide()

    def ask(self, name: str, state: ConsultationState) -> bool:
        """Ask an open question or its missing detail; False when it is answered on another step."""
        question = self._catalogue.questions.get(name.partition(".")[0])
        if question is None or question.row in PRACTITIONER_STEPS:
            return False
        rows = [row for row in self._catalogue.rows if row.number == question.row]
        shown = [row for row in form_rows(rows, self._catalogue) if question in row.questions]
        self._replace(QuestionForm(shown, with_heads=False))
        self.form.show_view(form_view(self.form, state))
        self.show()
        self.form.show_question(name)
        return True

    def show_state(self, state: ConsultationState) -> None:
        """Show the answers as they are, while a question is asked."""
        if not self.isHidden():
            self.form.show_view(form_view(self.form, state))

    def flush(self) -> None:
        """Keep what is typed now."""
        self.form.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes; what was answered stays."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _replace(self, form: QuestionForm) -> None:
        self.form.hide()
        self.form.deleteLater()
        self.form = form
        self._column.addWidget(form)
        form.changed.connect(self.changed)

    def _close(self) -> None:
        self.form.flush()
        self.hide()
        self.closed.emit()
