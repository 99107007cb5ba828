"""The open practice on screen: Today, and the consultation that is open."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from consult_app.app import App
from consult_app.clinical.consultation import Client, Consultation, Practitioner
from consult_app.errors import ConsultError
from consult_app.records.values import Progress, StoredConsultation, StoredPractitioner
from consult_app.ui.background import Background
from consult_app.ui.backing_up import BackingUp
from consult_app.ui.frame import ConsultationFrame
from consult_app.ui.missing_changes import missing_panel
from consult_app.ui.pages.today import TodayPage
from consult_app.ui.shortcuts import bind
from consult_app.ui.today_view import TodayView, found_clients, read_today
from consult_app.ui.widgets.client_search import NEW
from consult_app.ui.widgets.gate import PROGRAM
from consult_app.ui.widgets.notices import ErrorPanel
from consult_app.ui.widgets.top_bar import NavigationBar


class Desk(QWidget):
    """Where a practitioner works. Reading and writing happen on the records' thread."""

    lock_wanted = Signal()

    def __init__(self, app: App, background: Background) -> None:
        super().__init__()
        self.app, self._background = app, background
        self.frame: ConsultationFrame | None = None
        self.today = TodayPage(app.catalogue.protocol, is_demo=app.is_demo)
        self._home, self._stack = QWidget(), QStackedWidget()
        self._problem: ErrorPanel | None = None
        self._lay_out()
        self.today.started.connect(self.start)
        self.today.opened.connect(self.open_consultation)
        self.today.rechecked.connect(self.recheck)
        self.today.search_wanted.connect(self._search)
        self.today.found_chosen.connect(self._take_found)
        bind(self._home, (("Ctrl+N", self.start), ("Ctrl+F", self.today.focus_search)))
        self.backing_up = BackingUp(app, background, self.today.backup, self)
        if (missing := app.records.missing) is not None:
            self._home_column.insertWidget(1, missing_panel(missing, app.now().tzinfo))
        self.go_home()

    def go_home(self) -> None:
        """Show Today, with its lists read anew."""
        old, self.frame = self.frame, None
        self._stack.setCurrentWidget(self._home)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        records, now = self.app.records, self.app.now()
        self._read(lambda: read_today(records, now), self._show_day)

    def start(self, name: str = "") -> None:
        """Start a consultation with somebody new."""
        self._start(None, Client(name=name or None))

    def open_consultation(self, number: int) -> None:
        """Go on with a consultation where it stopped."""
        records = self.app.records
        self._read(lambda: records.load(number), self._open)

    def recheck(self, number: int) -> None:
        """Start a new consultation for the client of an earlier one; its answers are asked again."""
        records = self.app.records

        def begin() -> StoredConsultation:
            earlier = records.load(number).consultation
            kept = {
                "contacts": earlier.contacts,
                "reason_for_visit": earlier.reason_for_visit,
                "areas": earlier.areas,
            }
            fresh = self._fresh(earlier.client).model_copy(update=kept)
            return records.start_consultation(None, fresh, Progress("client"))

        self._read(begin, self._open)

    def settle(self, act: Callable[[bool], None]) -> None:
        """Keep what is typed, wait until it is saved, then call ``act`` with whether it is."""
        if self.frame is None:
            act(True)
            return
        self.frame.commit()
        self.frame.saving.after_saving(act)

    def _lay_out(self) -> None:
        bar = NavigationBar(PROGRAM, (("today", "Today"),))
        bar.show_place("today")
        bar.show_practitioner(self.app.who)
        bar.lock_wanted.connect(self.lock_wanted)
        bar.opened.connect(lambda _place: self.go_home())
        self._home_column = QVBoxLayout(self._home)
        self._home_column.setContentsMargins(0, 0, 0, 0)
        self._home_column.setSpacing(0)
        self._home_column.addWidget(bar)
        self._home_column.addWidget(self.today, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._stack.addWidget(self._home)

    def _show_day(self, view: TodayView) -> None:
        self._close_problem()
        self.today.show_day(view)
        self.today.focus_search()

    def _search(self, typed: str) -> None:
        records = self.app.records
        self._read(lambda: found_clients(records, typed), lambda hits: self.today.search.show_hits(typed, hits))

    def _take_found(self, key: str) -> None:
        kind, _, value = key.partition(":")
        if key.startswith(NEW):
            self.start(value)
        elif kind == "draft":
            self.open_consultation(int(value))
        else:
            self._start(value, Client())

    def _start(self, client_id: str | None, details: Client) -> None:
        records, fresh = self.app.records, self._fresh(details)

        def begin() -> StoredConsultation:
            known = records.client(client_id) if client_id else None
            return records.start_consultation(known, fresh, Progress("client"))

        self._read(begin, self._open)

    def _fresh(self, details: Client) -> Consultation:
        me: StoredPractitioner = self.app.records.practitioner
        who = Practitioner(name=me.name, role=me.role, licence=me.licence)
        return Consultation(format=1, as_of=self.app.today(), client=details, practitioner=who)

    def _open(self, stored: StoredConsultation) -> None:
        self._close_problem()
        frame = ConsultationFrame(self.app, stored, self._background)
        frame.left.connect(self.go_home)
        frame.lock_wanted.connect(self.lock_wanted)
        frame.other_wanted.connect(self.open_consultation)
        old, self.frame = self.frame, frame
        self._stack.addWidget(frame)
        self._stack.setCurrentWidget(frame)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        frame.focus_sheet()

    def _read(self, work: Callable[[], Any], show: Callable[[Any], None]) -> None:
        self._background.run_records(work, show, self._show_problem)

    def _show_problem(self, error: Exception) -> None:
        if not isinstance(error, ConsultError):
            raise error
        self._close_problem()
        self._problem = ErrorPanel(error.message, error.next_step, (("again", "Try again"),))
        self._problem.acted.connect(lambda _action: self.go_home())
        self._home_column.insertWidget(1, self._problem)

    def _close_problem(self) -> None:
        if self._problem is not None:
            self._problem.hide()
            self._problem.deleteLater()
            self._problem = None
