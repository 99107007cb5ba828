"""What a client may ask for, from their record: everything exported, or the record erased."""

import contextlib
import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from consult_app.app import App
from consult_app.errors import ConsultError
from consult_app.person_export import person_archive
from consult_app.records.backup_values import Advance, StoppedError, Watch
from consult_app.records.values import StoredClient
from consult_app.ui.background import Background
from consult_app.ui.office.backup_words import percent
from consult_app.ui.pages.clients_erase import EraseDialog, KeptDialog
from consult_app.ui.pages.clients_export import ExportDialog, archive_dialog
from consult_app.ui.pages.handouts_files import save_file
from consult_app.ui.widgets.progress_dialog import ProgressDialog

ERASED = "Erased. Backups made until now still hold the record."


class ClientRights(QObject):
    """``done`` says in words what was done, ``erased`` that the record is gone, ``refused`` carries why not."""

    done = Signal(str)
    erased = Signal()
    refused = Signal(object)
    advanced = Signal(object)

    def __init__(self, app: App, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._background, self._window = app, background, parent
        self._stop = threading.Event()
        self._progress: ProgressDialog | None = None
        self.advanced.connect(self._show_progress)

    @property
    def may_erase(self) -> bool:
        """Whether the practitioner at work leads."""
        return self._app.records.practitioner.is_lead

    def ask_export(self, client: StoredClient) -> None:
        """Ask for the passphrase of the file, then for its place."""
        dialog = ExportDialog(self._window, _name(client))
        dialog.wanted.connect(lambda words: self._choose_file(client.id, words))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self, client_id: str, passphrase: str, file: Path) -> None:
        """Write everything about a client into a file that only its owner may read."""
        app, watch = self._app, Watch(self._tell, self._stop.is_set)
        self._stop.clear()
        self._end_progress()
        self._progress = ProgressDialog(self._window.window(), "Exporting the record")
        self._progress.cancelled.connect(self._stop.set)

        def work() -> None:
            save_file(file, person_archive(app, client_id, passphrase, watch))

        self._run(work, lambda _none: self.done.emit(f"Saved {file.name}"))

    def ask_erase(self, client: StoredClient) -> None:
        """Say until when the records must be kept, else ask whether they shall go."""
        rights, years = self._app.records.rights, self._app.catalogue.practice.practice.retention_years
        self._run(lambda: rights.kept_until(client.id, years), lambda until: self._ask_erase(client, years, until))

    def _choose_file(self, client_id: str, passphrase: str) -> None:
        dialog = archive_dialog(self._window)
        dialog.fileSelected.connect(lambda name: self.export(client_id, passphrase, Path(name)))
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def _ask_erase(self, client: StoredClient, years: int, until: dt.date | None) -> None:
        today = self._app.today()
        if until is not None and today < until:
            kept = KeptDialog(self._window, until, years)
            kept.finished.connect(kept.deleteLater)
            kept.open()
            return
        dialog, rights = EraseDialog(self._window, _name(client)), self._app.records.rights

        def gone(_none: object) -> None:
            if isValid(dialog):
                dialog.accept()
            self.erased.emit()
            self.done.emit(ERASED)

        def refused(error: Exception) -> None:
            if not isinstance(error, ConsultError):
                raise error
            if isValid(dialog):
                dialog.show_refused(str(error))

        dialog.wanted.connect(
            lambda because: self._background.run_records(
                lambda: rights.erase(client.id, because, years, today), gone, refused
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _run(self, work: Callable[[], Any], show: Callable[[Any], object]) -> None:
        def finish(result: Any) -> None:
            if isValid(self):
                self._end_progress()
                show(result)

        self._background.run_records(work, finish, self._refuse)

    def _refuse(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._end_progress()
        if isinstance(error, StoppedError):
            self.done.emit("Stopped. No file was written.")
        else:
            self.refused.emit(error)

    def _tell(self, advance: Advance) -> None:
        """From the thread that works; the window may have gone by then."""
        with contextlib.suppress(RuntimeError):
            self.advanced.emit(advance)

    def _show_progress(self, advance: Advance) -> None:
        if self._progress is not None:
            self._progress.advance(advance.stage, percent(advance))

    def _end_progress(self) -> None:
        if self._progress is not None:
            self._progress.finish()
            self._progress = None


def _name(client: StoredClient) -> str:
    return client.details.name or client.id
