"""The place of clients: the list, a client's record, and the dialogs that merge, bring in and give out."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget
from shiboken6 import isValid

from consult_app.app import App
from consult_app.clinical.dates import short_date
from consult_app.errors import BadInputError, ConsultError
from consult_app.records.csv_import import StoppedError
from consult_app.records.csv_reading import CsvTable, read_table
from consult_app.records.csv_rows import RowRead
from consult_app.records.directory import PAGE, Directory
from consult_app.records.values import StorageError
from consult_app.ui.background import Background
from consult_app.ui.office.client_rights import ClientRights
from consult_app.ui.office.clients_view import RecordView, paper_name, read_clients, read_record
from consult_app.ui.office.draft_deleting import DONE, DraftDeleting
from consult_app.ui.office.lots_place import LotsPlace
from consult_app.ui.office.paper_dialog import PaperDialog
from consult_app.ui.pages.clients import ClientsPage
from consult_app.ui.pages.clients_import import ImportDialog, Reading
from consult_app.ui.pages.clients_merge import SHOWN, MergeDialog, MergeWish
from consult_app.ui.pages.clients_record import ClientRecordPage
from consult_app.ui.session.following_up import FollowingUp
from consult_app.ui.widgets.progress_dialog import ProgressDialog
from consult_app.ui.widgets.toast import Toast

CSV = "Lists (*.csv *.txt *.tsv)"


def _go_on(_done: int, _total: int) -> bool:
    return True


class ClientsPlace(QStackedWidget):
    """``consultation_wanted`` opens one, ``start_wanted`` begins one for a client's id or for a new name."""

    consultation_wanted = Signal(int)
    start_wanted = Signal(str, str)
    session_wanted = Signal(int)
    refused = Signal(object)
    advanced = Signal(int, int)

    def __init__(self, app: App, background: Background) -> None:
        super().__init__()
        self._app, self._background, self._directory = app, background, app.records.directory
        self._stop = threading.Event()
        self._progress: ProgressDialog | None = None
        self.list, self.record, self._toast = ClientsPage(), ClientRecordPage(), Toast(self)
        self._shown = PAGE
        self.addWidget(self.list)
        self.addWidget(self.record)
        self.lots = LotsPlace(app, background)
        self.addWidget(self.lots)
        self.list.lots_wanted.connect(self.open_lots)
        self.lots.left.connect(self.open_list)
        self.lots.opened.connect(self.open_client)
        self.lots.done.connect(self._toast.say)
        self.lots.refused.connect(self._refuse)
        self.list.search_wanted.connect(self._search)
        self.list.opened.connect(self.open_client)
        self.list.started.connect(lambda name: self.start_wanted.emit("", name))
        self.list.import_wanted.connect(self._choose_file)
        self.list.export_wanted.connect(self._choose_target)
        self.record.back_wanted.connect(self.open_list)
        self.record.consultation_opened.connect(self.consultation_wanted)
        self.record.new_wanted.connect(lambda client_id: self.start_wanted.emit(client_id, ""))
        self.record.earlier_wanted.connect(self._open_more)
        self.record.merge_wanted.connect(self._merge)
        self.record.session_opened.connect(self.session_wanted)
        self.record.paper_opened.connect(self._open_paper)
        self.following_up = FollowingUp(app, background, self)
        self.record.later_wanted.connect(lambda kind: self.following_up.ask(self.record.sessions, kind))
        self.following_up.recorded.connect(self._show_recorded)
        self.following_up.refused.connect(self._refuse)
        self.deleting = DraftDeleting(app.records, background, self)
        self.record.delete_wanted.connect(self.deleting.ask)
        self.deleting.deleted.connect(self._show_deleted)
        self.deleting.said.connect(self._toast.say)
        self.rights = ClientRights(app, background, self)
        self.record.erase.setVisible(self.rights.may_erase)
        self.record.export_wanted.connect(self.rights.ask_export)
        self.record.erase_wanted.connect(self.rights.ask_erase)
        self.rights.done.connect(self._toast.say)
        self.rights.erased.connect(self.open_list)
        self.rights.refused.connect(self._refuse)
        self.advanced.connect(self._show_progress)

    @property
    def shown_client(self) -> str:
        """Whose record is shown; empty while another part of this place is."""
        return self.record.client_id if self.currentWidget() is self.record else ""

    def open_list(self) -> None:
        """Show the list as it is now."""
        self.setCurrentWidget(self.list)
        self._search(self.list.typed)
        self.list.focus_search()

    def open_client(self, client_id: str) -> None:
        """Show a client's record."""
        self._shown = PAGE
        self._read_record(client_id)

    def open_lots(self) -> None:
        """Ask who was treated with a lot."""
        self.setCurrentWidget(self.lots)
        self.lots.page.show_start()

    def import_file(self, file: Path) -> None:
        """Show what an import of the file would do."""
        self._background.run(lambda: _table_in(file), self._show_import, self._refuse)

    def export_file(self, file: Path) -> None:
        """Write all clients to a file that only its owner may read."""
        written = f"Exported to {file.name}. It is not encrypted: keep it safe."
        self._run(lambda: _written(self._directory, file), lambda _count: self._toast.say(written))

    def _search(self, typed: str) -> None:
        records, today = self._app.records, self._app.today()
        self._run(lambda: read_clients(records, typed, today), self.list.show_clients)

    def _open_more(self, client_id: str) -> None:
        self._shown *= 4
        self._read_record(client_id)

    def _read_record(self, client_id: str) -> None:
        app, shown = self._app, self._shown
        self._run(lambda: read_record(app.records, app.catalogue, client_id, app.today(), shown), self._show_record)

    def _open_paper(self, consultation: int, number: int) -> None:
        """Show a paper that was handed out from its kept bytes."""
        records = self._app.records

        def read() -> tuple[str, bytes]:
            paper = next(each for each in records.documents(consultation) if each.id == number)
            return f"{paper_name(paper)}, {short_date(paper.made_at.date())}", records.document_content(number)

        def show(found: tuple[str, bytes]) -> None:
            dialog = PaperDialog(self, *found)
            dialog.consultation_wanted.connect(lambda: self.consultation_wanted.emit(consultation))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._run(read, show)

    def _show_recorded(self) -> None:
        self._read_record(self.record.client_id)
        self._toast.say("Recorded")

    def _show_deleted(self) -> None:
        self._read_record(self.record.client_id)
        self._toast.say(DONE)

    def _show_record(self, record: RecordView) -> None:
        self.record.show_record(record)
        self.setCurrentWidget(self.record)
        self.record.focus_start()

    def _merge(self, client_id: str) -> None:
        self._run(lambda: self._app.records.client(client_id), self._ask_merge)

    def _ask_merge(self, kept: Any) -> None:
        dialog = MergeDialog(self, kept)

        def show(found: Any) -> None:
            if isValid(dialog):
                dialog.show_found(found)

        def done(merged: Any) -> None:
            dialog.accept()
            self.open_client(merged.id)
            self._toast.say("Merged into one record.")

        def merge(wish: MergeWish) -> None:
            work = self._directory.merge
            self._background.run_records(
                lambda: work(kept, wish.away, wish.chosen, wish.because),
                done,
                lambda error: dialog.show_refused(_words(error)),
            )

        dialog.search_wanted.connect(lambda typed: self._run(lambda: self._directory.search(typed, SHOWN + 1), show))
        dialog.wanted.connect(merge)
        dialog.finished.connect(dialog.deleteLater)
        like = self._directory.likely_duplicates
        self._run(lambda: [alike.client for alike in like(kept.details)], lambda found: show(found) if found else None)
        dialog.open()

    def _choose_file(self) -> None:
        self._open_files(QFileDialog.AcceptMode.AcceptOpen, "Import clients", self.import_file)

    def _choose_target(self) -> None:
        self._open_files(QFileDialog.AcceptMode.AcceptSave, "Export clients", self.export_file)

    def _open_files(self, mode: QFileDialog.AcceptMode, title: str, use: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setObjectName("clients_file_dialog")
        dialog.setAcceptMode(mode)
        dialog.setNameFilter(CSV)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda name: use(Path(name)))
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def _show_import(self, table: CsvTable) -> None:
        dialog = ImportDialog(self, table)
        today = self._app.today()

        def preview(reading: Reading) -> None:
            look = self._directory.preview
            self._run(
                lambda: look(table, reading.columns, reading.order, today, _go_on),
                lambda found: dialog.show_preview(found) if isValid(dialog) else None,
            )

        dialog.preview_wanted.connect(preview)
        dialog.wanted.connect(lambda rows: self._import(dialog, rows))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.guess()

    def _import(self, dialog: ImportDialog, rows: tuple[RowRead, ...]) -> None:
        self._stop.clear()
        self._progress = ProgressDialog(self.window(), "Importing clients")
        self._progress.cancelled.connect(self._stop.set)
        dialog.take.setEnabled(False)

        def tell(done: int, total: int) -> bool:
            self.advanced.emit(done, total)
            return not self._stop.is_set()

        def stored(count: int) -> None:
            self._end_progress()
            if isValid(dialog):  # closed meanwhile: what was begun is stored all the same
                dialog.accept()
            self.open_list()
            self._toast.say(f"{count} client{'' if count == 1 else 's'} imported.")

        def failed(error: Exception) -> None:
            self._end_progress()
            if isValid(dialog):
                dialog.take.setEnabled(True)
                dialog.show_refused(_words(error))
            else:
                self._refuse(error)

        self._background.run_records(lambda: self._directory.import_clients(rows, tell), stored, failed)

    def _show_progress(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress.advance(f"{done} of {total} stored", 100 * done // max(1, total))

    def _end_progress(self) -> None:
        if self._progress is not None:
            self._progress.finish()
            self._progress = None

    def _run(self, work: Callable[[], Any], show: Callable[[Any], None]) -> None:
        self._background.run_records(work, lambda found: show(found) if isValid(self) else None, self._refuse)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, StoppedError) or not isValid(self):
            return
        self.refused.emit(error)


def _table_in(file: Path) -> CsvTable:
    try:
        return read_table(file.read_bytes())
    except OSError as error:
        raise BadInputError(f"{file.name} cannot be read.", next_step="Check that the file is still there.") from error


def _written(directory: Directory, file: Path) -> int:
    try:
        return directory.export(file)
    except OSError as error:
        raise StorageError(f"{file.name} could not be written.", "Pick another folder or free some space.") from error


def _words(error: Exception) -> str:
    """What a dialog says of an error; a fault of the program goes on to where faults are reported."""
    if not isinstance(error, ConsultError):
        raise error
    return str(error)
