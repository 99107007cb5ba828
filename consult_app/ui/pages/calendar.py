"""Calendar: what is planned in one week, day by day; a row opens its consultation."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.office.calendar_view import DayView, WeekView, following_words
from consult_app.ui.shortcuts import bind
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button, icon_button
from consult_app.ui.widgets.layouts import centred, empty, holding, scrolled
from consult_app.ui.widgets.list_row import Card, ListRow
from consult_app.ui.widgets.notices import EmptyState
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label

WIDEST, DAY_HEIGHT, ROW_HEIGHT = 1040, 40, 56
NOTHING = "Nothing is planned this week"
BOOKS_NOTHING = (
    "This list books nothing. Visits are placed in each session plan; ask the health questions again on the day."
)


class CalendarPage(QWidget):
    """One week; ``moved`` asks for the week so many weeks away, ``today_wanted`` for the present one."""

    opened = Signal(int)
    moved = Signal(int)
    today_wanted = Signal()
    following_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page_calendar")
        self.setAccessibleName("Calendar")
        self.before = icon_button("chevron_left", "Previous week", "secondary")
        self.after = icon_button("chevron_right", "Next week", "secondary")
        self.present = Button("This week")
        for name, button in (("week_before", self.before), ("week_present", self.present), ("week_after", self.after)):
            button.setObjectName(name)
        self.before.clicked.connect(lambda: self.moved.emit(-1))
        self.after.clicked.connect(lambda: self.moved.emit(1))
        self.present.clicked.connect(self.today_wanted)
        for button, key in ((self.before, "Page Up"), (self.after, "Page Down")):
            button.setToolTip(f"{button.accessibleName()} ({key})")
        bind(self, (("PgUp", lambda: self.moved.emit(-1)), ("PgDown", lambda: self.moved.emit(1))))
        self._week, self._count = label("", "heading"), label("", tone="second")
        self._list = QVBoxLayout()
        self._scroll = scrolled(holding(self._list))
        self._rows: list[ListRow] = []
        self._lay_out()

    @property
    def rows(self) -> tuple[ListRow, ...]:
        """The visits shown, in order."""
        return tuple(self._rows)

    def show_week(self, week: WeekView) -> None:
        """Show a week; the keyboard stays in the list where it was there."""
        was_in_list = any(row is QApplication.focusWidget() for row in self._rows)
        empty(self._list)
        self._rows = []
        self._week.setText(week.title)
        self._count.setText(f"{week.count} planned" if week.count else "")
        if not week.count:
            self._list.addWidget(self._nothing(week))
            self._list.addSpacing(16)
        self._list.addWidget(Card([part for day in week.days for part in self._day(day)]))
        self._list.addSpacing(12)
        self._list.addWidget(label(BOOKS_NOTHING, "small", "second", wrap=True))
        self._list.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)
        speak(self, "Calendar", f"{week.title}. {self._count.text() or NOTHING}.")
        if was_in_list:
            (self._rows[0] if self._rows else self.present).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_week(self) -> None:
        """Put the keyboard where Page Up and Page Down go from week to week."""
        self.present.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nothing(self, week: WeekView) -> EmptyState:
        if week.following is None:
            return EmptyState("calendar", NOTHING)
        state = EmptyState("calendar", NOTHING, following_words(week.following), "Show that week")
        state.button.setObjectName("week_following")
        state.acted.connect(self.following_wanted)
        return state

    def _day(self, day: DayView) -> list[QWidget]:
        rows = [ListRow(view, ROW_HEIGHT) for view in day.rows]
        for row in rows:
            row.opened.connect(lambda key: self.opened.emit(int(key)))
            speak(row, row.accessibleName(), f"{day.title}, {row.accessibleDescription()}")
        self._rows += rows
        return [_head(day), *rows]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("Calendar", "title"), 1)
        for button in (self.before, self.present, self.after):
            head.addWidget(button)
        week = QHBoxLayout()
        week.setSpacing(8)
        week.addWidget(self._week)
        week.addWidget(self._count, 1)
        self._list.setSpacing(0)
        inner = centred(self, WIDEST, 12)
        inner.addLayout(head)
        inner.addLayout(week)
        inner.addWidget(self._scroll, 1)


def _head(day: DayView) -> QWidget:
    """The line over a day: which it is, whether it is today, and when the clinic is open."""
    holder = QWidget()
    holder.setProperty("ground", "inset")
    holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    holder.setMinimumHeight(current_theme().px(DAY_HEIGHT))
    row = QHBoxLayout(holder)
    row.setContentsMargins(24, 4, 16, 4)
    row.setSpacing(12)
    row.addWidget(label(day.title, "small_strong", "second" if day.is_closed else "text"))
    if day.is_today:
        row.addWidget(label("Today", "small_strong", "accent"))
    row.addStretch(1)
    if day.warning:
        row.addWidget(StateLabel("precautions", day.warning))
    row.addWidget(label(day.hours, "small", "second"))
    speak(holder, ", ".join(part for part in (day.title, "today" if day.is_today else "", day.hours) if part), "")
    return holder
