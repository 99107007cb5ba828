"""The way in: set-up, server, passphrase, recovery key or restored backup, until the practice is open."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.entry import entrance
from consult_app.ui.entry.entrance import Found, NewPractice, Whereabouts
from consult_app.ui.entry.entries import FirstEntries, RecoveryEntries
from consult_app.ui.entry.gate_stack import GateStack
from consult_app.ui.pages.recover import RecoverPage
from consult_app.ui.pages.server_login import ServerPage
from consult_app.ui.pages.set_up import SetUpPage
from consult_app.ui.pages.unlock import UnlockPage

if TYPE_CHECKING:
    from consult_app.app import App

PRACTICE_FILES = ("keys.json", "records.db")
"""What tells a practice from an empty folder before anything heavy is imported."""


class WayIn(QObject):
    """Leads through the gate pages; ``entered`` gives the open practice."""

    entered = Signal(object)

    def __init__(self, settings: Settings, gates: GateStack, background: Background) -> None:
        super().__init__(gates)
        self._at, self._gates, self._background = Whereabouts(settings), gates, background
        self._people: list[tuple[int, str]] = []
        self.waiting: App | None = None
        """A practice that was just set up and is not entered yet."""

    def begin(self, open_demo: "Callable[[], App] | None") -> None:
        """Ask for what opens the practice, or open the demonstration."""
        if open_demo is not None:
            self._background.run_records(open_demo, self._enter, self._gates.show_problems)
            return
        settings = self._at.settings
        if settings.database_url or any((settings.home / name).exists() for name in PRACTICE_FILES):
            self.ask_for_passphrase()
        else:
            self._ask_for_practice()
        self._background.run_records(entrance.warm_up, lambda _none: None, self._gates.show_problems)

    def ask_for_passphrase(self) -> None:
        """Ask who it is, and for the passphrase."""
        page, at = UnlockPage(), self._at
        page.unlock_wanted.connect(self.unlock)
        page.recovery_wanted.connect(self._ask_for_recovery_key)
        page.emergency_wanted.connect(self._show_emergency_steps)
        self._gates.show_gate(page)
        self._background.run_records(lambda: entrance.people(at), self._show_people, self._gates.refuse)

    def unlock(self, number: int, passphrase: str) -> None:
        """Open the practice with a passphrase."""
        at = self._at
        if not number:  # nobody's name could be read, for instance because the server was away
            self.ask_for_passphrase()
            return
        self._try(lambda: entrance.unlock(at, number, passphrase), self._enter)

    def _show_emergency_steps(self) -> None:
        """Read them beside the records' thread, which may be at work on a passphrase."""
        settings, gates = self._at.settings, self._gates
        self._background.run(lambda: entrance.emergencies(settings), gates.show_emergency, gates.show_problems)

    def _ask_for_practice(self) -> None:
        first = SetUpPage(entrance.advice, on_server=self._at.settings.database_url is not None)
        first.wanted.connect(self._set_up)
        first.restore_wanted.connect(self._ask_for_backup)
        first.server_wanted.connect(self._ask_for_server)
        self._gates.show_gate(first)

    def _ask_for_server(self) -> None:
        page, settings = ServerPage(), self._at.settings
        page.left.connect(self._ask_for_practice)
        page.wanted.connect(lambda entries: self._try(lambda: entrance.find_server(settings, entries), self._go_there))
        self._gates.show_gate(page)

    def _go_there(self, found: Found) -> None:
        """Go on at a server that was found: unlock what is there, or set it up."""
        self._at, self._gates.is_on_server = found.at, True
        if found.people:
            self.ask_for_passphrase()
        else:
            self._ask_for_practice()

    def _ask_for_backup(self) -> None:
        from consult_app.ui.entry.restoring import Restoring  # noqa: PLC0415 (see above)
        from consult_app.ui.pages.restore import RestorePage  # noqa: PLC0415 (imported while the window is shown)

        page = RestorePage()
        page.left.connect(self._ask_for_practice)
        self._gates.show_gate(page)
        Restoring(self._at.settings.home, page, self._background).restored.connect(self._unlock_restored)

    def _unlock_restored(self, words: str) -> None:
        self.ask_for_passphrase()
        if isinstance(self._gates.gate, UnlockPage):
            self._gates.gate.show_note(words)

    def _ask_for_recovery_key(self) -> None:
        page = RecoverPage(self._people, entrance.advice)
        page.wanted.connect(self._recover)
        page.left.connect(self.ask_for_passphrase)
        self._gates.show_gate(page)

    def _show_people(self, people: Any) -> None:
        """Offer the practitioners; on a server that holds no practice yet there is nobody."""
        if not people:
            self._ask_for_practice()
            return
        self._people = [(person.id, person.name) for person in people if person.disabled_at is None]
        if isinstance(self._gates.gate, UnlockPage):
            self._gates.gate.show_people(self._people)

    def _recover(self, entries: RecoveryEntries) -> None:
        at = self._at
        self._try(lambda: entrance.recover(at, entries), self._enter)

    def _set_up(self, entries: FirstEntries) -> None:
        at = self._at
        self._try(lambda: entrance.set_up(at, entries), self._show_recovery_sheet)

    def _show_recovery_sheet(self, made: NewPractice) -> None:
        from consult_app.ui.pages.recovery_sheet import RecoverySheetPage  # noqa: PLC0415 (imported while one waits)

        self.waiting = made.app
        page = RecoverySheetPage(made.paper, made.groups)
        page.side.show_practice(made.app.catalogue.practice.practice.name)
        page.confirmed.connect(lambda: self._confirm_sheet(made.app))
        page.later.connect(lambda: self._enter(made.app))
        self._gates.show_gate(page)

    def _confirm_sheet(self, app: "App") -> None:
        self._background.run_records(app.records.people.confirm_recovery_sheet, lambda _none: None, self._gates.refuse)
        self._enter(app)

    def _enter(self, app: "App") -> None:
        self.waiting = None
        self.entered.emit(app)

    def _try(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._gates.show_working()
        self._background.run_records(work, done, self._gates.refuse)
