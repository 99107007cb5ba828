"""Putting a backup back in a home without a practice: checked first, watched, and stopped when it is not wanted."""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from shiboken6 import isValid

from consult_app.clinical.dates import short_date
from consult_app.errors import BadInputError, ConsultError, VerificationError, WrongPassphraseError
from consult_app.records.backup_values import Advance, StoppedError, Watch
from consult_app.records.restore import RestoreReport, restore, with_passphrase, with_recovery_key
from consult_app.records.store import utc_now
from consult_app.records.values import StorageError
from consult_app.ui.background import Background
from consult_app.ui.entry.entries import RestoreEntries
from consult_app.ui.office.backup_words import percent
from consult_app.ui.pages.restore import RestorePage
from consult_app.ui.widgets.progress_dialog import ProgressDialog

COUNTED = (("client", "client"), ("consultation", "consultation"), ("treatment", "treatment session"))


class Restoring(QObject):
    """Does what the page asks; ``restored`` says in words how the practice can be unlocked now."""

    advanced = Signal(object)
    restored = Signal(str)

    def __init__(self, home: Path, page: RestorePage, background: Background) -> None:
        super().__init__(page)
        self._home, self._page, self._background = home, page, background
        self._stop = threading.Event()
        self._dialog: ProgressDialog | None = None
        page.check_wanted.connect(self._check)
        page.restore_wanted.connect(self._restore)
        page.window().installEventFilter(self)
        self.advanced.connect(self._show_progress)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Closing the window stops it too."""
        if event.type() == QEvent.Type.Close:
            self._stop.set()
        return super().eventFilter(watched, event)

    def _check(self, entries: RestoreEntries) -> None:
        self._begin("Checking the backup", entries, self._show_found, dry_run=True)

    def _restore(self, entries: RestoreEntries) -> None:
        words = (
            "Restored. Use the recovery key once more to choose a new passphrase."
            if entries.is_recovery_key
            else "Restored. Unlock with the passphrase from the time of the backup."
        )
        self._begin("Restoring", entries, lambda _report: self.restored.emit(words), dry_run=False)

    def _begin(
        self, title: str, entries: RestoreEntries, done: Callable[[RestoreReport], object], *, dry_run: bool
    ) -> None:
        self._stop.clear()
        self._page.show_working(title)
        self._dialog = ProgressDialog(self._page.window(), title)
        self._dialog.cancelled.connect(self._stop.set)
        watch, home = Watch(self._tell, self._stop.is_set), self._home

        def work() -> RestoreReport:
            opener = (with_recovery_key if entries.is_recovery_key else with_passphrase)(entries.secret)
            return restore(entries.file, home, opener, utc_now, watch, dry_run=dry_run)

        def finish(report: Any) -> None:
            if isValid(self):
                self._end_progress()
                done(report)

        self._background.run_records(work, finish, lambda error: self._refuse(error, entries))

    def _show_found(self, report: RestoreReport) -> None:
        made = report.made_at.astimezone()
        rows = report.contents.rows
        counts = [_counted(rows.get(table, 0), noun) for table, noun in COUNTED]
        holds = f"It holds {', '.join(counts[:-1])} and {counts[-1]}. All of it was read and is whole."
        self._page.show_found(f"Backup of {short_date(made.date())}, {made:%H:%M}", holds)

    def _refuse(self, error: Exception, entries: RestoreEntries) -> None:
        if not isValid(self):
            return
        self._end_progress()
        if not isinstance(error, ConsultError):
            self._page.show_refused("The backup could not be read.")
            raise error
        if isinstance(error, StoppedError):
            self._page.show_refused(error.message)
        else:
            self._page.show_refused(str(error), _place(error, entries))

    def _tell(self, advance: Advance) -> None:
        """From the thread that works; the page may have gone by then."""
        with contextlib.suppress(RuntimeError):
            self.advanced.emit(advance)

    def _show_progress(self, advance: Advance) -> None:
        if self._dialog is not None:
            self._dialog.advance(advance.stage, percent(advance))

    def _end_progress(self) -> None:
        if self._dialog is not None:
            self._dialog.finish()
            self._dialog = None


def _place(error: ConsultError, entries: RestoreEntries) -> str:
    """Which field an error is about: the file, what should open it, or neither."""
    if isinstance(error, VerificationError | StorageError):
        return "file"
    mistyped = isinstance(error, BadInputError) and entries.is_recovery_key
    return "secret" if mistyped or isinstance(error, WrongPassphraseError) else ""


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
