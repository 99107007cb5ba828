"""Scores over time as a painted chart: a line for each area, told apart by style and mark and named on the line."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip

from consult_app.clinical.dates import short_date
from consult_app.ui.office.outcome_scores import ScoreChart
from consult_app.ui.theme import RADIUS
from consult_app.ui.widgets.painted import (
    CENTRE,
    RIGHT,
    Painted,
    paint_box,
    paint_line,
    paint_text,
    painter_for,
    speak,
)

_LEFT, _TOP, _BOTTOM, _EDGE, _LEAST, _HEIGHT = 72, 28, 56, 16, 160, 240
_APART, _MARK, _NEAR, _MONTH = 5, 4.5, 14, 72
_PARTS = 24
_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
_SHAPES = ("disc", "square", "triangle", "diamond")

At = tuple[int, int]
"""A point by the number of its line and its place on it."""


class ScoreChartView(Painted):
    """Left and Right go along a line, Up and Down to another one; the point chosen is told in words below."""

    def __init__(self, chart: ScoreChart) -> None:
        super().__init__()
        self.setObjectName("score_chart")
        self._chart, self._at = chart, (0, len(chart.lines[0].points) - 1)
        self._days = sorted({day for line in chart.lines for day, _value in line.points})
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._speak()

    @property
    def chosen(self) -> str:
        """The point chosen, in words."""
        return self.point_words(self._at)

    def point_words(self, at: At) -> str:
        """One point in words: Upper back, grade 3, 20 Nov 2026."""
        line = self._chart.lines[at[0]]
        day, value = line.points[at[1]]
        return f"{line.name}, {self._chart.value_words(value)}, {short_date(day)}"

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as its column, and as high as five marks need."""
        return QSize(self.theme.px(480), self.theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Still wide enough for two months."""
        return QSize(self.theme.px(_LEFT + _LEAST), self.theme.px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go to another point, or to another line."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        turns = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key, (line, place) = Qt.Key(event.key()), self._at
        if key in steps:
            self.choose((line, min(max(place + steps[key], 0), len(self._chart.lines[line].points) - 1)))
        elif key in turns:
            line = (line + turns[key]) % len(self._chart.lines)
            self.choose((line, min(place, len(self._chart.lines[line].points) - 1)))
        else:
            event.ignore()

    def choose(self, at: At) -> None:
        """Choose a point."""
        self._at = at
        self._speak()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the point beside the pointer."""
        if (near := self.near(event.position())) is not None:
            self.choose(near)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the focus mark away."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell the point under the pointer."""
        if isinstance(event, QHelpEvent):
            near = self.near(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.point_words(near) if near else "", self)
            return True
        return super().event(event)

    def near(self, spot: QPointF) -> At | None:
        """The point beside a place in the widget, or None."""
        far = {at: (self.place(at) - spot).manhattanLength() for at in self._every()}
        best = min(far, key=lambda at: far[at])
        return best if far[best] <= self.theme.px(_NEAR) else None

    def place(self, at: At) -> QPointF:
        """Where a point stands in the widget; lines stand a little apart, so that equal scores are all seen."""
        day, value = self._chart.lines[at[0]].points[at[1]]
        return QPointF(self._x(day), self._y(value) + self.theme.px(_APART) * at[0])

    def _every(self) -> Iterator[At]:
        for number, line in enumerate(self._chart.lines):
            yield from ((number, place) for place in range(len(line.points)))

    def _drawn(self) -> Iterator[QPointF]:
        """Places all along the lines, close enough that no name comes to stand on one."""
        for number, line in enumerate(self._chart.lines):
            spots = [self.place((number, place)) for place in range(len(line.points))]
            yield from spots
            for first, second in pairwise(spots):
                yield from (first + (second - first) * (part / _PARTS) for part in range(1, _PARTS))

    @property
    def _plot(self) -> QRectF:
        px = self.theme.px
        return QRectF(self.rect()).adjusted(px(_LEFT), px(_TOP), -px(_EDGE), -px(_BOTTOM))

    def _x(self, day: dt.date) -> float:
        first, last = self._days[0], self._days[-1]
        inner = self._plot.adjusted(self.theme.px(20), 0, -self.theme.px(12), 0)
        share = (day - first).days / max((last - first).days, 1)
        return inner.left() + inner.width() * share

    def _y(self, value: float) -> float:
        values = [at for at, _words in self._chart.ticks]
        share = (value - values[0]) / max(values[-1] - values[0], 1)
        return self._plot.bottom() - self._plot.height() * share

    def _speak(self) -> None:
        """Every value as a list; the point chosen comes first."""
        said = [self._chart.told(line) for line in self._chart.lines]
        speak(self, f"{self._chart.title} over time", f"{self.chosen}. {'. '.join(said)}. {self._chart.note}.")

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the axes, the lines with their marks and names, and the point chosen."""
        painter = painter_for(self)
        self._paint_axes(painter)
        names: list[QRectF] = []
        for number in range(len(self._chart.lines)):
            self._paint_line(painter, number)
        for number in range(len(self._chart.lines)):
            self._paint_name(painter, number, names)
        self._paint_chosen(painter)
        painter.end()

    def _ink(self, number: int) -> str:
        theme = self.theme
        inks = (theme.colours.accent, *(theme.state(state).ink for state in ("precautions", "defer", "clearance")))
        return inks[number % len(inks)]

    def _paint_axes(self, painter: QPainter) -> None:
        theme, plot = self.theme, self._plot
        colours, font = theme.colours, theme.font("small")
        for value, words in self._chart.ticks:
            y = round(self._y(value)) + 0.5
            paint_line(painter, QPointF(plot.left(), y), QPointF(plot.right(), y), colours.line)
            box = QRectF(0, y - 10, plot.left() - theme.px(8), 20)
            paint_text(painter, box, words, font, colours.text_2, align=RIGHT)
        for day, words in self._months():
            x = self._x(day)
            paint_line(painter, QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 5), colours.line_strong)
            box = QRectF(x - 60, plot.bottom() + theme.px(8), 120, theme.px(18))
            paint_text(painter, box, words, font, colours.text_2, align=CENTRE)

    def _months(self) -> list[tuple[dt.date, str]]:
        """The starts of months that have room, or the days themselves where they lie close; the first with its year."""
        first, last = self._days[0], self._days[-1]
        starts = [dt.date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13)]
        inside = [day for day in starts if first <= day <= last]
        days = inside if len(inside) > 1 else [first, last] if first != last else [first]
        shown: list[tuple[dt.date, str]] = []
        for day in days:
            if not shown or self._x(day) - self._x(shown[-1][0]) >= self.theme.px(_MONTH):
                new_year = not shown or shown[-1][0].year != day.year
                month = f"{day:%b %Y}" if new_year else f"{day:%b}"
                shown.append((day, month if day.day == 1 else f"{day.day} {day:%b}"))
        return shown

    def _paint_line(self, painter: QPainter, number: int) -> None:
        spots = [self.place((number, place)) for place in range(len(self._chart.lines[number].points))]
        painter.setPen(QPen(QColor(self._ink(number)), 2, _STYLES[number % len(_STYLES)]))
        painter.drawPolyline(QPolygonF(spots))
        for spot in spots:
            self._paint_mark(painter, spot, number)

    def _paint_mark(self, painter: QPainter, spot: QPointF, number: int) -> None:
        shape, size, ink = _SHAPES[number % len(_SHAPES)], self.theme.px(_MARK), self._ink(number)
        painter.setPen(QPen(QColor(ink), 2))
        painter.setBrush(QColor(ink if shape == "disc" else self.theme.colours.surface))
        x, y = spot.x(), spot.y()
        corners = {
            "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
            "triangle": ((0, -1.2), (1.2, 1), (-1.2, 1)),
            "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        }
        if shape == "disc":
            painter.drawEllipse(spot, size, size)
        else:
            painter.drawPolygon(QPolygonF([QPointF(x + size * dx, y + size * dy) for dx, dy in corners[shape]]))

    def _paint_name(self, painter: QPainter, number: int, taken: list[QRectF]) -> None:
        """The name near the start of the line: above or below it, wherever no other name and no mark stands."""
        font, spot, name = self.theme.font("small", bold=True), self.place((number, 0)), self._chart.lines[number].name
        metrics, px = QFontMetrics(font), self.theme.px
        size = QSize(metrics.horizontalAdvance(name) + 4, metrics.height())
        marks = list(self._drawn())
        steps = [
            way * (px(8) + step * size.height()) for step in range(6) for way in ((-1, 1) if not number else (1, -1))
        ]
        left = min(spot.x() + 6, self.width() - size.width() - 2)
        boxes = [
            QRectF(left, spot.y() + step - (size.height() if step < 0 else 0), size.width(), size.height())
            for step in steps
        ]
        whole = QRectF(self.rect()).adjusted(0, 0, 0, -px(_BOTTOM) + px(6))
        free = (
            box
            for box in boxes
            if whole.contains(box)
            and not any(box.intersects(other) for other in taken)
            and not any(box.adjusted(-4, -4, 4, 4).contains(mark) for mark in marks)
        )
        box = next(free, boxes[0])
        taken.append(box)
        paint_text(painter, box, name, font, self._ink(number))

    def _paint_chosen(self, painter: QPainter) -> None:
        theme, colours = self.theme, self.theme.colours
        row = QRectF(0, self.height() - theme.px(24), self.width(), theme.px(24))
        if self.hasFocus():
            spot, radius = self.place(self._at), theme.px(9)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.drawEllipse(spot, radius, radius)
            paint_box(painter, QRectF(self.rect()), "", colours.focus, width=2, radius=RADIUS)
        words = QFontMetrics(theme.font("small")).elidedText(
            self.chosen, Qt.TextElideMode.ElideRight, self.width() - 16
        )
        paint_text(painter, row, words, theme.font("small"), colours.text_2, align=CENTRE)
