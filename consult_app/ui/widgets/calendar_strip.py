"""The course on a line of months: test patch and sessions to drag, days to wait, days to avoid."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from consult_app.ui.theme import RADIUS, RADIUS_SMALL, current_theme
from consult_app.ui.widgets.months import DayLine, day_words, month_word
from consult_app.ui.widgets.painted import CENTRE, Painted, paint_box, paint_line, paint_text, painter_for, speak

_HEAD, _BAND, _FOOT, _MARK = 24, 45, 24, 40


@dataclass(frozen=True)
class Visit:
    """A test patch or session: its id, sign, name and day, and the least days after the one before.

    With ``is_aim`` the day is no date, only one to aim for: it is drawn hollow and cannot be moved.
    """

    visit: str
    sign: str
    name: str
    day: date
    least_gap_days: int = 0
    is_patch: bool = False
    is_aim: bool = False

    @property
    def said(self) -> str:
        """Its day in words."""
        day = day_words(self.day, weekday=True, year=True)
        return f"No date yet, aim for {day}" if self.is_aim else day


@dataclass(frozen=True)
class Avoided:
    """Days nothing may fall on, first and last included, and why."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class CourseView:
    """A course between two days: visits in order, days to avoid, and the first day needling may happen."""

    start: date
    end: date
    visits: tuple[Visit, ...]
    wait_until: date | None = None
    avoided: tuple[Avoided, ...] = ()


def is_allowed(course: CourseView, visit: str, day: date) -> bool:
    """Whether a visit may be moved to a day: after the wait, on no avoided day, far enough from its neighbours."""
    dated = [known for known in course.visits if not known.is_aim]
    at = next(i for i, known in enumerate(dated) if known.visit == visit)
    if not course.start <= day <= course.end or (course.wait_until and day < course.wait_until):
        return False
    if any(avoided.first <= day <= avoided.last for avoided in course.avoided):
        return False
    before = dated[at - 1] if at else None
    after = dated[at + 1] if at + 1 < len(dated) else None
    if before and (day - before.day).days < max(dated[at].least_gap_days, 1):
        return False
    return not after or (after.day - day).days >= max(after.least_gap_days, 1)


def next_allowed(course: CourseView, visit: str, day: date, step: int) -> date | None:
    """Return the next allowed day one way or the other, past days to avoid, or None."""
    found = day + timedelta(days=step)
    while course.start <= found <= course.end:
        if is_allowed(course, visit, found):
            return found
        found += timedelta(days=step)
    return None


class _Mark(QPushButton):
    """A visit's mark; dragged or moved by arrow keys, unless its day is only aimed for."""

    moved = Signal(str, object)
    dragged = Signal(str, float)

    def __init__(self, visit: Visit, strip: Painted) -> None:
        super().__init__(strip)
        self.setFixedSize(_MARK, _MARK)
        self.show_visit(visit)

    def show_visit(self, visit: Visit) -> None:
        """Show the visit as it stands now."""
        self.visit = visit
        self.setCursor(Qt.CursorShape.ArrowCursor if visit.is_aim else Qt.CursorShape.SizeHorCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if visit.is_aim else Qt.FocusPolicy.StrongFocus)
        self.setToolTip(f"{visit.name}, {visit.said}")
        speak(self, visit.name, visit.said)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not self.visit.is_aim and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(self.visit.visit, 1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.buttons() & Qt.MouseButton.LeftButton and not self.visit.is_aim:
            self.dragged.emit(self.visit.visit, self.mapToParent(event.position()).x())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, theme = painter_for(self), current_theme()
        colours, side = theme.colours, 25
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        aim, hollow = self.visit.is_aim, self.visit.is_aim or self.visit.is_patch
        radius = theme.px(RADIUS_SMALL) if self.visit.is_patch else side / 2
        fill, edge = (colours.surface, colours.accent) if hollow else (colours.accent, colours.surface)
        paint_box(painter, box, fill, edge, width=1.5 if aim else 2, radius=radius, dashed=aim)
        ink = colours.accent if hollow else colours.on_accent
        paint_text(painter, box, self.visit.sign, theme.font("small", bold=True), ink, align=CENTRE)
        if self.hasFocus():
            paint_box(painter, box.adjusted(-4, -4, 4, 4), "", colours.focus, width=2, radius=radius + 4)
        painter.end()


class CalendarStrip(Painted):
    """Emits the visit and the day it was moved to, only days that are allowed; ``barred`` tells of one that was not."""

    moved = Signal(str, object)
    barred = Signal(str, object)

    def __init__(self, course: CourseView) -> None:
        super().__init__()
        self._course, self._marks = course, dict[str, _Mark]()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_course(course)

    def show_course(self, course: CourseView) -> None:
        """Show a course; says nothing to listeners."""
        self._course = course
        if list(self._marks) != [visit.visit for visit in course.visits]:
            self._make_marks(course)
        for visit in course.visits:
            self._marks[visit.visit].show_visit(visit)
        speak(self, "Course", ". ".join(f"{visit.name}: {visit.said}" for visit in course.visits))
        self._place()

    def mark(self, visit: str) -> QPushButton:
        """The mark of one visit."""
        return self._marks[visit]

    def _make_marks(self, course: CourseView) -> None:
        for old in self._marks.values():
            old.hide()
            old.deleteLater()
        self._marks = {visit.visit: _Mark(visit, self) for visit in course.visits}
        for mark in self._marks.values():
            mark.moved.connect(self._step)
            mark.dragged.connect(self._drag)
            mark.show()

    def _line(self) -> DayLine:
        return DayLine(self._course.start, self._course.end, 1, self.width() - 1)

    def _place(self) -> None:
        """Put the marks where their days are."""
        middle = self.theme.px(_HEAD) + self.theme.px(_BAND) / 2
        for visit in self._course.visits:
            x = min(max(self._line().x(visit.day), 14), self.width() - 14)
            mark = self._marks[visit.visit]
            left = min(max(0, round(x - mark.width() / 2)), self.width() - mark.width())
            mark.move(left, round(middle - mark.height() / 2))
        self.update()

    def _step(self, visit: str, step: int) -> None:
        following = self._day(visit) + timedelta(days=step)
        day = next_allowed(self._course, visit, self._day(visit), step)
        if day:
            self._move(visit, day)
        if day != following:
            self.barred.emit(visit, following)

    def _drag(self, visit: str, x: float) -> None:
        day = self._line().day(x)
        if day == self._day(visit):
            return
        if is_allowed(self._course, visit, day):
            self._move(visit, day)
        else:
            self.barred.emit(visit, day)

    def _day(self, visit: str) -> date:
        return next(known.day for known in self._course.visits if known.visit == visit)

    def _move(self, visit: str, day: date) -> None:
        visits = tuple(replace(known, day=day) if known.visit == visit else known for known in self._course.visits)
        self.show_course(replace(self._course, visits=visits))
        self.moved.emit(visit, day)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Months, band and the names below it."""
        return QSize(self.theme.px(624), self.theme.px(_HEAD + _BAND + _FOOT))

    def resizeEvent(self, _event: object) -> None:  # noqa: N802
        """Put the marks in their places."""
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint months, wait and avoided days; the marks paint themselves."""
        painter, theme, line = painter_for(self), self.theme, self._line()
        band = QRectF(0, theme.px(_HEAD), self.width(), theme.px(_BAND))
        paint_box(painter, band, theme.colours.inset, theme.colours.line_strong, radius=theme.px(RADIUS))
        for first in line.months():
            x = line.x(first)
            if x > 4:
                paint_line(painter, QPointF(x, band.top() + 1), QPointF(x, band.bottom() - 1), theme.colours.line)
            words = QRectF(x + 2, 0, theme.px(80), theme.px(20))
            paint_text(painter, words, month_word(first), theme.font("small"), theme.colours.text_2)
        self._paint_wait(painter, band, line)
        for avoided in self._course.avoided:
            self._paint_avoided(painter, band, line, avoided)
        painter.end()

    def _paint_wait(self, painter: QPainter, band: QRectF, line: DayLine) -> None:
        until, theme = self._course.wait_until, self.theme
        if not until or until <= self._course.start:
            return
        state, x = theme.state("defer"), line.x(until)
        zone = QRectF(band.left(), band.top(), x - band.left(), band.height())
        painter.save()
        painter.setClipRect(zone)
        paint_box(painter, band, state.tint, state.line, radius=theme.px(RADIUS))
        painter.restore()
        paint_line(painter, zone.topRight(), zone.bottomRight(), state.ink, 2)
        words = QRectF(0, band.bottom() + 3, theme.px(80), theme.px(18))
        paint_text(painter, words, "Wait", theme.font("small"), state.ink)

    def _paint_avoided(self, painter: QPainter, band: QRectF, line: DayLine, avoided: Avoided) -> None:
        theme = self.theme
        left, right = line.x(avoided.first), line.x(avoided.last + timedelta(days=1))
        zone = QRectF(left, band.top(), max(right - left, 3), band.height())
        painter.fillRect(zone, QColor(theme.colours.hover))
        painter.fillRect(zone, QBrush(QColor(theme.colours.line_strong), Qt.BrushStyle.BDiagPattern))
        paint_box(painter, zone, "", theme.colours.line_strong)
        width = QFontMetrics(theme.font("small")).horizontalAdvance(avoided.name) + 4
        left = min(max(zone.center().x() - width / 2, 0), self.width() - width)
        words = QRectF(left, band.bottom() + 3, width, theme.px(18))
        paint_text(painter, words, avoided.name, theme.font("small"), theme.colours.text_2, align=CENTRE)
