"""Hands documents out: to the printer, to a file, or all of them to a folder."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from consult_app.documents.layout import Sheets
from consult_app.documents.runs import MissingGlyph
from consult_app.errors import ConsultError
from consult_app.ui.background import Background
from consult_app.ui.pages.handouts_files import folder_dialog, save_dialog, save_file, save_folder
from consult_app.ui.pages.handouts_list import Handout
from consult_app.ui.printing import PrintDialog, print_pdf, print_pdfs

Making = Callable[[], Mapping[str, Sheets]]


class Issuing(QObject):
    """``issued`` carries a document's id, its exact bytes and how it went out, by print or save; ``done`` says so.

    ``refused`` carries what stood in the way and the act to try again: print, print_all, save or save_all.
    ``unprinted`` carries the characters that papers of a folder could not print, where there are any.
    """

    issued = Signal(str, bytes, str)
    done = Signal(str)
    refused = Signal(object, str)
    unprinted = Signal(object)

    def __init__(self, background: Background, page: QWidget) -> None:
        super().__init__(page)
        self._background, self._page = background, page

    def print(self, handout: Handout, data: bytes) -> None:
        """Ask for a printer and print."""
        dialog = PrintDialog(data, self._page)
        dialog.accepted.connect(lambda: self._try("print", lambda: print_pdf(data, dialog.target), handout, data))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def save(self, handout: Handout, data: bytes) -> None:
        """Ask for a place and save there."""
        dialog = save_dialog(self._page, handout.file_name)
        dialog.fileSelected.connect(
            lambda path: self._try(
                "save", lambda: save_file(Path(path), data), handout, data, f"Saved {Path(path).name}"
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_all(self, documents: Sequence[Handout], making: Making) -> None:
        """Ask for a folder; make all documents by ``making`` off the window's thread and save them there."""
        dialog = folder_dialog(self._page)
        dialog.fileSelected.connect(lambda folder: self._save_folder(Path(folder), documents, making))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def print_all(self, documents: Sequence[Handout], making: Making) -> None:
        """Make all documents off the window's thread, ask once for a printer and print them one after the other."""
        order = [handout.id for handout in documents]
        self._background.run(making, lambda made: self._print_made(order, made), self._not_printed)

    def _print_made(self, order: Sequence[str], made: Mapping[str, Sheets]) -> None:
        if not isValid(self):
            return
        self._tell_missing(made)
        papers = {name: made[name].data for name in order}
        dialog = PrintDialog(papers[order[0]], self._page, whole=True)
        dialog.accepted.connect(lambda: self._print_job(papers, dialog))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _print_job(self, papers: Mapping[str, bytes], dialog: PrintDialog) -> None:
        try:
            print_pdfs(tuple(papers.values()), dialog.target)
        except ConsultError as error:
            self.refused.emit(error, "print_all")
            return
        for name, data in papers.items():
            self.issued.emit(name, data, "print")
        self.done.emit(f"Sent to the printer: {_count(len(papers))}")

    def _not_printed(self, error: Exception) -> None:
        if isValid(self):
            self.refused.emit(_readable(error), "print_all")

    def _try(self, act: str, work: Callable[[], None], handout: Handout, data: bytes, words: str = "") -> None:
        try:
            work()
        except ConsultError as error:
            self.refused.emit(error, act)
            return
        self.issued.emit(handout.id, data, act)
        self.done.emit(words or f"Sent to the printer: {handout.title}")

    def _save_folder(self, folder: Path, documents: Sequence[Handout], making: Making) -> None:
        names = {handout.id: handout.file_name for handout in documents}

        def work() -> Mapping[str, Sheets]:
            made = making()
            save_folder(folder, {names[name]: sheets.data for name, sheets in made.items()})
            return made

        self._background.run(work, self._saved, self._not_saved)

    def _not_saved(self, error: Exception) -> None:
        if isValid(self):
            self.refused.emit(_readable(error), "save_all")

    def _saved(self, made: Mapping[str, Sheets]) -> None:
        if not isValid(self):
            return
        for name, sheets in made.items():
            self.issued.emit(name, sheets.data, "save")
        self._tell_missing(made)
        self.done.emit(f"Saved {_count(len(made))}")

    def _tell_missing(self, made: Mapping[str, Sheets]) -> None:
        missing: set[MissingGlyph] = {glyph for sheets in made.values() for glyph in sheets.missing}
        if missing:
            self.unprinted.emit(tuple(sorted(missing)))


def _count(number: int) -> str:
    return f"{number} document{'' if number == 1 else 's'}"


def _readable(error: Exception) -> ConsultError:
    if isinstance(error, ConsultError):
        return error
    return ConsultError("The documents could not be made.", "Nothing was saved. Your record is safe.")
