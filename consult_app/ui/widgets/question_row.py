"""The rows of a questionnaire: a group's head, a question with its answer, and the details that follow."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.large_text import is_large
from consult_app.ui.theme import Outcome
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.flow import Flow
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import Painted, Scaled, paint_line, painter_for, speak
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label, restyle

SHEET_PADDING = 24


class GroupHead(Scaled):
    """A group's name, how much of it is answered, and one act for all that is left."""

    none_apply_wanted = Signal()
    confirm_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("ground", "group")
        self.set_scaled_height(48)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._name = name
        row = QHBoxLayout(self)
        row.setContentsMargins(SHEET_PADDING, 3, SHEET_PADDING, 3)
        row.setSpacing(12)
        self._count = label("", "small", "second")
        self._done_icon, self._done = IconView("check", 18, "treat"), label("All answered", "small", "second")
        self._none = Button("None of the remaining apply", small=True)
        self._confirm = Button("As last time", small=True)
        self._none.clicked.connect(self.none_apply_wanted)
        self._confirm.clicked.connect(self.confirm_wanted)
        row.addWidget(label(name, "strong", wrap=is_large()), 1 if is_large() else 0)
        row.addWidget(self._count)
        acts = Flow(12, to_right=True)
        for part in (self._confirm, self._none, self._done_icon, self._done):
            acts.addWidget(part)
        row.addLayout(acts, 1)
        self.show_progress(0, 0)

    def show_progress(self, answered: int, total: int, *, confirm: str = "") -> None:
        """Show how many are answered; `confirm` names earlier answers, as in "As on 15 Jun 2026"."""
        complete = answered >= total
        words = f"{answered} of {total}"
        # Beside two buttons there is room for the figures alone; they are spoken whole.
        self._count.setText(words if confirm and not complete else f"{words} answered")
        self._none.setVisible(not complete)
        self._confirm.setText(confirm)
        self._confirm.setAccessibleName(f"{confirm}: confirm the earlier answers of {self._name}")
        self._confirm.setVisible(bool(confirm) and not complete)
        self._done.setVisible(complete and total > 0)
        self._done_icon.setVisible(complete and total > 0)
        speak(self, self._name, f"{words} answered")


class QuestionRow(Scaled):
    """A question on the left, its answer on the right, and under it what the answer means, or what it was last time."""

    moved = Signal(int)
    confirm_wanted = Signal()

    def __init__(self, question: str, answer: QWidget, *, detail: str = "") -> None:
        super().__init__()
        self.setProperty("ground", "row")
        self.setProperty("active", "false")
        self.answer = answer
        self._state: StateLabel | None = None
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if is_large() else QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(SHEET_PADDING, 3, SHEET_PADDING, 8 if is_large() else 3)
        row.setSpacing(8 if is_large() else 16)
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._words.addStretch()
        self._words.addWidget(label(question, wrap=True))
        self._detail = label(detail, "small", "second", wrap=True)
        if not detail:
            self._detail.hide()
        self._words.addWidget(self._detail)
        self._earlier, self._confirm = label("", "small_strong", "second", wrap=True), Button("Confirm", small=True)
        self._earlier.hide()
        self._confirm.hide()
        self._confirm.clicked.connect(self.confirm_wanted)
        self._words.addWidget(self._earlier)
        self._words.addStretch()
        row.addLayout(self._words, 1)
        side = Qt.AlignmentFlag.AlignLeft if is_large() else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._confirm, 0, side)
        row.addWidget(answer, 0, side)
        self._set_height()
        self.setFocusProxy(answer)
        focus_changed = getattr(answer, "focus_changed", None)
        if focus_changed is not None:
            focus_changed.connect(self.set_active)

    def set_active(self, active: bool) -> None:
        """Tint the row while its answer has the keyboard."""
        self.setProperty("active", "true" if active else "false")
        restyle(self)

    def show_detail(self, text: str) -> None:
        """Show a second line under the question."""
        self._detail.setText(text)
        self._detail.setVisible(bool(text))
        self._set_height()

    def show_earlier(self, words: str, *, may_confirm: bool = False) -> None:
        """Show what was said last time, with a button to confirm it where one act may, or nothing."""
        self._earlier.setText(words)
        self._earlier.setVisible(bool(words))
        self._confirm.setAccessibleName(f"Confirm: {words}" if words else "Confirm")
        self._confirm.setVisible(bool(words) and may_confirm)
        self._set_height()

    def show_state(self, outcome: Outcome | None, words: str = "") -> None:
        """Say under the question what its answer leads to, or nothing."""
        if outcome and self._state is None:
            self._state = StateLabel(outcome, words, wrap=True)
            self._words.insertWidget(self._words.count() - 1, self._state)
        if self._state is not None:
            self._state.setVisible(outcome is not None)
            if outcome:
                self._state.show_state(outcome, words)
        self._set_height()

    def _set_height(self) -> None:
        second = not (self._detail.isHidden() and self._earlier.isHidden())
        second = second or (self._state is not None and not self._state.isHidden())
        self.set_scaled_height(56 if second else 48)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down ask for the row before or after."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            event.ignore()


class FollowUpRow(Scaled):
    """The details a Yes asks for, joined to the question above by an elbow line."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "row")
        self.set_scaled_height(56)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(SHEET_PADDING, 4, SHEET_PADDING, 4)
        row.setSpacing(8)
        row.addWidget(_Elbow())
        self._fields = Flow(16)
        row.addLayout(self._fields, 1)

    def add(self, part: QWidget) -> None:
        """Put a field at the end of the row."""
        self._fields.addWidget(part)


class _Elbow(Painted):
    """The line from the question above to the first detail."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFixedWidth(12)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, ink = painter_for(self), self.theme.colours.line_strong
        rect = QRectF(self.rect())
        middle = rect.center().y()
        paint_line(painter, QPointF(3.5, 0), QPointF(3.5, middle), ink)
        paint_line(painter, QPointF(3.5, middle), QPointF(12, middle), ink)
        painter.end()
