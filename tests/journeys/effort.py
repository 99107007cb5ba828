"""What a consultation costs a person: every key press and click is really made at the window, and counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.printing import PrintDialog
from tests.journeys.person import CTRL, LEFT, NO_MODIFIER, SHIFT, Person, only


@dataclass
class Effort:
    """Key presses, a combination counting as one, and clicks; letters typed into names and dates stand apart."""

    keys: int = 0
    clicks: int = 0
    typed: int = 0

    @property
    def total(self) -> int:
        """What is held against an aim."""
        return self.keys + self.clicks


class CountingBot:
    """Sends keys and clicks through the real bot and counts each."""

    def __init__(self, bot: QtBot) -> None:
        self._bot, self.effort, self._is_apart = bot, Effort(), False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bot, name)

    def keyClick(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:  # noqa: N802
        """One key, or one combination."""
        self.effort.keys += 1
        self._bot.keyClick(widget, key, modifier)

    def keyClicks(self, widget: QWidget, text: str) -> None:  # noqa: N802
        """A key for each letter."""
        if self._is_apart:
            self.effort.typed += len(text)
        else:
            self.effort.keys += len(text)
        self._bot.keyClicks(widget, text)

    def mouseClick(self, widget: QWidget, button: Qt.MouseButton, pos: QPoint | None = None) -> None:  # noqa: N802
        """One click."""
        self.effort.clicks += 1
        self._bot.mouseClick(widget, button, pos=pos or widget.rect().center())

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Count what is typed here as the letters of a name or a date."""
        self._is_apart = True
        try:
            yield
        finally:
            self._is_apart = False


class CountedPerson(Person):
    """Somebody who only presses keys where the keyboard is, and clicks on what can be seen."""

    bot: CountingBot  # type: ignore[assignment]

    def __init__(self, home: Path, qtbot: QtBot) -> None:
        super().__init__(home, qtbot)
        self.bot = CountingBot(qtbot)

    @property
    def effort(self) -> Effort:
        """What was counted so far."""
        return self.bot.effort

    def start_counting(self) -> None:
        """Count from here on."""
        self.bot.effort = Effort()

    def type_apart(self, text: str) -> None:
        """Type a name or a date where the keyboard is."""
        with self.bot.apart():
            self.type(text)

    def go(self, step: str, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press what leads to a step, and see that it is open."""
        self.press(key, modifier)
        self.see(step)

    def see(self, step: str) -> None:
        """See that a step is open."""
        self.wait(lambda: self.frame.page.step == step and self.frame.page.isVisible())

    def pick_in_menu(self, opener: str, words: str) -> None:
        """Open a button's menu by a click and click on one of its lines."""
        button = self.find(QWidget, opener)
        menu = only(button.findChildren(QMenu))
        picked: list[bool] = []

        def pick() -> None:
            """Called while the menu is open, for opening it does not return before it is closed."""
            if not menu.isVisible():
                QTimer.singleShot(0, pick)
                return
            line = next(one for one in menu.actions() if one.text() == words)
            self.bot.mouseClick(menu, LEFT, pos=menu.actionGeometry(line).center())
            picked.append(True)

        QTimer.singleShot(0, pick)
        self.click_on(button)
        self.wait(lambda: bool(picked))

    def print_everything(self, target: Path) -> None:
        """Print all papers: the key, and Print in the system's dialog; the printer here is a file."""
        self.press(Qt.Key.Key_P, CTRL | SHIFT)
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), PrintDialog))
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        self.find(QLineEdit, "filename", dialog).setText(str(target))
        self.click_on(next(each for each in dialog.findChildren(QPushButton) if each.text() == "&Print"))
        self.wait(lambda: target.exists() and QApplication.activeModalWidget() is None)
