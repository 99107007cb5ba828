"""A month to pick a day from, opened below a date field."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QVBoxLayout, QWidget

from consult_app.ui.icons import icon
from consult_app.ui.theme import CONTROL_HEIGHT, current_theme

_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


class CalendarPopup(QWidget):
    """Emits the day picked as ISO text; kept for the life of its field and only hidden between uses."""

    picked = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self._calendar: QCalendarWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self.setAccessibleName("Calendar")

    def open_below(self, field: QWidget, iso: str, earliest: date | None, latest: date | None) -> None:
        """Open under a field at its date, or at today's month, within the days allowed."""
        calendar = self._calendar or self._make()
        calendar.setDateRange(_day(earliest or _FIRST), _day(latest or _LAST))
        shown = QDate.fromString(iso, Qt.DateFormat.ISODate)
        if shown.isValid():
            calendar.setSelectedDate(shown)
        _dress(calendar)
        self.move(field.mapToGlobal(field.rect().bottomLeft()))
        self.show()
        calendar.setFocus()

    def _make(self) -> QCalendarWidget:
        """Made on first use: most date fields are typed into."""
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        calendar.activated.connect(self._pick)
        calendar.clicked.connect(self._pick)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(calendar)
        self._calendar = calendar
        return calendar

    def _pick(self, day: QDate) -> None:
        if self.isVisible():
            self.hide()
            self.picked.emit(str(day.toString(Qt.DateFormat.ISODate)))


def _day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _dress(calendar: QCalendarWidget) -> None:
    """Large days in our colours, weekends like any other day; our arrows, with names."""
    theme = current_theme()
    colours, cell = theme.colours, theme.px(CONTROL_HEIGHT)
    calendar.setFixedSize(cell * 9, cell * 8)
    plain = QTextCharFormat()
    plain.setForeground(QColor(colours.text))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, plain)
    for name, picture, spoken in (
        ("qt_calendar_prevmonth", "chevron_left", "Previous month"),
        ("qt_calendar_nextmonth", "chevron_right", "Next month"),
    ):
        button = calendar.findChild(QToolButton, name)
        if isinstance(button, QToolButton):
            button.setIcon(icon(picture, 18, colours.text_2, colours.surface))
            button.setAccessibleName(spoken)
