"""Somebody at the window: finds controls by name, clicks and types as a person does, and waits for what follows."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consult_app.settings import Settings
from consult_app.ui.frame import ConsultationFrame
from consult_app.ui.main_window import MainWindow
from consult_app.ui.pages.unlock import UnlockPage

PATIENCE_MS = 30_000
LEFT = Qt.MouseButton.LeftButton
W = TypeVar("W", bound=QWidget)


class Person:
    """Drives one window of a practice in a folder."""

    def __init__(self, home: Path, qtbot: QtBot) -> None:
        self.bot = qtbot
        self.window = MainWindow(Settings(home))
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window, timeout=PATIENCE_MS):
            self.window.show()
            self.window.activateWindow()

    def wait(self, met: Callable[[], bool]) -> None:
        self.bot.waitUntil(met, timeout=PATIENCE_MS)

    def find(self, kind: type[W], name: str) -> W:
        """The control of that object name, once it can be seen."""

        def seen() -> list[W]:
            return [one for one in self.window.findChildren(kind, name) if one.isVisible()]

        self.wait(lambda: len(seen()) == 1)
        return seen()[0]

    def click(self, name: str) -> None:
        self.bot.mouseClick(self.find(QWidget, name), LEFT)

    def write(self, name: str, text: str) -> None:
        """Click into a field and type over what is there."""
        field = self.find(QWidget, name)
        target = field.focusProxy() or field
        self.bot.mouseClick(target, LEFT)
        self.bot.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if text.isascii():
            self.bot.keyClicks(target, text)
        else:  # QTest has no keys for other letters; they come by way of the clipboard, as from a character picker
            QApplication.clipboard().setText(text)
            self.bot.keyClick(target, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def keyboard(self) -> QWidget:
        """The control that has the keyboard."""
        self.wait(lambda: QApplication.focusWidget() is not None)
        here = QApplication.focusWidget()
        assert here is not None
        return here

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        self.bot.keyClick(self.keyboard(), key, modifier)

    def type(self, text: str) -> None:
        self.bot.keyClicks(self.keyboard(), text)

    def bring_into_view(self, control: QWidget) -> None:
        """Tab to a control and wait until the page has scrolled to it."""
        control.setFocus(Qt.FocusReason.TabFocusReason)
        self.wait(lambda: control.hasFocus() and not control.visibleRegion().isEmpty())

    @property
    def frame(self) -> ConsultationFrame:
        """The consultation that is open."""
        assert self.window.desk is not None
        assert self.window.desk.frame is not None
        return self.window.desk.frame

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
