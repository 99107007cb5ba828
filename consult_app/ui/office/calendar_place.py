"""The place of the calendar: which week is shown, and reading it."""

import datetime as dt
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from consult_app.app import App
from consult_app.ui.background import Background
from consult_app.ui.office.calendar_view import WeekView, monday_of, read_week
from consult_app.ui.pages.calendar import CalendarPage


class CalendarPlace(QWidget):
    """``opened`` asks for a consultation; ``refused`` says that a week could not be read."""

    opened = Signal(int)
    refused = Signal(object)

    def __init__(self, app: App, background: Background) -> None:
        super().__init__()
        self._app, self._background = app, background
        self._start = monday_of(app.today())
        self._shown: WeekView | None = None
        self.page = CalendarPage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.page.opened.connect(self.opened)
        self.page.moved.connect(self._move)
        self.page.today_wanted.connect(lambda: self._show(self._app.today()))
        self.page.following_wanted.connect(self._show_following)

    def open(self) -> None:
        """Show the week as it is now, the present one the first time."""
        self._show(self._start)
        self.page.focus_week()

    def _move(self, weeks: int) -> None:
        self._show(self._start + dt.timedelta(weeks=weeks))

    def _show_following(self) -> None:
        if self._shown is not None and self._shown.following is not None:
            self._show(self._shown.following)

    def _show(self, day: dt.date) -> None:
        self._start = start = monday_of(day)
        app, clinic = self._app, self._app.catalogue.practice.practice
        today = app.today()
        self._background.run_records(lambda: read_week(app.records, clinic, start, today), self._take, self._fail)

    def _take(self, week: Any) -> None:
        """Show a week that was read; one that is no longer wanted is dropped."""
        if isValid(self) and isinstance(week, WeekView) and week.start == self._start:
            self._shown = week
            self.page.show_week(week)

    def _fail(self, error: Exception) -> None:
        if isValid(self):
            self.refused.emit(error)
