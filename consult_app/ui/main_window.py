"""The window: the gate before the records, the desk behind it, and the cover while it is locked."""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QScrollArea, QWidget
from shiboken6 import isValid

from consult_app.errors import ConsultError
from consult_app.settings import Settings, load_settings, save_settings
from consult_app.ui.background import Background
from consult_app.ui.entry.cover import Cover
from consult_app.ui.entry.gate_stack import GateStack
from consult_app.ui.entry.way_in import WayIn
from consult_app.ui.focus import bring_into_sight
from consult_app.ui.help.help_window import Help
from consult_app.ui.session_watch import SessionWatch
from consult_app.ui.shortcuts import bind
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.fault_notice import FaultNotice

if TYPE_CHECKING:
    from consult_app.app import App
    from consult_app.ui.desk import Desk

SMALLEST, FIRST_SIZE, FOR_LARGE_TEXT = (1008, 640), (1280, 800), 220
TITLE, DEMO_TITLE = "Microneedling consult", "Microneedling consult: demo practice, nothing is kept"
INPUT = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel)


class MainWindow(QMainWindow):
    """Shows the gate at once; everything heavy is imported while the passphrase is typed."""

    dress_wanted = Signal(object)

    def __init__(self, settings: Settings, open_demo: Callable[[], "App"] | None = None) -> None:
        super().__init__()
        self._settings, self._open_demo = settings, open_demo
        self.background = Background(self)
        self.desk: Desk | None = None
        self._may_close, self._is_locked = False, False
        self._left_at: QWidget | None = None
        self.setWindowTitle(DEMO_TITLE if open_demo else TITLE)
        self.setObjectName("main_window")
        self._gates = GateStack(on_server=settings.database_url is not None)
        self._way_in = WayIn(settings, self._gates, self.background)
        self._way_in.entered.connect(self._enter)
        self._cover = Cover(self._gates, self.background)
        self._cover.lifted.connect(self._uncover)
        self._cover.handed_over.connect(self._hand_over)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(_Floor(self._gates))
        self.setCentralWidget(scroll)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(settings.lock_minutes * 60_000)
        self._idle.timeout.connect(lambda: self.lock(idle=True))
        SessionWatch(self).left.connect(self.lock)
        QApplication.instance().focusChanged.connect(self._keep_in_sight)  # type: ignore[union-attr]
        bind(self, (("F1", Help(self).open), ("Ctrl+L", self.lock)))
        self._place()
        self._way_in.begin(open_demo)

    @property
    def gate(self) -> QWidget | None:
        """The page in front of the desk, if there is one."""
        return self._gates.gate

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
        self._is_locked, self._left_at = True, self.focusWidget()
        self._cover.put_over(self.desk, self._settings.lock_minutes if idle else None)
        self._close_what_is_over_it()

    def _close_what_is_over_it(self) -> None:
        """No list and no dialog stays open in front of the cover."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for window in self.findChildren(QDialog):
            window.reject()

    def show_fault(self, report: str) -> None:
        """Say that the program made a mistake; the report holds no client data."""
        FaultNotice(self, report).open()

    def _keep_in_sight(self, _left: QWidget | None, here: QWidget | None) -> None:
        if here is not None and self.isAncestorOf(here):
            bring_into_sight(here)

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
        opened = (self.desk.frame or self.desk.session) if self.desk else None
        if ok or (opened is not None and opened.was_copied):
            self._may_close = True
            QTimer.singleShot(0, self.close)
        elif opened is not None:
            opened.show_not_saved()

    def _shut(self) -> None:
        self._idle.stop()
        app = self.desk.app if self.desk is not None else self._way_in.waiting
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

    def _hand_over(self, number: int, passphrase: str) -> None:
        """Close what one practitioner had open, and open the practice for another."""
        if self.desk is None:
            return
        old, self.desk, self._is_locked, self._left_at = self.desk, None, False, None
        self._gates.removeWidget(old)
        old.deleteLater()
        self.background.run_records(old.app.records.close, lambda _none: None, self._gates.show_problems)
        self._way_in.ask_for_passphrase()
        self._way_in.unlock(number, passphrase)

    def _uncover(self) -> None:
        self._is_locked = False
        self._gates.close_gate()
        if self.desk is not None:
            self._gates.setCurrentWidget(self.desk)
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

        self.desk = Desk(app, self.background)
        self.desk.lock_wanted.connect(self.lock)
        self.desk.settings_changed.connect(self.follow)
        self._gates.addWidget(self.desk)
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
        self._keep_floor()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._keep_floor()

    def _keep_floor(self) -> None:
        """Larger text needs more height, not more width: its lines take more rows, and the whole window scrolls."""
        width, height = SMALLEST
        self.setMinimumSize(width, round(height + (current_theme().scale - 1) * FOR_LARGE_TEXT))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._whole.setGeometry(self.rect())
