"""The waits side by side: one bar for each deferral, from today to the earliest safe date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from consult_app.ui.theme import RADIUS_SMALL
from consult_app.ui.widgets.months import DayLine, day_words, month_word
from consult_app.ui.widgets.painted import LEFT, RIGHT, Painted, paint_box, paint_line, paint_text, painter_for, speak

_HEAD, _ROW, _BAR, _LEFT, _RIGHT = 24, 30, 22, 76, 100


@dataclass(frozen=True)
class Wait:
    """One deferral: what is waited for, and the last day of the wait."""

    name: str
    until: date


@dataclass(frozen=True)
class DateStripView:
    """Today, the waits, and the earliest safe date where there is one."""

    today: date
    waits: tuple[Wait, ...]
    earliest: date | None = None


class DateStrip(Painted):
    """Shows the waits; spoken as a list."""

    def __init__(self, view: DateStripView) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._view = view
        self.show_waits(view)

    def show_waits(self, view: DateStripView) -> None:
        """Show other waits, the shortest first."""
        self._view = view
        waits = [f"{wait.name} until {day_words(wait.until, year=True)}" for wait in self._waits()]
        earliest = view.earliest
        end = f"Earliest safe date {day_words(earliest, weekday=True, year=True)}" if earliest else "No date yet"
        speak(self, "Waits", ". ".join([*waits, end]))
        self.updateGeometry()
        self.update()

    def _waits(self) -> Sequence[Wait]:
        return sorted(self._view.waits, key=lambda wait: wait.until)

    def sizeHint(self) -> QSize:  # noqa: N802
        """One row for each wait."""
        return QSize(self.theme.px(640), self.theme.px(_HEAD + _ROW * max(len(self._view.waits), 1) + 6))

    def _line(self) -> DayLine:
        ends = [wait.until for wait in self._view.waits] + ([self._view.earliest] if self._view.earliest else [])
        end = max(ends, default=self._view.today) + timedelta(days=3)
        return DayLine(self._view.today, end, self.theme.px(_LEFT), self.width() - self.theme.px(_RIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint months, bars, labels, today and the earliest safe date."""
        painter, line = painter_for(self), self._line()
        self._paint_months(painter, line)
        for at, wait in enumerate(self._waits()):
            self._paint_wait(painter, line, wait, self.theme.px(_HEAD + 2) + at * self.theme.px(_ROW))
        self._paint_ends(painter, line)
        painter.end()

    def _paint_months(self, painter: QPainter, line: DayLine) -> None:
        theme, beyond = self.theme, -1.0
        for first in line.months():
            x, word = line.x(first), month_word(first)
            paint_line(painter, QPointF(x, theme.px(_HEAD)), QPointF(x, self.height()), theme.colours.line)
            width = QFontMetrics(theme.font("small")).horizontalAdvance(word)
            if x > beyond:
                words = QRectF(x + 4, 0, width + 4, theme.px(20))
                paint_text(painter, words, word, theme.font("small"), theme.colours.text_2)
                beyond = x + width + theme.px(12)

    def _paint_wait(self, painter: QPainter, line: DayLine, wait: Wait, top: float) -> None:
        theme, state = self.theme, self.theme.state("defer")
        right = max(line.x(wait.until), line.left + 4)
        bar = QRectF(line.left, top, right - line.left, theme.px(_BAR))
        paint_box(painter, bar, state.tint, state.line, radius=theme.px(RADIUS_SMALL) - 1)
        limit = line.x(self._view.earliest) - theme.px(8) if self._view.earliest else self.width()
        within, after = bar.width() - theme.px(16), limit - bar.right() - theme.px(5)
        text = self._fitting(wait.name, f", until {day_words(wait.until)}", max(within, after))
        width = QFontMetrics(theme.font("small")).horizontalAdvance(text) + 8
        inside = within > width
        label = QRectF(bar.left() + theme.px(8) if inside else bar.right() + theme.px(5), top, width, bar.height())
        if not inside:
            label.moveLeft(max(0, min(label.left(), self.width() - width)))
            paint_box(painter, label, theme.colours.surface)
        paint_text(painter, label.adjusted(3, 0, 0, 0), text, theme.font("small"), theme.colours.text)

    def _fitting(self, name: str, until: str, room: float) -> str:
        """The words of a wait; a name that is too long is shortened, never its day."""
        metrics = QFontMetrics(self.theme.font("small"))
        left = round(room) - metrics.horizontalAdvance(until) - 10
        return metrics.elidedText(name, Qt.TextElideMode.ElideRight, left) + until

    def _paint_ends(self, painter: QPainter, line: DayLine) -> None:
        theme, view = self.theme, self._view
        top, step = theme.px(_HEAD), theme.px(18)
        paint_line(painter, QPointF(line.left, top - 6), QPointF(line.left, self.height()), theme.colours.text, 2)
        painter.setBrush(theme.colours.text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(line.left, top - 6), 4, 4)
        words = QRectF(0, top + 8, line.left - 8, step)
        paint_text(painter, words, "Today", theme.font("small", bold=True), theme.colours.text, align=RIGHT)
        paint_text(
            painter,
            words.translated(0, step),
            day_words(view.today),
            theme.font("small"),
            theme.colours.text_2,
            align=RIGHT,
        )
        if view.earliest is None:
            return
        x, ink = line.x(view.earliest), theme.state("defer").ink
        paint_line(painter, QPointF(x, top), QPointF(x, self.height()), ink, 2)
        room = QRectF(x + 8, top + 8, self.width() - x - 8, step)
        paint_text(painter, room, "Earliest", theme.font("small"), theme.colours.text_2, align=LEFT)
        day = day_words(view.earliest, weekday=True)
        paint_text(painter, room.translated(0, step), day, theme.font("small", bold=True), ink, align=LEFT)
