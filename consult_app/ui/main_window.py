"""The window: the gate before the records, the desk behind it, and the cover while it is locked."""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QScrollArea, QStackedWidget, QWidget
from shiboken6 import isValid

from consult_app.errors import BadInputError, ConsultError, WrongPassphraseError
from consult_app.settings import Settings, load_settings, save_settings
from consult_app.ui import entrance
from consult_app.ui.background import Background
from consult_app.ui.entrance import NewPractice
from consult_app.ui.entries import FirstEntries, RecoveryEntries
from consult_app.ui.pages.problems import ProblemsPage
from consult_app.ui.pages.recover import RecoverPage
from consult_app.ui.pages.set_up import SetUpPage
from consult_app.ui.pages.unlock import UnlockPage
from consult_app.ui.session_watch import SessionWatch
from consult_app.ui.shortcuts import ShortcutList, bind
from consult_app.ui.widgets.fault_notice import FaultNotice
from consult_app.ui.widgets.gate import Gate

if TYPE_CHECKING:
    from consult_app.app import App
    from consult_app.ui.desk import Desk

SMALLEST, FIRST_SIZE = (1024, 640), (1280, 800)
TITLE, DEMO_TITLE = "Microneedling consult", "Microneedling consult: demo practice, nothing is kept"
PRACTICE_FILES = ("keys.json", "records.db")
"""What tells a practice from an empty folder before anything heavy is imported."""
INPUT = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel)


class MainWindow(QMainWindow):
    """Shows the gate at once; everything heavy is imported while the passphrase is typed."""

    dress_wanted = Signal(object)

    def __init__(self, settings: Settings, open_demo: Callable[[], "App"] | None = None) -> None:
        super().__init__()
        self._settings, self._open_demo = settings, open_demo
        self.background = Background(self)
        self.desk: Desk | None = None
        self.gate: QWidget | None = None
        self._people: list[tuple[int, str]] = []
        self._waiting: App | None = None
        self._may_close, self._is_locked = False, False
        self._left_at: QWidget | None = None
        self.setWindowTitle(DEMO_TITLE if open_demo else TITLE)
        self.setObjectName("main_window")
        self._stack = QStackedWidget()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(_Floor(self._stack))
        self.setCentralWidget(scroll)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(settings.lock_minutes * 60_000)
        self._idle.timeout.connect(lambda: self.lock(idle=True))
        SessionWatch(self).left.connect(self.lock)
        bind(self, (("F1", lambda: ShortcutList(self).open()), ("Ctrl+L", self.lock)))
        self._place()
        self._begin()

    @property
    def is_locked(self) -> bool:
        """Whether the screen is covered."""
        return self._is_locked

    def follow(self, settings: Settings) -> None:
        """Go by the settings as they are now: when it locks, and how the window is dressed."""
        self._settings = settings
        self._idle.setInterval(settings.lock_minutes * 60_000)
        self.dress_wanted.emit(settings)

    def lock(self, *, idle: bool = False) -> None:
        """Cover the screen, save, and ask for the passphrase before going on at the same place."""
        if self.desk is None or self._is_locked:
            return
        cover = UnlockPage()
        cover.side.show_practice(self.desk.app.catalogue.practice.practice.name)
        me = self.desk.app.records.practitioner
        cover.show_people([(me.id, me.name)])
        minutes = self._settings.lock_minutes if idle else None
        cover.show_locked(me.id, minutes, is_demo=self.desk.app.is_demo)
        cover.unlock_wanted.connect(self._carry_on)
        if not self.desk.app.is_demo:
            self.background.run_records(self.desk.app.records.people.everyone, self._show_people, self._refuse)
        self._is_locked, self._left_at = True, self.focusWidget()
        self._show_gate(cover)
        self._close_what_is_over_it()
        self.desk.settle(lambda ok: cover.show_saved(saved=ok) if self.gate is cover else None)

    def _close_what_is_over_it(self) -> None:
        """No list and no dialog stays open in front of the cover."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for window in self.findChildren(QDialog):
            window.reject()

    def show_fault(self, report: str) -> None:
        """Say that the program made a mistake; the report holds no client data."""
        FaultNotice(self, report).open()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Watch for input from now on."""
        super().showEvent(event)
        if (handle := self.windowHandle()) is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Any input starts the idle time over."""
        if event.type() in INPUT and self.desk is not None and not self._is_locked:
            self._idle.start()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Save first, wait for it, then close; what cannot be saved keeps the window open."""
        if self.desk is None or self._may_close:
            self._shut()
            event.accept()
            return
        event.ignore()
        self.desk.settle(self._close_when_saved)

    def _close_when_saved(self, ok: bool) -> None:
        frame = self.desk.frame if self.desk else None
        if ok or (frame is not None and frame.was_copied):
            self._may_close = True
            QTimer.singleShot(0, self.close)
        elif frame is not None:
            frame.show_not_saved()
        elif self.desk is not None and self.desk.session is not None:
            self.desk.session.show_not_saved()

    def _shut(self) -> None:
        self._idle.stop()
        app = self.desk.app if self.desk is not None else self._waiting
        if app is not None:
            self.background.run_records(app.records.close, lambda _none: None, lambda _error: None)
        self.background.finish()
        if self._open_demo is None and self.isVisible():
            place = self.normalGeometry()
            # Read anew: other choices were made while the window was open.
            kept, _problems = load_settings(self._settings.home)
            window = (place.x(), place.y(), place.width(), place.height())
            try:
                save_settings(dataclasses.replace(kept, window=window))
            except (ConsultError, OSError):
                return

    def _begin(self) -> None:
        if self._open_demo is not None:
            self.background.run_records(self._open_demo, self._enter, self._show_problems)
            return
        if self._settings.database_url or any((self._settings.home / name).exists() for name in PRACTICE_FILES):
            self._ask_for_passphrase()
        else:
            self._ask_for_practice()
        self.background.run_records(entrance.warm_up, lambda _none: None, self._show_problems)

    def _ask_for_practice(self) -> None:
        first = SetUpPage(on_server=self._settings.database_url is not None)
        first.wanted.connect(self._set_up)
        first.restore_wanted.connect(self._ask_for_backup)
        self._show_gate(first)

    def _ask_for_backup(self) -> None:
        from consult_app.ui.pages.restore import RestorePage  # noqa: PLC0415 (imported while the window is shown)
        from consult_app.ui.restoring import Restoring  # noqa: PLC0415 (see above)

        page = RestorePage()
        page.left.connect(self._ask_for_practice)
        self._show_gate(page)
        Restoring(self._settings.home, page, self.background).restored.connect(self._unlock_restored)

    def _unlock_restored(self, words: str) -> None:
        self._ask_for_passphrase()
        if isinstance(self.gate, UnlockPage):
            self.gate.show_note(words)

    def _ask_for_passphrase(self) -> None:
        page, settings = UnlockPage(), self._settings
        page.unlock_wanted.connect(self._unlock)
        page.recovery_wanted.connect(self._ask_for_recovery_key)
        self._show_gate(page)
        self.background.run_records(lambda: entrance.people(settings), self._show_people, self._refuse)

    def _ask_for_recovery_key(self) -> None:
        page = RecoverPage(self._people)
        page.wanted.connect(self._recover)
        page.left.connect(self._ask_for_passphrase)
        self._show_gate(page)

    def _show_people(self, people: Any) -> None:
        """Offer the practitioners; on a server that holds no practice yet there is nobody."""
        if not people:
            self._ask_for_practice()
            return
        self._people = [(person.id, person.name) for person in people if person.disabled_at is None]
        if isinstance(self.gate, UnlockPage):
            self.gate.show_people(self._people)

    def _show_gate(self, gate: QWidget) -> None:
        self._close_gate()
        self.gate = gate
        if self._settings.database_url and isinstance(gate, Gate):
            gate.side.show_on_server()
        self._stack.addWidget(gate)
        self._stack.setCurrentWidget(gate)

    def _close_gate(self) -> None:
        if self.gate is not None:
            self._stack.removeWidget(self.gate)
            self.gate.deleteLater()
            self.gate = None

    def _unlock(self, number: int, passphrase: str) -> None:
        settings = self._settings
        if not number:  # nobody's name could be read, for instance because the server was away
            self._ask_for_passphrase()
            return
        self._try(lambda: entrance.unlock(settings, number, passphrase), self._enter)

    def _recover(self, entries: RecoveryEntries) -> None:
        settings = self._settings
        self._try(lambda: entrance.recover(settings, entries), self._enter)

    def _set_up(self, entries: FirstEntries) -> None:
        settings = self._settings
        self._try(lambda: entrance.set_up(settings, entries), self._show_recovery_sheet)

    def _show_recovery_sheet(self, made: NewPractice) -> None:
        from consult_app.ui.pages.recovery_sheet import RecoverySheetPage  # noqa: PLC0415 (imported while one waits)

        self._waiting = made.app
        page = RecoverySheetPage(made.paper, made.groups)
        page.side.show_practice(made.app.catalogue.practice.practice.name)
        page.confirmed.connect(lambda: self._confirm_sheet(made.app))
        page.later.connect(lambda: self._enter(made.app))
        self._show_gate(page)

    def _confirm_sheet(self, app: "App") -> None:
        self.background.run_records(app.records.people.confirm_recovery_sheet, lambda _none: None, self._refuse)
        self._enter(app)

    def _carry_on(self, number: int, passphrase: str) -> None:
        """Unlock the cover; the records stayed open, so only the passphrase is proved."""
        if self.desk is None:
            return
        app = self.desk.app
        if app.is_demo or number == app.records.practitioner.id:
            self._try(lambda: entrance.prove(app, number, passphrase), lambda _none: self._uncover())
        else:
            self.desk.settle(lambda ok: self._take_turn(app, number, passphrase, saved=ok))

    def _take_turn(self, app: "App", number: int, passphrase: str, *, saved: bool) -> None:
        """Let another practitioner in, once everything the present one typed is saved."""
        if saved:
            self._try(
                lambda: entrance.prove(app, number, passphrase), lambda _none: self._hand_over(number, passphrase)
            )
        elif isinstance(self.gate, UnlockPage):
            name = app.records.practitioner.name
            self.gate.show_refused(f"The last change of {name} is not saved yet, so {name} has to unlock first.")

    def _hand_over(self, number: int, passphrase: str) -> None:
        """Close what one practitioner had open, and open the practice for another."""
        if self.desk is None:
            return
        old, self.desk, self._is_locked, self._left_at = self.desk, None, False, None
        self._stack.removeWidget(old)
        old.deleteLater()
        self.background.run_records(old.app.records.close, lambda _none: None, self._show_problems)
        self._ask_for_passphrase()
        self._unlock(number, passphrase)

    def _try(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        if isinstance(self.gate, SetUpPage | UnlockPage | RecoverPage):
            self.gate.show_working()
        self.background.run_records(work, done, self._refuse)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, ConsultError):
            self._show_problems(error)
        elif isinstance(error, WrongPassphraseError) and isinstance(self.gate, UnlockPage):
            self.gate.show_refused(error.message, error.wait_seconds)
        elif isinstance(error, BadInputError) and error.problems:
            self._show_problems(error)
        elif isinstance(self.gate, SetUpPage | UnlockPage | RecoverPage):
            self.gate.show_refused(str(error))

    def _show_problems(self, error: Exception) -> None:
        if not isinstance(error, ConsultError):
            raise error
        self._show_gate(ProblemsPage(error))

    def _uncover(self) -> None:
        self._is_locked = False
        self._close_gate()
        if self.desk is not None:
            self._stack.setCurrentWidget(self.desk)
            self._idle.start()
            if self.desk.frame is not None:
                self.desk.frame.saving.save_if_failed()
                self.desk.frame.look_at_day()
            if self.desk.session is not None:
                self.desk.session.saving.save_if_failed()
            self._focus_again()

    def _focus_again(self) -> None:
        """Put the keyboard back where it was before the screen was covered."""
        if self._left_at is not None and isValid(self._left_at):
            self._left_at.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.desk is not None and self.desk.frame is not None:
            self.desk.frame.focus_sheet()
        elif self.desk is not None and self.desk.session is not None:
            self.desk.session.focus_sheet()
        self._left_at = None

    def _enter(self, app: "App") -> None:
        from consult_app.ui.desk import Desk  # noqa: PLC0415 (imported while the window is shown)

        self._waiting = None
        self.desk = Desk(app, self.background)
        self.desk.lock_wanted.connect(self.lock)
        self.desk.settings_changed.connect(self.follow)
        self._stack.addWidget(self.desk)
        self._uncover()

    def _place(self) -> None:
        x, y, width, height = self._settings.window or (0, 0, *FIRST_SIZE)
        self.resize(width, height)
        if self._settings.window:
            self.move(x, y)


class _Floor(QWidget):
    """Holds everything at no less than the smallest size; without a layout, so that wrapped text asks for no more."""

    def __init__(self, whole: QWidget) -> None:
        super().__init__()
        self._whole = whole
        whole.setParent(self)
        self.setMinimumSize(*SMALLEST)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._whole.setGeometry(self.rect())
