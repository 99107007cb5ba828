"""What a monkey does to a window: clicks, drags, keys, typed text, sizes, themes, locks, places, all from one seed."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Literal

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent, QWindow
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from consult_app.records.unlock_failures import FILE as FAILURES
from consult_app.settings import TEXT_SIZES, Settings
from consult_app.ui.desk import PLACES
from consult_app.ui.main_window import MainWindow
from consult_app.ui.pages.unlock import UnlockPage
from tests.ui.monkey.practice import WORDS

NONE, CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
K = Qt.Key
WAYS = (
    *(K.Key_Tab, K.Key_Backtab, K.Key_Up, K.Key_Down, K.Key_Left, K.Key_Right, K.Key_Home, K.Key_End, K.Key_Return),
    *(K.Key_Space, K.Key_Escape, K.Key_PageUp, K.Key_PageDown, K.Key_Backspace, K.Key_Delete),
)
LETTERS = (K.Key_Y, K.Key_N, K.Key_U, K.Key_F, K.Key_1, K.Key_2, K.Key_3, K.Key_4, K.Key_5, K.Key_0, K.Key_Period)
SHORTCUTS = (
    *((key, CTRL) for key in (K.Key_N, K.Key_F, K.Key_S, K.Key_Z, K.Key_Z, K.Key_G, K.Key_M, K.Key_P, K.Key_Tab)),
    *((key, CTRL) for key in (K.Key_A, K.Key_C, K.Key_V, K.Key_X)),
    *((key, CTRL | SHIFT) for key in (K.Key_Z, K.Key_S)),
    *((Qt.Key(K.Key_1 + at), ALT) for at in range(7)),
    *((key, ALT) for key in (K.Key_Left, K.Key_Right, K.Key_Down)),
    *((key, NONE) for key in (K.Key_F1, K.Key_F6)),
    (K.Key_N, SHIFT),
)
TEXTS = (
    *("Zoë Łukasz", "O’Brien-Ñuñez", "شيماء القحطاني", "דנה כהן", "अनन्या", "山田花子", "İstanbul", "ﬀ ﬁ", "🙂👩🏽‍⚕️"),
    *("12 Mar 2026", "3/4/1998", "2026-02-30", "01632 960412", "x@y.example", "-1", "0", "1.25", "99999999999", "1e9"),
    *(
        "a" * 300,
        "line\nbreak",
        "  ",
        "%s {0} <b>bold</b> & \\",
        "'; DROP TABLE client; --",
        "\u202eturned\u202c",
        "e\u0301",
    ),
)
SIZES = ((1024, 640), (1024, 700), (1100, 720), (1280, 800), (1440, 900), (1920, 1080), (700, 500))
MOST_STEPS = 12


class Monkey:
    """Does one random thing at a time; ``log`` holds the last ones in words, and with ``tells`` each is printed."""

    def __init__(self, window: MainWindow, settings: Settings, folder: Path, seed: int, *, tells: bool = False) -> None:
        self.window, self._settings, self._folder, self._tells = window, settings, folder, tells
        self._random = Random(seed)  # noqa: S311 (play, no secret)
        self.log: deque[str] = deque(maxlen=30)
        self.counts: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        acts: tuple[tuple[Callable[[], None], int], ...] = (
            (self.click, 340),
            (self.click_anywhere, 60),
            (self.double_click, 20),
            (self.right_click, 15),
            (self.drag, 60),
            (self.wheel, 40),
            (self.way, 150),
            (self.letter, 80),
            (self.shortcut, 60),
            (self.type, 90),
            (self.resize, 12),
            (self.dress, 2),
            (self.lock, 5),
            (self.open_consultation, 20),
            (self.go_to, 15),
            (self.answer, 30),
        )
        self._acts, self._weights = [act for act, _weight in acts], [weight for _act, weight in acts]

    def act(self) -> None:
        """Do something, wherever the program is now."""
        if not self._close_system_dialog():
            act = self._random.choices(self._acts, self._weights)[0]
            if isinstance(self.window.gate, UnlockPage) and self._random.random() < 0.5:
                act = self.unlock
            act()
        self._note_place()

    def click(self) -> None:
        """Click on a control that can be seen, scrolled to as a person would."""
        if (found := self._control()) is not None:
            self._click_at(found, self._spot(found), LEFT)

    def click_anywhere(self) -> None:
        """Click wherever."""
        top = self._top()
        spot = QPoint(self._random.randrange(max(1, top.width())), self._random.randrange(max(1, top.height())))
        self._say("click anywhere", top, spot)
        if (handle := _handle(top)) is not None:
            QTest.mouseClick(handle, LEFT, NONE, spot)

    def double_click(self) -> None:
        """Click twice, quickly."""
        if (found := self._control()) is not None:
            top, spot = found.window(), found.mapTo(found.window(), self._spot(found))
            self._say("double click", found, spot)
            if (handle := _handle(top)) is not None and top.rect().contains(spot):
                QTest.mouseDClick(handle, LEFT, NONE, spot)

    def right_click(self) -> None:
        """Ask for a menu."""
        if (found := self._control()) is not None:
            self._click_at(found, self._spot(found), RIGHT)

    def drag(self) -> None:
        """Press, move some way, let go; also off the control."""
        found = self._control()
        if found is None or (handle := _handle(found.window())) is None:
            return
        top = found.window()
        spot = found.mapTo(top, self._spot(found))
        if not top.rect().contains(spot):
            return
        self._say("drag", found, spot)
        QTest.mousePress(handle, LEFT, NONE, spot)
        for _ in range(self._random.randrange(1, MOST_STEPS)):
            spot += QPoint(self._random.randint(-60, 60), self._random.randint(-40, 40))
            spot = QPoint(_within(spot.x(), top.width()), _within(spot.y(), top.height()))
            QTest.mouseMove(handle, spot)
        QTest.mouseRelease(handle, LEFT, NONE, spot)

    def wheel(self) -> None:
        """Turn the wheel over something."""
        if (found := self._control()) is not None and (handle := _handle(found.window())) is not None:
            spot = QPointF(found.mapTo(found.window(), self._spot(found)))
            turn = QPoint(0, self._random.choice((-1200, -120, 120, 1200)))
            self._say("wheel", found, spot.toPoint())
            phase = Qt.ScrollPhase.NoScrollPhase
            event = QWheelEvent(
                spot, handle.mapToGlobal(spot), QPoint(), turn, Qt.MouseButton.NoButton, NONE, phase, False
            )
            QApplication.sendEvent(handle, event)

    def way(self) -> None:
        """A key that moves, chooses or deletes."""
        self._press(self._random.choice(WAYS), self._random.choice((NONE, NONE, NONE, NONE, SHIFT, CTRL)))

    def letter(self) -> None:
        """A key that answers."""
        self._press(self._random.choice(LETTERS), NONE)

    def shortcut(self) -> None:
        """A combination of keys."""
        self._press(*self._random.choice(SHORTCUTS))

    def type(self) -> None:
        """Enter text where the keyboard is, as an input method does; into a text field when there is one."""
        fields = [one for one in self._controls() if isinstance(one, QLineEdit | QPlainTextEdit)]
        if fields and self._random.random() < 0.7:
            self._random.choice(fields).setFocus(Qt.FocusReason.MouseFocusReason)
        here = QApplication.focusWidget()
        if here is None:
            return
        text = WORDS if _is_secret(here) else self._random.choice(TEXTS)
        self._say(f"type {text[:40]!r}", here)
        if isinstance(here, QLineEdit | QPlainTextEdit) and self._random.random() < 0.4:
            here.selectAll()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(here, event)

    def resize(self) -> None:
        """Another size of the window."""
        size = self._random.choice(SIZES)
        self._say(f"resize {size}", self.window)
        self.window.resize(*size)

    def dress(self) -> None:
        """Another theme or text size, as the settings choose it."""
        theme: Literal["light", "dark"] = self._random.choice(("light", "dark"))
        size = self._random.choice((100, 100, 100, *TEXT_SIZES))
        self._say(f"dress {theme} {size}", self.window)
        self.window.dress_wanted.emit(replace(self._settings, theme=theme, text_size=size))

    def lock(self) -> None:
        """Cover the screen."""
        self._say("lock", self.window)
        self.window.lock()

    def unlock(self) -> None:
        """Type the passphrase on the cover."""
        page = self.window.gate
        if isinstance(page, UnlockPage) and page.button.isEnabled():
            self._say("unlock", page)
            (self._settings.home / FAILURES).unlink(missing_ok=True)
            page.passphrase.edit.setText(WORDS)
            QTest.mouseClick(page.button, LEFT)

    def open_consultation(self) -> None:
        """Open one of the consultations, or start one."""
        if self.window.desk is not None and self._is_free():
            number = self._random.randrange(1, 30)
            self._say(f"open consultation {number}", self.window)
            desk = self.window.desk
            desk.settle(lambda ok: desk.open_consultation(number) if ok else None)

    def go_to(self) -> None:
        """Leave whatever is open for one of the places."""
        if self.window.desk is not None and self._is_free():
            place = self._random.choice(PLACES)[0]
            self._say(f"go to {place}", self.window)
            desk = self.window.desk
            if desk.frame is not None:
                desk.frame.leave()
            elif desk.session is not None:
                desk.session.leave()
            else:
                desk.go_to(place)

    def answer(self) -> None:
        """Fill in the dialog that is open, passphrases rightly, and go on or close it."""
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        self._say("fill in", dialog)
        for field in dialog.findChildren(QLineEdit):
            if field.isVisible() and field.isEnabled() and not field.isReadOnly():
                field.setText(WORDS if _is_secret(field) else self._random.choice(TEXTS).replace("\n", " "))
        for note in dialog.findChildren(QPlainTextEdit):
            if note.isVisible() and not note.isReadOnly():
                note.setPlainText(self._random.choice(TEXTS))
        buttons = [one for one in dialog.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        if buttons:
            self._click_at(chosen := self._random.choice(buttons), chosen.rect().center(), LEFT)

    def _is_free(self) -> bool:
        return self.window.gate is None and QApplication.activeModalWidget() is None

    def _close_system_dialog(self) -> bool:
        """Nothing is ever written outside the monkey's own folder: files are named here, printing is called off."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QPrintDialog):
            self._say("cancel printing", dialog)
            dialog.reject()
            return True
        if not isinstance(dialog, QFileDialog):
            return False
        self._say("name a file", dialog)
        wants = dialog.fileMode() is QFileDialog.FileMode.Directory
        saves = dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        path = self._folder if wants else self._folder / (f"out{self._random.randrange(10**6)}" if saves else "in.csv")
        if self._random.random() < 0.3:
            dialog.reject()
            return True
        for field in dialog.findChildren(QLineEdit, "fileNameEdit"):
            field.setText(str(path))
        dialog.accept()
        if QApplication.activeModalWidget() is dialog:
            dialog.reject()
        return True

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        here = QApplication.focusWidget()
        if here is not None and _is_secret(here) and key not in (K.Key_Tab, K.Key_Escape):
            return  # a wrong passphrase makes everybody wait
        self._say(f"press {key.name} {'' if modifier is NONE else modifier.name}", here or self.window)
        top = self._top()
        if QApplication.activeWindow() is None:
            top.activateWindow()
        if (handle := _handle(top)) is not None:
            QTest.keyClick(handle, key, modifier)

    def _click_at(self, control: QWidget, spot: QPoint, button: Qt.MouseButton) -> None:
        top = control.window()
        spot = control.mapTo(top, spot)
        self._say("click" if button is LEFT else "right click", control, spot)
        if (handle := _handle(top)) is not None and top.rect().contains(spot):
            QTest.mouseClick(handle, button, NONE, spot)

    def _top(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window

    def _controls(self) -> list[QWidget]:
        top = self._top()
        return [one for one in top.findChildren(QWidget) if _is_control(one) and one.isVisibleTo(top)]

    def _control(self) -> QWidget | None:
        controls = self._controls()
        if not controls:
            return self._top()
        found = self._random.choice(controls)
        if self._random.random() < 0.6:
            _scroll_to(found)
        return found

    def _spot(self, control: QWidget) -> QPoint:
        seen = control.visibleRegion().boundingRect()
        if seen.isEmpty() or self._random.random() < 0.4:
            return seen.center() if not seen.isEmpty() else control.rect().center()
        return QPoint(self._random.randint(seen.left(), seen.right()), self._random.randint(seen.top(), seen.bottom()))

    def _say(self, what: str, where: QWidget, spot: QPoint | None = None) -> None:
        self.counts[what.partition(" ")[0]] += 1
        name = where.objectName() or where.accessibleName()[:40]
        at = f" at {spot.x()},{spot.y()}" if spot is not None else ""
        self.log.append(f"{what}: {type(where).__name__} {name!r}{at}")
        if self._tells:
            print(self.log[-1], flush=True)  # noqa: T201

    def _note_place(self) -> None:
        desk = self.window.desk
        if self.window.gate is not None:
            self.seen[type(self.window.gate).__name__] += 1
        elif desk is not None and desk.session is not None:
            self.seen["session"] += 1
        elif desk is not None and desk.frame is not None:
            self.seen[desk.frame.page.step] += 1
        elif desk is not None:
            self.seen["desk"] += 1
        if (modal := QApplication.activeModalWidget()) is not None:
            self.seen[type(modal).__name__] += 1


def _handle(top: QWidget) -> QWindow | None:
    return top.windowHandle() if top.isVisible() else None


def _is_control(one: QWidget) -> bool:
    wanted = isinstance(one, QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox | QAbstractSlider)
    return (wanted or one.focusPolicy() != Qt.FocusPolicy.NoFocus) and one.isEnabled() and one.isVisible()


def _is_secret(one: QWidget) -> bool:
    return isinstance(one, QLineEdit) and (
        one.echoMode() is not QLineEdit.EchoMode.Normal or type(one).__name__ == "_PassphraseEdit"
    )


def _scroll_to(control: QWidget) -> None:
    above = control.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(control)
        above = above.parentWidget()


def _within(value: int, size: int) -> int:
    return min(max(value, 0), max(size - 1, 0))
