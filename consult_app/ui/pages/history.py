"""Health history: what the client is asked, row by row, with what each answer leads to."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from consult_app.clinical.carried import EarlierAnswers
from consult_app.clinical.workflow import PRACTITIONER_STEPS
from consult_app.ui.consultation.places import places
from consult_app.ui.consultation.views import row_states
from consult_app.ui.page import KeyHint, StepPage
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.detail_fields import Setting
from consult_app.ui.widgets.question_block import FormView
from consult_app.ui.widgets.question_form import QuestionForm, form_rows
from consult_app.ui.widgets.sheet_head import SheetHead

LARGEST_WIDTH = 960
KEPT_IN_VIEW = 72


class HistoryPage(StepPage):
    """Step 2."""

    step = "history"
    title = "Health history"
    parts = frozenset({"client", "answers", "areas", "skin", "device", "anaesthetic", "remaining_answers"})
    has_rail = True
    hints = (
        KeyHint(("↑", "↓"), "Move"),
        KeyHint(("Y", "N", "U"), "Answer"),
        KeyHint(("Tab",), "Details"),
        KeyHint(("Ctrl", "S"), "Save now"),
    )

    def __init__(self, state: ConsultationState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        catalogue = state.catalogue
        rows = [row for row in catalogue.rows if row.number not in PRACTITIONER_STEPS]
        self.head, self.form = SheetHead(self.title), QuestionForm(form_rows(rows, catalogue))
        self.form.setMaximumWidth(LARGEST_WIDTH)
        self.form.changed.connect(lambda answers: state.update(answers=answers))
        self.form.swept.connect(self._say_swept)
        self.form.confirmed.connect(self._say_confirmed)
        self.form.finished.connect(self.done)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.form)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._keep_in_view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._scroll, 1)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        self.refresh()

    def refresh(self) -> None:
        """Show the answers, and what each row leads to."""
        state, consultation = self.state, self.state.consultation
        setting = Setting(consultation.as_of, consultation.client.date_of_birth, places(consultation, state.catalogue))
        facts = state.assessment.facts if state.assessment else None
        states = row_states(self.form.rows, state.summary)
        self.form.show_view(FormView(consultation.answers, setting, facts, states, self._earlier()))
        self.head.show_progress(*self.form.progress())

    def first_focus(self) -> QWidget:
        """The first question without an answer."""
        return self.form.first_blank()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Details of a Yes that was taken back are dropped when the page is left."""
        super().hideEvent(event)
        self.form.forget()

    def show_question(self, name: str) -> bool:
        """Bring a question or one of its details into view and focus it."""
        return self.form.show_question(name) is not None

    def commit(self) -> None:
        """Hand over what is still being typed."""
        self.form.flush()

    def _say_swept(self, _group: str, count: int) -> None:
        self.toast.emit(f"{count} answer{'' if count == 1 else 's'} set to No", True)

    def _say_confirmed(self, count: int) -> None:
        self.toast.emit(f"{count} answer{'' if count == 1 else 's'} confirmed as last time", True)

    def _earlier(self) -> EarlierAnswers | None:
        """The answers of the client's consultation before; a finished one shows only its own."""
        state = self.state
        if state.carried is None or state.is_read_only:
            return None
        value = state.consultation
        return EarlierAnswers(state.carried, state.catalogue, value.as_of, value.client.date_of_birth)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Keep the focused row in sight, with the rows around it."""
        if new is not None and self.form.isAncestorOf(new):
            self._settled.start()

    def _keep_in_view(self) -> None:
        """Only once what just opened has its place, else the wrong part would be shown."""
        here = self.form.focusWidget()
        if here is not None and here.hasFocus():
            self._scroll.ensureWidgetVisible(here, 0, KEPT_IN_VIEW)
