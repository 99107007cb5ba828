"""Checking the records while the window is open: beside the work, with progress, and it can be cancelled."""

import contextlib
import threading

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from consult_app.app import App
from consult_app.errors import ConsultError
from consult_app.records.backup_values import Advance, StoppedError, Watch
from consult_app.records.checking import LastCheck, RecordsCheck, check_records, last_check, note_check
from consult_app.ui.background import Background
from consult_app.ui.pages.settings_check import CheckPanel
from consult_app.ui.settings.check_words import CheckView, failed_view, found_view, last_view, progress_view


class Checking(QObject):
    """Keeps the panel true; the records can be written meanwhile, as the check looks at one part after the other."""

    advanced = Signal(object)

    def __init__(self, app: App, background: Background, panel: CheckPanel) -> None:
        super().__init__(panel)
        self._app, self._background, self._panel = app, background, panel
        self._stop = threading.Event()
        self._last: LastCheck | None = None
        self._shown: CheckView | None = None
        self.is_busy = False
        self.advanced.connect(self._show_progress)
        panel.wanted.connect(self.check)
        panel.stop_wanted.connect(self.stop)
        panel.destroyed.connect(self._stop.set)

    def look(self) -> None:
        """Show when the records were checked last; what a check of today found stays in sight."""
        if self.is_busy or self._shown is not None:
            return
        records = self._app.records
        self._background.run_records(lambda: last_check(records), self._show_last, lambda _error: None)

    def check(self) -> None:
        """Check everything now."""
        if self.is_busy:
            return
        self.is_busy = True
        self._stop.clear()
        self._panel.show_view(progress_view(Advance("Starting", 0, 1)))
        self._background.run(self._work, self._done, self._failed)

    def stop(self) -> None:
        """Ask for an end; it comes after the part that is being read."""
        self._stop.set()

    def _work(self) -> tuple[RecordsCheck, LastCheck | None]:
        records = self._app.records
        found = check_records(records, Watch(self._tell, self._stop.is_set))
        try:
            return found, note_check(records, found)
        except ConsultError:  # what was found counts more than that it was found
            return found, None

    def _tell(self, advance: Advance) -> None:
        """From the thread that works; the window may have gone by then."""
        with contextlib.suppress(RuntimeError):
            self.advanced.emit(advance)

    def _show_progress(self, advance: Advance) -> None:
        if self.is_busy:
            self._panel.show_view(progress_view(advance))

    def _show_last(self, last: LastCheck | None) -> None:
        self._last = last
        if isValid(self) and not self.is_busy and self._shown is None:
            self._panel.show_view(last_view(last, self._app.now()))

    def _done(self, result: tuple[RecordsCheck, LastCheck | None]) -> None:
        found, self._last = result
        self._end(found_view(found, self._app.now()))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, StoppedError):
            self._end(None)
        else:
            self._end(failed_view(error))

    def _end(self, view: CheckView | None) -> None:
        """Show what came of it; after Cancel, when the records were checked last."""
        self.is_busy, self._shown = False, view
        self._panel.show_view(view or last_view(self._last, self._app.now()))
