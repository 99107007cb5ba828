"""A row of a list on Today: when, who, what matters, and where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.large_text import is_large
from consult_app.ui.theme import RADIUS, Outcome, Tone, current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.elided import Elided
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import paint_box, painter_for, speak
from consult_app.ui.widgets.spoken_button import speak_as_button
from consult_app.ui.widgets.states import StateIcon
from consult_app.ui.widgets.text import Look, label, rule

LEAD_WIDTH, NAME_WIDTH = 88, 236
_TEXT: Tone = "text"
_SECOND: Tone = "second"


@dataclass(frozen=True)
class RowView:
    """What a row shows: a time or day, the name with a second line, and what matters with its state."""

    key: str
    name: str
    lead: str = ""
    line: str = ""
    matter: str = ""
    outcome: Outcome | None = None
    lead_is_time: bool = False


class ListRow(QWidget):
    """A row that opens with a click or Enter."""

    opened = Signal(str)

    def __init__(self, view: RowView, height: int) -> None:
        super().__init__()
        self.view = view
        self.setObjectName(f"open_{view.key}")
        self.setMinimumHeight(current_theme().px(height))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.fill(view)
        speak(self, view.name, ", ".join(part for part in (view.lead, view.line, view.matter) if part))
        speak_as_button(self, lambda: self.opened.emit(self.view.key))

    def fill(self, view: RowView) -> None:
        """Lay out what the row shows."""
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 16, 4)
        row.setSpacing(0)
        if view.lead:
            look: Look = "heading" if view.lead_is_time else "small"
            row.addWidget(_wide(label(view.lead, look, "text" if view.lead_is_time else "second"), LEAD_WIDTH))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch()
        names.addWidget(_name(view.name, "strong"))
        if view.line:
            names.addWidget(_name(view.line, "small", "second"))
        row.addLayout(names, 1)
        matter = _matter(view)
        if is_large():
            names.addLayout(matter)
        else:
            row.addSpacing(12)
            row.addLayout(matter, 2)
        names.addStretch()
        row.addWidget(IconView("chevron_right", 18))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Space open, Up and Down move."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.view.key)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click opens."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.view.key)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Show that the row can be clicked."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: object) -> None:  # noqa: N802
        """Take that back."""
        super().leaveEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the focus mark away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint hover and focus."""
        painter, colours = painter_for(self), current_theme().colours
        rect = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.underMouse():
            paint_box(painter, rect, colours.hover, radius=RADIUS)
        if self.hasFocus():
            paint_box(painter, rect, "", colours.focus, width=2, radius=RADIUS)
        painter.end()


class StackedRow(ListRow):
    """A row for a narrow column: name, line and what matters under each other."""

    def fill(self, view: RowView) -> None:
        """The words, and the sign that the row opens."""
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 12, 8)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(view.name, "strong", wrap=True))
        for text, tone in ((view.line, _TEXT), (view.matter, _SECOND)):
            if text:
                words.addWidget(label(text, "small", tone, wrap=True))
        row.addLayout(words, 1)
        row.addWidget(IconView("chevron_right", 18))


class EligibleRow(QWidget):
    """A client whose wait is over, with the button that asks everything again."""

    recheck_wanted = Signal(str)

    def __init__(self, view: RowView) -> None:
        super().__init__()
        self.view = view
        self.setMinimumHeight(current_theme().px(72))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        names = QVBoxLayout()
        names.setSpacing(0)
        for part in (Elided(view.name, "strong"), Elided(view.line, "small"), Elided(view.matter, "small", "second")):
            names.addWidget(part)
        row.addLayout(names, 1)
        button = Button("Recheck")
        button.setObjectName(f"recheck_{view.key}")
        button.setAccessibleName(f"Recheck {view.name}")
        button.clicked.connect(lambda: self.recheck_wanted.emit(view.key))
        row.addWidget(button)


class Card(QFrame):
    """Rows on a card, parted by lines."""

    def __init__(self, rows: Sequence[QWidget]) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for at, row in enumerate(rows):
            if at:
                column.addWidget(rule())
            column.addWidget(row)


def _name(text: str, look: Look, tone: Tone = "text") -> QWidget:
    """One line as wide as its column: so the columns of a list stand under each other, whatever stands in them."""
    part = _wide(Elided(text, look, tone), 0 if is_large() else NAME_WIDTH)
    part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return part


def _matter(view: RowView) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    if view.outcome:
        row.addWidget(StateIcon(view.outcome))
    row.addWidget(label(view.matter, wrap=True), 1)
    return row


def _wide(part: QWidget, width: int) -> QWidget:
    part.setMinimumWidth(current_theme().px(width))
    return part
