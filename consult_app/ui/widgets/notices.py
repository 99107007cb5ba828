"""What stands in a place when there is nothing to show, something failed, or something waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from consult_app.ui.theme import RADIUS_SMALL, Outcome, current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import Painted, paint_box, paint_line, painter_for, speak
from consult_app.ui.widgets.states import StateIcon
from consult_app.ui.widgets.text import label

LISTED = 3
"""How many lines of a list are seen at once."""


class EmptyState(QFrame):
    """Icon, what is missing, and one action."""

    acted = Signal()

    def __init__(self, icon: str, title: str, line: str = "", action: str = "", *, primary: bool = False) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 18, 16, 16)
        column.setSpacing(4)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconView(icon, 28), 0, middle)
        column.addSpacing(4)
        column.addWidget(label(title, "strong"), 0, middle)
        if line:
            shown = label(line, "small", "second", wrap=True)
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(shown)
        if action:
            column.addSpacing(4)
            self.button = Button(action, "primary" if primary else "secondary")
            self.button.clicked.connect(self.acted)
            column.addWidget(self.button, 0, middle)
        speak(self, title, line)


class ErrorPanel(QFrame):
    """What happened, whether data is safe, what to do; Details holds the code and copies it."""

    acted = Signal(str)

    def __init__(self, title: str, line: str, actions: Sequence[tuple[str, str]] = (), details: str = "") -> None:
        super().__init__()
        self.setProperty("ground", "error")
        self._details = details
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 16, 18, 16)
        row.setSpacing(12)
        row.addWidget(StateIcon("do_not_treat", 22), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label(title, "strong", "do_not_treat", wrap=True))
        column.addWidget(label(line, "small", wrap=True))
        column.addSpacing(6)
        column.addLayout(self._buttons(actions))
        self._code = self._details_line()
        column.addWidget(self._code)
        row.addLayout(column, 1)
        speak(self, title, line)

    def _buttons(self, actions: Sequence[tuple[str, str]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for key, text in actions:
            button = Button(text, small=True)
            button.clicked.connect(lambda _checked=False, key=key: self.acted.emit(key))
            row.addWidget(button)
        if self._details:
            more = Button("Details", "quiet", small=True)
            more.clicked.connect(self._show_details)
            row.addWidget(more)
        row.addStretch()
        return row

    def _details_line(self) -> QLabel:
        shown = label("", "small", "second", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.hide()
        return shown

    def _show_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self._code.setText(f"{self._details} (copied)")
        self._code.show()


class NoticeLine(QFrame):
    """One line with an icon and one action: a locked record, changed rules, a draft that was found."""

    acted = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        line: str = "",
        action: str = "",
        *,
        outcome: Outcome | None = None,
        primary: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("ground", "found" if primary else "locked")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(StateIcon(outcome) if outcome else IconView(icon, 20, "accent" if primary else "second"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "strong" if line else "small", wrap=True))
        if line:
            words.addWidget(label(line, "small", "second", wrap=True))
        row.addLayout(words, 1)
        if action:
            self.button = Button(action, "primary" if primary else "quiet", small=True)
            self.button.clicked.connect(self.acted)
            row.addWidget(self.button)
        speak(self, title, line)


@dataclass(frozen=True)
class ChoiceView:
    """What a choice notice says: a title, a line, a list, and the choices as key and words, the first the usual one."""

    icon: str
    title: str
    line: str = ""
    items: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()


class ChoiceNotice(QFrame):
    """Says something calmly and offers what can be done about it; a long list scrolls, so that the page keeps room."""

    acted = Signal(str)

    def __init__(self, view: ChoiceView) -> None:
        super().__init__()
        self.setProperty("ground", "found")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop if view.items else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(IconView(view.icon, 20, "accent"), 0, top)
        row.addLayout(self._words(view), 1)
        for at, (key, text) in enumerate(view.choices):
            button = Button(text, "quiet" if at else "secondary", small=True)
            button.setObjectName(key)
            button.clicked.connect(lambda _checked=False, key=key: self.acted.emit(key))
            row.addWidget(button, 0, top)
        speak(self, view.title, view.line)

    def _words(self, view: ChoiceView) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(view.title, "strong" if view.line or view.items else "small", wrap=True))
        if view.line:
            words.addWidget(label(view.line, "small", "second", wrap=True))
        if view.items:
            words.addSpacing(6)
            words.addWidget(_list(view.items))
        return words


def _list(items: Sequence[str]) -> QWidget:
    """Lines that can be read and copied."""
    shown = QPlainTextEdit("\n".join(items))
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setAccessibleName("What differs")
    rows = min(len(items), LISTED)
    shown.setFixedHeight(rows * shown.fontMetrics().lineSpacing() + current_theme().px(24))
    return shown


class LoadingBars(Painted):
    """Still bars where rows will be; show them only after 300 ms."""

    def __init__(self, rows: int = 2) -> None:
        super().__init__()
        self._rows = rows
        speak(self, "Loading", "")

    def sizeHint(self) -> QSize:  # noqa: N802
        """Rows of 56."""
        return QSize(self.theme.px(320), self.theme.px(56 * self._rows))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint three still bars in each row."""
        painter, theme, rect = painter_for(self), self.theme, QRectF(self.rect())
        colours, row = theme.colours, theme.px(56)
        paint_box(painter, rect, colours.surface, colours.line, radius=8)
        for at in range(self._rows):
            top = at * row
            if at:
                paint_line(painter, QPointF(0, top), QPointF(rect.width(), top), colours.line)
            for left, share in ((16, 0.13), (rect.width() * 0.25, 0.27 if at % 2 else 0.33)):
                bar = QRectF(left, top + row / 2 - 6, rect.width() * share, 12)
                paint_box(painter, bar, colours.hover, radius=RADIUS_SMALL)
            paint_box(painter, QRectF(rect.width() - 88, top + row / 2 - 6, 72, 12), colours.hover, radius=RADIUS_SMALL)
        painter.end()
