"""Backups while the window is open: daily by itself, or when asked for, beside the work."""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from consult_app.app import App
from consult_app.records.backup_values import Advance, BackupCheck, LastBackup, Standing, StoppedError
from consult_app.settings import load_settings, save_settings
from consult_app.ui.background import Background
from consult_app.ui.office.backup_words import (
    BackupView,
    failure_view,
    on_one_disk,
    percent,
    progress_view,
    standing_view,
)
from consult_app.ui.widgets.backup_card import BackupCard
from consult_app.ui.widgets.progress_dialog import ProgressDialog

LOOK_EVERY_MS = 15 * 60_000
GO_ON = "What you save meanwhile is in the next backup."


class BackingUp(QObject):
    """Keeps the card true and makes the backups; nothing here waits, so that a slow drive never holds the window."""

    advanced = Signal(object)
    changed = Signal()

    def __init__(self, app: App, background: Background, card: BackupCard, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._background, self._card, self._window = app, background, card, parent
        self._backups = app.records.backups
        self._standing: Standing | None = None
        self._dialog: ProgressDialog | None = None
        self._stop = threading.Event()
        self.is_busy, self.failed = False, False
        self.advanced.connect(self._show_progress)
        card.wanted.connect(self.back_up)
        card.stop_wanted.connect(self._stop.set)
        card.folder_wanted.connect(self.choose_folder)
        card.check_wanted.connect(self.check_last)
        if not app.is_demo:
            self._look = QTimer(self)
            self._look.setInterval(LOOK_EVERY_MS)
            self._look.timeout.connect(self.look)
            self._look.start()
            self.look()

    def look(self) -> None:
        """Show how the records stand, and make a backup if the last is older than a day."""
        if self.is_busy:
            return

        def read() -> tuple[Standing, bool]:
            return self._backups.standing(), self._backups.is_due()

        self._background.run(read, self._looked, lambda _error: None)

    def back_up(self) -> None:
        """Make one now, because somebody asked."""
        self._begin("Backing up", self._make, self._made)

    def check_last(self) -> None:
        """Read the last backup again and say what was found."""
        last = self._standing.last if self._standing else None
        if last is None:
            return
        backups, path = self._backups, last.path
        self._begin("Checking the backup", lambda: backups.verify(path, self._tell, self._stop.is_set), self._checked)

    def choose_folder(self) -> None:
        """Ask where backups go from now on."""
        dialog = QFileDialog(self._window, "Folder for backups")
        dialog.setObjectName("backup_folder_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.use_folder)
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def use_folder(self, folder: str) -> None:
        """Remember the folder on this machine, and try it at once."""
        settings = load_settings(self._app.settings.home)[0]
        save_settings(replace(settings, backup_folder=folder))
        self.back_up()

    def _looked(self, found: tuple[Standing, bool]) -> None:
        self._standing, is_due = found
        if not self.is_busy and not self.failed:
            self._show_standing()
        if is_due and not self.is_busy:
            self._begin("", self._make, self._made)

    def _make(self) -> LastBackup:
        chosen = load_settings(self._app.settings.home)[0].backup_folder
        return self._backups.make(Path(chosen) if chosen else None, self._tell, self._stop.is_set)

    def _begin(self, title: str, work: Callable[[], Any], on_done: Callable[[Any], None]) -> None:
        """Start something long; with a title it may be watched and cancelled in a dialog."""
        if self.is_busy:
            return
        self.is_busy = True
        self._stop.clear()
        if title:
            self._dialog = ProgressDialog(self._window.window(), title, GO_ON)
            self._dialog.cancelled.connect(self._stop.set)
        self._card.show_view(progress_view(Advance("Starting", 0, 1)), is_busy=True)
        self._background.run(work, on_done, self._refused)

    def _tell(self, advance: Advance) -> None:
        """From the thread that works; the window may have gone by then."""
        with contextlib.suppress(RuntimeError):
            self.advanced.emit(advance)

    def _show_progress(self, advance: Advance) -> None:
        if self.is_busy:
            self._card.show_view(progress_view(advance), is_busy=True)
        if self._dialog is not None:
            self._dialog.advance(advance.stage, percent(advance))

    def _made(self, last: LastBackup) -> None:
        self._standing = Standing(last, last.made_at)
        self._end()

    def _checked(self, check: BackupCheck) -> None:
        if self._standing is not None and self._standing.last is not None:
            self._standing = replace(self._standing, last=replace(self._standing.last, is_whole=check.is_good))
        self._end()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, StoppedError):
            self._end()
        else:
            self._end(failure_view(error, self._standing, self._app.now()))

    def _end(self, failure: BackupView | None = None) -> None:
        self.is_busy, self.failed = False, failure is not None
        if self._dialog is not None:
            self._dialog.finish()
            self._dialog = None
        if failure is not None:
            self._card.show_view(failure)
        else:
            self._show_standing()
        self.changed.emit()

    def _show_standing(self) -> None:
        if self._standing is not None:
            folder, last, place = self._backups.folder, self._standing.last, self._app.records.place
            is_here = place is not None and not place.room  # on a server the records lie elsewhere
            same = bool(is_here and last and on_one_disk(last.path, self._app.settings.home))
            self._card.show_view(standing_view(self._standing, self._app.now(), folder, same_disk=same))
