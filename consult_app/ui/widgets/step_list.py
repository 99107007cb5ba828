"""The steps of the consultation down the left edge; any of them can be opened at any time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.icons import paint_icon
from consult_app.ui.large_text import is_large
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.painted import CENTRE, paint_box, paint_line, paint_text, painter_for, speak

WIDE, NARROW = 216, 64
_ROW, _RING, _CENTRE_X = 56, 28, 30
_LOWEST, _BETWEEN = 40, 4


@dataclass(frozen=True)
class StepView:
    """One step: its id and name, one line on how it stands, and whether something is missing in it."""

    step: str
    name: str
    status: str
    state: Literal["open", "done", "gap"] = "open"


class _Step(QPushButton):
    """One row; a push button to keyboard and screen reader."""

    def __init__(self, view: StepView, number: int, *, first: bool, last: bool) -> None:
        super().__init__()
        self.view, self._number, self._first, self._last = view, number, first, last
        self.current, self.narrow = False, False
        self.setFlat(True)
        self.setProperty("look", "painted")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_view(self, view: StepView, *, current: bool, narrow: bool) -> None:
        self.view, self.current, self.narrow = view, current, narrow
        place = f"Step {self._number}{', current' if current else ''}. {view.status}"
        self.setToolTip(f"{view.name}: {view.status}" if narrow else "")
        speak(self, view.name, place)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(NARROW, current_theme().px(_ROW))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """In a low window the rows move together, as long as a finger can tell them apart."""
        return QSize(NARROW, _LOWEST)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, theme = painter_for(self), current_theme()
        rect = QRectF(self.rect())
        if self.current:
            self._paint_current(painter, rect)
        elif self.underMouse():
            paint_box(painter, rect.adjusted(8, 2, -8, -2), theme.colours.hover, radius=theme.px(6))
        self._paint_ring(painter)
        if not self.narrow:
            self._paint_words(painter)
        if self.hasFocus():
            paint_box(painter, rect.adjusted(8, 2, -4, -2), "", theme.colours.focus, width=2, radius=theme.px(6))
        painter.end()

    def _paint_current(self, painter: QPainter, rect: QRectF) -> None:
        """The current step lies on the sheet, open towards it."""
        theme = current_theme()
        beyond = theme.px(12)
        shown = rect.adjusted(8, 0, 0, 0)
        painter.save()
        painter.setClipRect(shown)
        paint_box(
            painter, shown.adjusted(0, 0, beyond, 0), theme.colours.surface, theme.colours.line, radius=theme.px(6)
        )
        painter.restore()

    def _paint_ring(self, painter: QPainter) -> None:
        theme = current_theme()
        colours, side = theme.colours, min(theme.px(_RING), self.height() - _BETWEEN, self.width() - 4 * _BETWEEN)
        centre = QPointF(self.width() / 2 if self.narrow else theme.px(_CENTRE_X), self.height() / 2)
        top, bottom = centre.y() - side / 2, centre.y() + side / 2
        if not self._first:
            paint_line(painter, QPointF(centre.x(), 0), QPointF(centre.x(), top), colours.line, 1)
        if not self._last:
            paint_line(painter, QPointF(centre.x(), bottom), QPointF(centre.x(), self.height()), colours.line, 1)
        ring = QRectF(centre.x() - side / 2, top, side, side)
        if self.view.state == "done" and not self.current:
            paint_box(painter, ring, colours.accent, radius=side / 2)
            paint_icon(painter, "check", ring.adjusted(6, 6, -6, -6), colours.on_accent, colours.accent)
            return
        edge = colours.accent if self.current else colours.line_strong
        dashed = self.view.state == "gap" and not self.current
        pen = QPen(QColor(edge), 2 if self.current else 1)
        if dashed:
            pen.setDashPattern([3, 2.5])
        painter.setPen(pen)
        painter.setBrush(QColor(colours.surface if self.current else colours.canvas))
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
        ink = colours.accent if self.current else colours.text_2
        paint_text(painter, ring, str(self._number), theme.font("small", bold=True), ink, align=CENTRE)

    def _paint_words(self, painter: QPainter) -> None:
        theme = current_theme()
        left, line = theme.px(56), theme.px(20)
        name = QRectF(left, self.height() / 2 - line, self.width() - left - 2, line)
        status = QRectF(left, self.height() / 2, self.width() - left - 2, theme.px(18))
        paint_text(painter, name, self.view.name, theme.font(bold=self.current), theme.colours.text)
        if self.view.state == "gap":
            side, unknown = theme.px(14), theme.state("incomplete")
            paint_icon(
                painter, unknown.icon, QRectF(left, status.center().y() - side / 2, side, side), unknown.ink, "none"
            )
            status.setLeft(left + side + theme.px(4))
        paint_text(painter, status, self.view.status, theme.font("small"), theme.colours.text_2)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down move between the steps, Enter opens."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class StepList(QWidget):
    """Shows the steps; emits the id of the one asked for."""

    opened = Signal(str)

    def __init__(self, steps: Sequence[StepView], current: str = "") -> None:
        super().__init__()
        self._narrow, self._current = False, current
        self.setAccessibleName("Steps")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8 if is_large() else 16, 0, 8 if is_large() else 16)
        column.setSpacing(0)
        self._rows: list[_Step] = []
        for at, view in enumerate(steps):
            row = _Step(view, at + 1, first=at == 0, last=at == len(steps) - 1)
            row.clicked.connect(lambda _checked=False, row=row: self.opened.emit(row.view.step))
            self._rows.append(row)
            column.addWidget(row)
        column.addStretch()
        self.set_narrow(False)

    def show_steps(self, steps: Sequence[StepView], current: str) -> None:
        """Show how the steps stand now."""
        self._current = current
        for row, view in zip(self._rows, steps, strict=True):
            row.show_view(view, current=view.step == current, narrow=self._narrow)

    def set_narrow(self, narrow: bool, width: int = WIDE) -> None:
        """Show numbers alone, 64 wide, as large text always does, or names too."""
        self._narrow = narrow = narrow or is_large()
        self.setFixedWidth(NARROW if narrow else width)
        self.show_steps([row.view for row in self._rows], self._current)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground and the sheet's edge, which the current step interrupts."""
        painter, colours = painter_for(self), current_theme().colours
        paint_box(painter, QRectF(self.rect()), colours.canvas)
        x = self.width() - 0.5
        paint_line(painter, QPointF(x, 0), QPointF(x, self.height()), colours.line)
        painter.end()

    def row(self, step: str) -> QAbstractButton:
        """The button of one step."""
        return next(row for row in self._rows if row.view.step == step)
