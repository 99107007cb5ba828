"""The place where a lot is looked up: the question, the answer, and the list on paper."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.dates import short_date
from consult_app.clinical.fact_words import area_words
from consult_app.documents.lot_list import LotLine, lot_list
from consult_app.errors import ConsultError
from consult_app.records.treatment_values import LotUse
from consult_app.ui.background import Background
from consult_app.ui.pages.handouts_files import save_dialog, save_file
from consult_app.ui.pages.lots import LotsPage
from consult_app.ui.printing import PrintDialog, print_pdf
from consult_app.ui.widgets.list_row import RowView

FILE_NAME = "lot-list.pdf"


class LotsPlace(QWidget):
    """``opened`` asks for a client's record, ``left`` for the list; ``done`` and ``refused`` say how it went."""

    left = Signal()
    opened = Signal(str)
    done = Signal(str)
    refused = Signal(object)

    def __init__(self, app: App, background: Background) -> None:
        super().__init__()
        self._app, self._background = app, background
        self._number, self._uses = "", tuple[LotUse, ...]()
        self.page = LotsPage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.page.back_wanted.connect(self.left)
        self.page.opened.connect(self.opened)
        self.page.asked.connect(self.ask)
        self.page.print_wanted.connect(lambda: self._make(self._print))
        self.page.save_wanted.connect(lambda: self._make(self._save))

    def ask(self, number: str) -> None:
        """Show who was treated with a lot."""
        treatments = self._app.records.treatments
        self._run(lambda: treatments.treated_with_lot(number), lambda uses: self._show(number, uses))

    def _show(self, number: str, uses: tuple[LotUse, ...]) -> None:
        self._number, self._uses = number, uses
        rows = [_row(use, self._app.catalogue) for use in uses]
        people = len({use.client_id for use in uses})
        count = f"{people} {'client' if people == 1 else 'clients'}, lot {number}" if uses else ""
        self.page.show_uses(number, count, rows)

    def _make(self, use: Callable[[bytes], None]) -> None:
        """Make the list as a PDF off the window's thread, then hand it to ``use``."""
        app, number, uses = self._app, self._number, self._uses

        def work() -> bytes:
            lines = [_line(each, app.catalogue) for each in uses]
            clinic, who = app.catalogue.practice.practice, app.records.practitioner.name
            return lot_list(number, lines, clinic, who, app.now(), paper=app.settings.paper, sample=app.is_demo)

        self._run(work, use)

    def _print(self, data: bytes) -> None:
        dialog = PrintDialog(data, self)
        dialog.accepted.connect(lambda: self._try(lambda: print_pdf(data, dialog.target), "Sent to the printer"))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _save(self, data: bytes) -> None:
        dialog = save_dialog(self, FILE_NAME)
        dialog.fileSelected.connect(
            lambda name: self._try(lambda: save_file(Path(name), data), f"Saved {Path(name).name}")
        )
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def _try(self, work: Callable[[], None], words: str) -> None:
        try:
            work()
        except ConsultError as error:
            self.refused.emit(error)
            return
        treatments, number, count = self._app.records.treatments, self._number, len(self._uses)
        self._run(lambda: treatments.note_lot_list(number, count), lambda _none: self.done.emit(words))

    def _run(self, work: Callable[[], Any], show: Callable[[Any], object]) -> None:
        def finish(result: Any) -> None:
            if isValid(self):
                show(result)

        def fail(error: Exception) -> None:
            if isValid(self):
                self.refused.emit(error)

        self._background.run_records(work, finish, fail)


def _row(use: LotUse, catalogue: Catalogue) -> RowView:
    areas = _areas(use, catalogue)
    told = " · ".join(part for part in (areas, _used_as(use, catalogue)) if part)
    return RowView(
        use.client_id,
        use.client_name or use.client_id,
        lead=short_date(use.date),
        line=f"{use.client_id}, by {use.practitioner}",
        matter=told if use.signed else f"{told} · Not signed yet",
        outcome=None if use.signed else "incomplete",
    )


def _line(use: LotUse, catalogue: Catalogue) -> LotLine:
    return LotLine(
        use.date,
        use.client_id,
        use.client_name or "",
        tuple(area_words(key, catalogue) for key in use.areas),
        _used_as(use, catalogue),
        use.practitioner,
        signed=use.signed,
    )


def _areas(use: LotUse, catalogue: Catalogue) -> str:
    return ", ".join(area_words(key, catalogue) for key in use.areas)


def _used_as(use: LotUse, catalogue: Catalogue) -> str:
    """What the lot was of; a numbing product by its name."""
    if use.kind != "numbing":
        return use.label
    product = catalogue.anaesthesia.product(use.label) if use.label else None
    return product.label if product else "Numbing product"
