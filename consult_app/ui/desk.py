"""The open practice on screen: Today, the clients, and the consultation that is open."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from consult_app.app import App
from consult_app.clinical.consultation import Client
from consult_app.errors import ConsultError
from consult_app.records.values import StoredConsultation
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.consultation.as_signed import AsSigned, read_consultation
from consult_app.ui.consultation.beginning import begin, begin_again
from consult_app.ui.consultation.client_showing import ClientShowing
from consult_app.ui.consultation.duplicates import DuplicateWatch
from consult_app.ui.consultation.frame import ConsultationFrame
from consult_app.ui.office.backing_up import BackingUp
from consult_app.ui.office.calendar_place import CalendarPlace
from consult_app.ui.office.clients_place import ClientsPlace
from consult_app.ui.office.missing_changes import missing_panel
from consult_app.ui.office.people_place import PeoplePlace
from consult_app.ui.office.set_aside import set_aside_panel
from consult_app.ui.office.today_view import TodayView, found_clients, read_today
from consult_app.ui.opening import Opening
from consult_app.ui.pages.client import ClientPage
from consult_app.ui.pages.protocol import ProtocolPage
from consult_app.ui.pages.today import TodayPage
from consult_app.ui.session.numbing_watch import NumbingWatch
from consult_app.ui.session.session_frame import SessionFrame
from consult_app.ui.session.session_opening import OpenedSession, begin_session, load_session
from consult_app.ui.settings.settings_place import SettingsPlace
from consult_app.ui.shortcuts import bind
from consult_app.ui.widgets.client_search import NEW
from consult_app.ui.widgets.gate import PROGRAM
from consult_app.ui.widgets.notices import ErrorPanel
from consult_app.ui.widgets.top_bar import NavigationBar

PLACES = (
    ("today", "Today"),
    ("clients", "Clients"),
    ("calendar", "Calendar"),
    ("protocol", "Protocol"),
    ("people", "People"),
    ("settings", "Settings"),
)


class Desk(QWidget):
    """Where a practitioner works. Reading and writing happen on the records' thread."""

    lock_wanted = Signal()
    settings_changed = Signal(object)

    def __init__(self, app: App, background: Background) -> None:
        super().__init__()
        self.app, self._background = app, background
        self.frame: ConsultationFrame | None = None
        self.session: SessionFrame | None = None
        self.today = TodayPage(app.catalogue.protocol, is_demo=app.is_demo)
        self.clients = ClientsPlace(app, background)
        self.calendar = CalendarPlace(app, background)
        self.protocol = ProtocolPage(app.catalogue)
        self.people = PeoplePlace(app, background)
        self.settings = SettingsPlace(app, background)
        self.numbing = NumbingWatch(app, background)
        self.numbing.opened.connect(self.open_session)
        self._opening = Opening(self, background, self.settle, self._saved, self._show_not_saved)
        self._home, self._stack, self._places = QWidget(), QStackedWidget(), QStackedWidget()
        self._problem: ErrorPanel | None = None
        self._came_from = ""  # the client whose record the open consultation or session was opened from
        self._lay_out()
        self.today.started.connect(self.start)
        self.today.opened.connect(self.open_consultation)
        self.today.session_opened.connect(self.open_session)
        self.today.rechecked.connect(self.recheck)
        self.today.search_wanted.connect(self._search)
        self.today.found_chosen.connect(self._take_found)
        self.today.people_wanted.connect(lambda: self.go_to("people"))
        self.clients.consultation_wanted.connect(self.open_consultation)
        self.clients.start_wanted.connect(lambda number, name: self._start(number or None, Client(name=name or None)))
        self.clients.session_wanted.connect(self.open_session)
        self.clients.refused.connect(self._show_problem)
        self.calendar.opened.connect(self.open_consultation)
        self.calendar.refused.connect(self._show_problem)
        bind(self._home, (("Ctrl+N", self.start), ("Ctrl+F", self._focus_search)))
        self.backing_up = BackingUp(app, background, self.today.backup, self)
        self.settings.changed.connect(self._follow)
        self.settings.folder_wanted.connect(self.backing_up.choose_folder)
        self.backing_up.changed.connect(self.settings.read_machine)
        if (missing := app.records.missing) is not None:
            self._home_column.insertWidget(1, missing_panel(missing, app.now().tzinfo))
        if (aside := app.records.set_aside) is not None:
            self._home_column.insertWidget(1, set_aside_panel(aside))
        self.go_home()

    def go_home(self) -> None:
        """Show Today, with its lists read anew."""
        self._close_open()
        self._show_place("today")
        records, now, catalogue = self.app.records, self.app.now(), self.app.catalogue
        self._read(lambda: read_today(records, now, catalogue), self._show_day)

    def go_back(self) -> None:
        """Leave what is open for the client's record it was opened from, else for Today."""
        if not self._came_from:
            self.go_home()
            return
        self._close_open()
        self._show_place("clients")
        self.clients.open_client(self._came_from)

    def go_to(self, place: str) -> None:
        """Open a place of the navigation bar."""
        openers: dict[str, Callable[[], object]] = {
            "clients": self.clients.open_list,
            "calendar": self.calendar.open,
            "protocol": lambda: self.protocol.open(self.app.today()),
            "people": self.people.refresh,
            "settings": self.settings.open,
        }
        if place not in openers:
            self.go_home()
            return
        self._close_problem()
        self._show_place(place)
        openers[place]()

    def start(self, name: str = "") -> None:
        """Start a consultation with somebody new."""
        self._start(None, Client(name=name or None))

    def open_consultation(self, number: int) -> None:
        """Go on with a consultation where it stopped."""
        records = self.app.records
        self._open_next(
            lambda: read_consultation(records, number), lambda found: self._open(found.stored, found.signed)
        )

    def recheck(self, number: int) -> None:
        """Start a new consultation for the client of an earlier one; its answers are asked again."""
        app = self.app
        self._open_next(lambda: begin_again(app, number), self._open)

    def begin_session(self, number: int) -> None:
        """Open the treatment session of a consultation, or begin it where today allows it."""
        app = self.app
        self._open_next(lambda: begin_session(app.records, app.catalogue, number, app.today()), self._open_session)

    def open_session(self, number: int) -> None:
        """Go on with a treatment session."""
        app = self.app
        self._open_next(lambda: load_session(app.records, app.catalogue, number), self._open_session)

    def settle(self, act: Callable[[bool], None]) -> None:
        """Keep what is typed, wait until it is saved, then call ``act`` with whether it is."""
        self.settings.flush()
        if self.session is not None:
            self.session.commit()
            self.session.saving.after_saving(act)
            return
        if self.frame is None:
            act(True)
            return
        self.frame.commit()
        self.frame.saving.after_saving(act)

    def _lay_out(self) -> None:
        self._bar = bar = NavigationBar(PROGRAM, PLACES)
        bar.show_practitioner(self.app.who)
        bar.lock_wanted.connect(self.lock_wanted)
        bar.opened.connect(self.go_to)
        self._home_column = QVBoxLayout(self._home)
        self._home_column.setContentsMargins(0, 0, 0, 0)
        self._home_column.setSpacing(0)
        self._home_column.addWidget(bar)
        for place in (self.today, self.clients, self.calendar, self.protocol, self.people, self.settings):
            self._places.addWidget(place)
        self._home_column.addWidget(self._places, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.numbing)
        column.addWidget(self._stack)
        self._stack.addWidget(self._home)

    def _follow(self, settings: Settings) -> None:
        """Go by settings that were changed, in whatever is opened from now on."""
        self.app = replace(self.app, settings=settings)
        self.settings_changed.emit(settings)

    def _show_place(self, place: str) -> None:
        places: dict[str, QWidget] = {
            "clients": self.clients,
            "calendar": self.calendar,
            "protocol": self.protocol,
            "people": self.people,
            "settings": self.settings,
        }
        self._places.setCurrentWidget(places.get(place, self.today))
        self._bar.show_place(place)

    def _focus_search(self) -> None:
        if self._places.currentWidget() is self.clients:
            self.clients.open_list()
        elif self._places.currentWidget() is self.protocol:
            self.protocol.focus_search()
        else:
            self.today.focus_search()

    def _show_day(self, view: TodayView) -> None:
        self._close_problem()
        self.today.show_day(view)
        if self._places.currentWidget() is self.today:
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
        app = self.app
        self._open_next(lambda: begin(app, client_id, details), self._open)

    def _open(self, stored: StoredConsultation, signed: AsSigned | None = None) -> None:
        self._close_problem()
        frame = ConsultationFrame(self.app, stored, self._background, signed)
        self._remember_way(frame)
        frame.left.connect(self.go_back)
        frame.lock_wanted.connect(self.lock_wanted)
        frame.other_wanted.connect(self.open_consultation)
        frame.session_wanted.connect(self.begin_session)
        if isinstance(page := frame.pages["client"], ClientPage) and not frame.state.is_read_only:
            DuplicateWatch(frame.state, page, self.app.records.directory, self._background)
        old, self.frame = self.frame, frame
        self._stack.addWidget(frame)
        frame.client_view_wanted.connect(ClientShowing(self._stack, frame, frame.state).begin)
        self._stack.setCurrentWidget(frame)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        frame.focus_sheet()

    def _open_session(self, session: OpenedSession) -> None:
        self._close_problem()
        old, self.frame = self.frame, None
        self._close_session()
        self.session = SessionFrame(self.app, session, self._background)
        self._remember_way(self.session)
        self.session.left.connect(self.go_back)
        self.session.lock_wanted.connect(self.lock_wanted)
        self.session.other_wanted.connect(self.open_session)
        self.numbing.look(on_screen=session.stored.id)
        self._stack.addWidget(self.session)
        self._stack.setCurrentWidget(self.session)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self.session.focus_sheet()

    def _remember_way(self, opened: ConsultationFrame | SessionFrame) -> None:
        """Remember from where something was opened; what is opened from that leads back to the same place."""
        if self._stack.currentWidget() is self._home:
            at_clients = self._places.currentWidget() is self.clients
            self._came_from = self.clients.shown_client if at_clients else ""
        opened.show_way_back("Client record" if self._came_from else "Today")

    def _close_open(self) -> None:
        self._opening.call_off()
        old, self.frame = self.frame, None
        self._stack.setCurrentWidget(self._home)
        self._close_session()
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self.numbing.look()

    def _open_next(self, work: Callable[[], Any], show: Callable[[Any], None]) -> None:
        """Open something in place of what is open, once everything typed there is saved."""
        self._opening.begin(work, show, self._refuse)

    def _saved(self) -> object:
        """What is open, as it was last saved."""
        if self.session is not None:
            return self.session.saving.stored
        return self.frame.saving.header if self.frame is not None else None

    def _show_not_saved(self) -> None:
        if (opened := self.session or self.frame) is not None:
            opened.show_not_saved()

    def _refuse(self, error: Exception) -> None:
        """Say in the consultation that is open why something else cannot be opened: a session today, say."""
        if self.frame is not None and isinstance(error, ConsultError):
            self.frame.show_refused(error)
        else:
            self._show_problem(error)

    def _close_session(self) -> None:
        old, self.session = self.session, None
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

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
