"""Somebody at the window: finds controls by name, clicks and types as a person does, and waits for what follows."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from consult_app.demo import demo_app
from consult_app.records.store import Records
from consult_app.settings import Settings
from consult_app.ui.consultation.frame import ConsultationFrame
from consult_app.ui.main_window import MainWindow
from consult_app.ui.pages.unlock import UnlockPage

PATIENCE_MS = 30_000
LEFT = Qt.MouseButton.LeftButton
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
T = TypeVar("T")
W = TypeVar("W", bound=QWidget)


class Person:
    """Drives one window of a practice in a folder, or of the demonstration on a given day."""

    def __init__(
        self, home: Path, qtbot: QtBot, demo_day: dt.date | None = None, database_url: str | None = None
    ) -> None:
        self.bot, settings = qtbot, Settings(home, database_url=database_url)
        self.window = MainWindow(settings, (lambda: demo_app(settings, demo_day)) if demo_day else None)
        qtbot.addWidget(self.window)
        self.window.show()
        self.come_to_front()

    def come_to_front(self) -> None:
        """Make the window the one that has the keyboard, as a click on its frame does."""
        with self.bot.waitActive(self.window, timeout=PATIENCE_MS):
            self.window.activateWindow()

    def wait(self, met: Callable[[], bool]) -> None:
        self.bot.waitUntil(met, timeout=PATIENCE_MS)

    def find(self, kind: type[W], name: str, inside: QWidget | None = None) -> W:
        """The control of that object name, once it can be seen."""

        def seen() -> list[W]:
            return [one for one in (inside or self.window).findChildren(kind, name) if one.isVisible()]

        self.wait(lambda: len(seen()) == 1)
        return seen()[0]

    def reach(self, control: QWidget) -> QWidget:
        """Scroll, as a person does, until the middle of a control can be seen; the part of it that takes a click."""
        target = control
        while (proxy := target.focusProxy()) is not None:
            target = proxy

        def in_sight() -> bool:
            above = target.parentWidget()
            while above is not None and not above.isWindow():
                if isinstance(above, QScrollArea):
                    above.ensureWidgetVisible(target)
                above = above.parentWidget()
            return target.visibleRegion().contains(target.rect().center())

        self.wait(in_sight)
        return target

    def click(self, name: str, inside: QWidget | None = None) -> None:
        self.click_on(self.find(QWidget, name, inside))

    def click_on(self, control: QWidget, at: QPoint | None = None) -> None:
        target = self.reach(control)
        assert target.isEnabled(), target.accessibleName()
        self.bot.mouseClick(target, LEFT, pos=at or target.rect().center())

    def write(self, name: str, text: str, inside: QWidget | None = None) -> None:
        """Click into a field and type over what is there."""
        target = self.reach(self.find(QWidget, name, inside))
        self.bot.mouseClick(target, LEFT)
        self.bot.keyClick(target, Qt.Key.Key_A, CTRL)
        if text.isascii():
            self.bot.keyClicks(target, text)
        else:  # QTest has no keys for other letters; they come by way of the clipboard, as from a character picker
            QApplication.clipboard().setText(text)
            self.bot.keyClick(target, Qt.Key.Key_V, CTRL)

    def choose(self, name: str, words: str, inside: QWidget | None = None) -> None:
        """Go down a list by keyboard to the choice with these words."""
        combo = self.reach(self.find(QWidget, name, inside))
        assert isinstance(combo, QComboBox)
        combo.setFocus(Qt.FocusReason.TabFocusReason)
        at = combo.findText(words, Qt.MatchFlag.MatchStartsWith)
        assert at >= 0, f"{words} is not offered"
        self.bot.keyClick(combo, Qt.Key.Key_Home)
        for _ in range(at - combo.currentIndex()):
            self.bot.keyClick(combo, Qt.Key.Key_Down)
        assert combo.currentText().startswith(words)

    def pick(self, opener: QWidget, *words: str) -> None:
        """Choose from the menu of a button by arrow keys, opening it once for each choice."""
        for each in words:
            self.reach(opener).setFocus(Qt.FocusReason.TabFocusReason)
            menu = only(opener.findChildren(QMenu))
            menu.popup(opener.mapToGlobal(QPoint(0, opener.height())))
            self.wait(menu.isVisible)
            for _ in menu.actions():
                if not (menu.activeAction() and menu.activeAction().text() == each):
                    self.bot.keyClick(menu, Qt.Key.Key_Down)
            assert menu.activeAction().text() == each, f"{each} is not offered"
            self.bot.keyClick(menu, Qt.Key.Key_Return)
            self.wait(menu.isHidden)

    def keyboard(self) -> QWidget:
        """The control that has the keyboard; where no window manager does so, the window takes it back from a popup."""

        def is_somewhere() -> bool:
            QApplication.processEvents()
            active = QApplication.activeWindow()
            if active is None or not active.isVisible():
                self.window.activateWindow()
            here = QApplication.focusWidget()
            return here is not None and here.isVisible()

        self.wait(is_somewhere)
        here = QApplication.focusWidget()
        assert here is not None
        return here

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press a key where the keyboard is."""
        self.bot.keyClick(self.keyboard(), key, modifier)

    def type(self, text: str) -> None:
        self.bot.keyClicks(self.keyboard(), text)

    def go_to(self, step: int) -> None:
        """Open a step by its key."""
        self.press(Qt.Key(Qt.Key.Key_0 + step), ALT)
        steps = list(self.frame.pages)
        self.wait(lambda: self.frame.page.step == steps[step - 1] and self.frame.page.isVisible())

    def answer_file_dialog(self, path: Path) -> None:
        """Give the file dialog that opens a path, and accept it."""
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        name = self.find(QLineEdit, "fileNameEdit", dialog)
        name.setText(str(path))  # typing would open a list of files over the field
        self.bot.keyClick(name, Qt.Key.Key_Return)
        self.wait(lambda: QApplication.activeModalWidget() is None)

    @property
    def frame(self) -> ConsultationFrame:
        """The consultation that is open."""
        assert self.window.desk is not None
        assert self.window.desk.frame is not None
        return self.window.desk.frame

    def read(self, work: Callable[[Records], T]) -> T:
        """Read from the records as the window does: on their own thread, after everything asked of them before."""
        assert self.window.desk is not None
        records, found = self.window.desk.app.records, list[T]()
        self.window.background.run_records(lambda: work(records), found.append, _raise)
        self.wait(lambda: bool(found))
        return found[0]

    def wait_for_desk(self) -> None:
        self.wait(lambda: self.window.desk is not None and not self.window.is_locked)

    def wait_for_consultation(self) -> None:
        self.wait(lambda: self.window.desk is not None and self.window.desk.frame is not None)

    def wait_until_saved(self) -> None:
        self.wait(lambda: self.frame.saving.is_clean)

    def unlock(self, passphrase: str) -> None:
        self.wait(lambda: isinstance(self.window.gate, UnlockPage) and bool(self.window.gate.who.value))
        self.write("passphrase", passphrase)
        self.click("unlock")

    def close(self) -> None:
        self.window.close()
        self.wait(lambda: not self.window.isVisible())


def only(found: list[W]) -> W:
    """The one control of its kind."""
    assert len(found) == 1
    return found[0]


def _raise(error: Exception) -> None:
    raise error
