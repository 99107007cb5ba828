"""The six outcomes as icon and word: bare, as a chip, and as an area's card."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.icons import paint_icon
from consult_app.ui.theme import RADIUS, Outcome
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import Painted, paint_box, paint_text, painter_for, speak
from consult_app.ui.widgets.text import Look, label, set_tone


class StateIcon(IconView):
    """The icon of one outcome, named for screen readers by its word."""

    def __init__(self, outcome: Outcome, size: int = 18) -> None:
        super().__init__(f"state_{outcome}", size, outcome)
        speak(self, self.theme.state(outcome).word, "")

    def show_outcome(self, outcome: Outcome) -> None:
        """Show another outcome."""
        self.show_icon(f"state_{outcome}", outcome)
        speak(self, self.theme.state(outcome).word, "")


class StateLabel(QWidget):
    """Icon and words in the state's ink, on whatever ground it stands."""

    def __init__(
        self, outcome: Outcome, text: str = "", *, look: Look = "small_strong", icon_size: int = 16, wrap: bool = False
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._icon, self._text = StateIcon(outcome, icon_size), label("", look, outcome, wrap=wrap)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1 if wrap else 0)
        if not wrap:
            row.addStretch()
        self.show_state(outcome, text)

    def show_state(self, outcome: Outcome, text: str = "") -> None:
        """Show an outcome, in its own word or in a fuller text such as "Defer until 12 Mar 2027"."""
        words = text or self._icon.theme.state(outcome).word
        self._icon.show_outcome(outcome)
        self._text.setText(words)
        set_tone(self._text, outcome)
        speak(self, words, "")


class StateChip(Painted):
    """A pill with tint and edge; on plain ground it may go without the tint."""

    def __init__(self, outcome: Outcome, text: str = "", *, icon: str = "", tinted: bool = True) -> None:
        super().__init__()
        self._outcome, self._icon, self._tinted = outcome, icon, tinted
        self._text = text or self.theme.state(outcome).word
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        speak(self, self._text, "")

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The icon and a few letters; what is left out is said when pointed at."""
        return QSize(min(self.sizeHint().width(), self.theme.px(96)), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Offer the words to the pointer while some of them are out of sight."""
        super().resizeEvent(event)
        self.setToolTip(self._text if self.width() < self.sizeHint().width() else "")

    def sizeHint(self) -> QSize:  # noqa: N802
        """Icon, words and room around them."""
        width = QFontMetrics(self.theme.font("small", bold=True)).horizontalAdvance(self._text)
        return QSize(width + self.theme.px(48), self.theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground, icon and words."""
        painter, theme = painter_for(self), self.theme
        state, whole = theme.state(self._outcome), QRectF(self.rect())
        ground = state.tint if self._tinted else theme.colours.surface
        dashed = self._outcome == "incomplete"
        paint_box(painter, whole, ground, state.line, radius=theme.px(RADIUS), dashed=dashed)
        side = theme.px(18)
        icon_rect = QRectF(theme.px(9), (self.height() - side) / 2, side, side)
        paint_icon(painter, self._icon or state.icon, icon_rect, state.ink, ground)
        text_rect, font = whole.adjusted(theme.px(35), 0, -theme.px(6), 0), theme.font("small", bold=True)
        shown = QFontMetrics(font).elidedText(self._text, Qt.TextElideMode.ElideRight, round(text_rect.width()))
        paint_text(painter, text_rect, shown, font, state.ink)
        painter.end()


@dataclass(frozen=True)
class AreaChipView:
    """One area's outcome: its name, the outcome and its words, and a second line where two things apply."""

    area: str
    outcome: Outcome
    words: str = ""
    second_line: str = ""


class AreaChip(Painted):
    """The outcome of one area, as a card."""

    def __init__(self, view: AreaChipView) -> None:
        super().__init__()
        self._view = view
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        words = view.words or self.theme.state(view.outcome).word
        lines = [label(view.area, "small", wrap=True), label(words, "small_strong", view.outcome, wrap=True)]
        if view.second_line:
            lines.append(label(view.second_line, "small", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 4, 8, 4)
        row.setSpacing(10)
        row.addWidget(StateIcon(view.outcome, 20))
        column = QVBoxLayout()
        column.setSpacing(0)
        for line in lines:
            column.addWidget(line)
        row.addLayout(column, 1)
        speak(self, view.area, ". ".join(part for part in (words, view.second_line) if part))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the tinted card."""
        painter, theme = painter_for(self), self.theme
        state = theme.state(self._view.outcome)
        dashed = self._view.outcome == "incomplete"
        paint_box(painter, QRectF(self.rect()), state.tint, state.line, radius=theme.px(RADIUS), dashed=dashed)
        painter.end()
