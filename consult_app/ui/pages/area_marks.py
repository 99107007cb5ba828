"""Marks of an area: its number in a ring, and the panel that says why it is held back."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from consult_app.ui.theme import RADIUS, Outcome
from consult_app.ui.widgets.painted import CENTRE, Painted, paint_box, paint_text, painter_for, speak
from consult_app.ui.widgets.states import StateIcon
from consult_app.ui.widgets.text import label, set_tone


class AreaNumber(Painted):
    """The number an area has on the body map, in the same ink."""

    def __init__(self) -> None:
        super().__init__()
        self._number = 0
        self._outcome: Outcome | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_number(self, number: int, outcome: Outcome | None) -> None:
        """Show a number, in the ink of an outcome where the area is held back."""
        self._number, self._outcome = number, outcome
        speak(self, f"Area {number}", "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as a line of the heading."""
        return QSize(self.theme.px(24), self.theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint ring and figure."""
        painter, theme, rect = painter_for(self), self.theme, QRectF(self.rect())
        ink = theme.state(self._outcome).ink if self._outcome else theme.colours.accent
        paint_box(painter, rect, theme.colours.surface, ink, width=2, radius=rect.width() / 2)
        paint_text(painter, rect, str(self._number), theme.font("small", bold=True), ink, align=CENTRE)
        painter.end()


class StatePanel(Painted):
    """An outcome in its own tint: the word, and in plain words what it means here."""

    def __init__(self) -> None:
        super().__init__()
        self._outcome: Outcome = "incomplete"
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 9, 13, 9)
        row.setSpacing(10)
        self._icon = StateIcon("incomplete", 20)
        self._word, self._text = label("", "small_strong", wrap=True), label("", "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._word)
        words.addWidget(self._text)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_state(self, outcome: Outcome, word: str, text: str) -> None:
        """Show an outcome, its word and what it means."""
        self._outcome = outcome
        self._icon.show_outcome(outcome)
        self._word.setText(word)
        set_tone(self._word, outcome)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        speak(self, word, text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the tinted ground."""
        painter, state = painter_for(self), self.theme.state(self._outcome)
        dashed = self._outcome == "incomplete"
        paint_box(painter, QRectF(self.rect()), state.tint, state.line, radius=self.theme.px(RADIUS), dashed=dashed)
        painter.end()
