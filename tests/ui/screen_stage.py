"""Brings the program's window to a place: the practices it opens, the step of a consultation, and waiting for it."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from consult_app.app import App
from consult_app.ui.appearance import apply_theme, load_fonts
from consult_app.ui.consultation.frame import ConsultationFrame
from consult_app.ui.desk import Desk
from consult_app.ui.main_window import MainWindow
from consult_app.ui.theme import ThemeName, current_theme, load_theme
from tests.ui.screen_people import practice

SIZES = ((1024, 700), (1280, 800), (1920, 1080))
PATIENCE = 60
W = TypeVar("W", bound=QWidget)


class Stage:
    """One window for each practice, kept while the text size stays; ``close`` ends all of them."""

    def __init__(self, qt: QApplication) -> None:
        load_fonts(qt)
        self.qt, self.size = qt, SIZES[1]
        self._home = Path(tempfile.mkdtemp(prefix="screens"))
        self._apps: dict[str, App] = {}
        self._windows: dict[str, MainWindow] = {}
        self._alone: list[QWidget] = []
        self._is_dressed = False

    def dress(self, theme: ThemeName, scale: float) -> None:
        """Show the theme at a text size; another text size begins with new windows, as another day does."""
        worn = current_theme()
        if worn.scale != scale:
            self._drop_windows()
        if not self._is_dressed or (worn.name, worn.scale) != (theme, scale):
            apply_theme(self.qt, load_theme(theme, scale))
            self._is_dressed = True

    def window(self, name: str = "typical") -> MainWindow:
        """The window of a practice, with nothing in front of it."""
        for other in self._windows.values():
            other.setVisible(other is self._windows.get(name))
        if name not in self._windows:
            self._windows[name] = self._opened(name)
        return self._windows[name]

    def desk(self, name: str = "typical") -> Desk:
        """What stands in that window once it is unlocked."""
        desk = self.window(name).desk
        assert desk is not None
        return desk

    def place(self, place: str, name: str = "typical") -> Desk:
        """A place of the navigation bar."""
        desk = self.desk(name)
        if desk.frame is not None or desk.session is not None:
            desk.go_home()
            self.settle()
        desk.go_to(place)
        self.settle()
        return desk

    def consultation(self, number: int, step: str, name: str = "typical", *, anew: bool = False) -> ConsultationFrame:
        """A step of a consultation; ``anew`` closes what was changed in it on another screen."""
        desk = self.desk(name)
        if anew or desk.frame is None or desk.frame.saving.header.id != number:
            desk.go_home()
            self.settle()
            desk.open_consultation(number)
            self.until(lambda: desk.frame is not None)
        assert desk.frame is not None
        desk.frame.open_step(step)
        self.settle()
        return desk.frame

    def alone(self, page: W) -> W:
        """A page that stands before the records are open."""
        for window in self._windows.values():
            window.hide()
        page.resize(*self.size)
        page.show()
        self._alone.append(page)
        return page

    def resize(self, size: tuple[int, int]) -> None:
        """Give everything in sight another size."""
        self.size = size
        for shown in (*self._windows.values(), *self._alone):
            if shown.isVisible():
                shown.resize(*size)
        self.settle()

    def clear(self) -> None:
        """Close dialogs and pages that stood alone."""
        for window in self._windows.values():
            for dialog in window.findChildren(QDialog):
                dialog.close()
                dialog.deleteLater()
        for page in self._alone:
            page.close()
            page.deleteLater()
        self._alone = []
        self._delete()

    def settle(self) -> None:
        """Let everything that was asked for arrive and be laid out."""
        self.until(lambda: not any(window.background.busy for window in self._windows.values()))
        for _ in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self.qt.processEvents()

    def until(self, met: Callable[[], bool]) -> None:
        """Work off events until something is so."""
        end = time.monotonic() + PATIENCE
        while not met():
            if time.monotonic() > end:
                raise TimeoutError
            self.qt.processEvents()

    def close(self) -> None:
        """End every window and its threads."""
        self.clear()
        self._drop_windows()
        for app in self._apps.values():
            app.records.close()
        self._apps = {}

    def _opened(self, name: str) -> MainWindow:
        if name not in self._apps:
            self._apps[name] = practice(name, self._home)
        window = MainWindow(self._apps[name].settings, lambda: self._apps[name])
        window.resize(*self.size)
        window.show()
        self.until(lambda: window.desk is not None)
        return window

    def _drop_windows(self) -> None:
        self.settle()
        for window in self._windows.values():
            if window.desk is not None:
                window.desk.go_home()  # what was changed on a screen is saved first
        self.settle()
        for window in self._windows.values():
            window.background.finish()
            window.hide()
            window.deleteLater()
        self._windows = {}
        self._delete()

    def _delete(self) -> None:
        self.qt.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.qt.processEvents()


def picture(shown: QWidget) -> QPixmap:
    """A widget as it looks; a dialog in the middle of its window."""
    below = shown.parentWidget() if isinstance(shown, QDialog) else None
    if below is None:
        return shown.grab()
    ground, front = below.window().grab(), shown.grab()
    at = QPoint((ground.width() - front.width()) // 2, max(0, (ground.height() - front.height()) // 2))
    painter = QPainter(ground)
    painter.setPen(QColor(current_theme().colours.line_strong))
    painter.drawPixmap(at, front)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(at.x() - 1, at.y() - 1, front.width() + 1, front.height() + 1)
    painter.end()
    return ground
