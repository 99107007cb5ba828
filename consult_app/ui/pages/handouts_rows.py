"""The list of documents: one row each with its state, moved through with the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.pages.handouts_list import Handout, HandoutState
from consult_app.ui.theme import Tone, current_theme
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import paint_box, painter_for, speak
from consult_app.ui.widgets.spoken_button import speak_as_button
from consult_app.ui.widgets.text import label, restyle, set_tone

LOOKS: dict[HandoutState, tuple[str, Tone]] = {
    "ready": ("check", "treat"),
    "needs": ("state_precautions", "precautions"),
    "locked": ("lock", "second"),
    "not_needed": ("minus", "second"),
    "sign": ("sign", "precautions"),
    "signed": ("check", "treat"),
}


class HandoutRow(QFrame):
    """One document: icon, title, a line about it, and its state in a word."""

    wanted = Signal(str)
    moved = Signal(int)

    def __init__(self, handout: Handout) -> None:
        super().__init__()
        self.setObjectName(f"handout_{handout.id}")
        self.setProperty("ground", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(current_theme().px(72))
        self.handout = handout
        self._title, self._line = label("", "body", wrap=True), label("", "small", "second", wrap=True)
        self._icon, self._mark, self._words = (
            IconView(handout.icon, 20),
            IconView("check", 16),
            label("", "small_strong"),
        )
        words, row = QVBoxLayout(), QHBoxLayout(self)
        middle = Qt.AlignmentFlag.AlignVCenter
        words.setContentsMargins(8, 0, 0, 0)
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._line)
        words.addStretch()
        row.setSpacing(6)
        row.addWidget(self._icon, 0, middle)
        row.addLayout(words, 1)
        row.addWidget(self._mark, 0, middle)
        row.addWidget(self._words, 0, middle)
        self.set_narrow(False)
        speak_as_button(self, lambda: self.wanted.emit(self.handout.id))
        self.show_handout(handout, chosen=False)

    def show_handout(self, handout: Handout, *, chosen: bool) -> None:
        """Show the document's state, and whether it is the one in the preview."""
        self.handout = handout
        mark, tone = LOOKS[handout.state]
        self._title.setText(handout.title)
        self._line.setText(handout.line)
        self._mark.show_icon(mark, tone)
        self._words.setText(handout.words)
        set_tone(self._words, tone)
        self._line.setVisible(bool(handout.line))
        self._title.setProperty("look", "strong" if chosen else "body")
        restyle(self._title)
        self.setProperty("active", "true" if chosen else "false")
        restyle(self)
        said = [handout.words, handout.line, handout.why if handout.why != handout.line else ""]
        speak(self, handout.title, ". ".join(part for part in ("Shown" if chosen else "", *said) if part))

    def set_narrow(self, narrow: bool) -> None:
        """Keep title and state, drop the icon, where there is little room."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(*((12, 6, 8, 6) if narrow else (24, 6, 16, 6)))
        self._icon.setVisible(not narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down move through the list, Enter and Space show the document."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit(self.handout.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click shows the document."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.wanted.emit(self.handout.id)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The keyboard went on."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """A bar marks the document shown, a border the keyboard."""
        super().paintEvent(event)
        painter, theme = painter_for(self), current_theme()
        if self.property("active") == "true":
            left = self.width() - 3 if self.isRightToLeft() else 0
            paint_box(painter, QRectF(left, 0, 3, self.height()), theme.colours.accent)
        if self.hasFocus():
            paint_box(painter, QRectF(self.rect()), "", theme.colours.focus, width=2)
        painter.end()


class HandoutList(QWidget):
    """The rows in order; ``chosen`` names the document to show."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, HandoutRow] = {}
        self._narrow = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_handouts(self, shown: Sequence[Handout], chosen: str) -> None:
        """Show the documents; rows that stay keep the keyboard."""
        if list(self.rows) != [handout.id for handout in shown]:
            self._make_rows(shown)
        for handout in shown:
            self.rows[handout.id].show_handout(handout, chosen=handout.id == chosen)

    def set_narrow(self, narrow: bool) -> None:
        """Lay the rows out for the smallest window."""
        self._narrow = narrow
        for row in self.rows.values():
            row.set_narrow(narrow)

    def _make_rows(self, shown: Sequence[Handout]) -> None:
        for old in self.rows.values():
            old.hide()
            old.deleteLater()
        self.rows = {handout.id: HandoutRow(handout) for handout in shown}
        for name, row in self.rows.items():
            self._column.addWidget(row)
            row.set_narrow(self._narrow)
            row.wanted.connect(self.chosen)
            row.moved.connect(lambda step, name=name: self._move(name, step))

    def _move(self, name: str, step: int) -> None:
        names = list(self.rows)
        at = names.index(name) + step
        if 0 <= at < len(names):
            self.rows[names[at]].setFocus(Qt.FocusReason.OtherFocusReason)
            self.chosen.emit(names[at])
