"""Bringing a list of clients in: what each column holds, how the rows would be stored, and which are refused."""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from consult_app.clinical.dates import short_date
from consult_app.records.csv_columns import FIELDS, Columns, column_problem, guessed_columns
from consult_app.records.csv_dates import DateOrder, order_of
from consult_app.records.csv_import import Preview
from consult_app.records.csv_reading import CsvTable
from consult_app.records.csv_rows import RowRead
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import CheckBox, ChoiceField
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.text import label

SHOWN, PAUSE_MS, LEFT_OUT = 5, 150, "left_out"
ORDERS = (("day_first", "Day first: 02/04 is 2 April"), ("month_first", "Month first: 02/04 is 4 February"))
HEADS = ("Line", "Name", "Birth date", "Phone", "Other ID")


@dataclass(frozen=True)
class Reading:
    """How the table is to be read."""

    columns: Columns
    order: DateOrder


class ImportDialog(QDialog):
    """``preview_wanted`` asks how the rows would be stored; ``wanted`` carries the rows to store."""

    preview_wanted = Signal(object)
    wanted = Signal(object)

    def __init__(self, parent: QWidget, table: CsvTable) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle("Import clients")
        self.setAccessibleName("Import clients")
        self.resize(880, 620)
        self._table, self._preview = table, Preview((), ())
        self.columns = [self._column_field(at) for at in range(len(table.header))]
        self.order = ChoiceField("How the file writes birth dates", ORDERS)
        self.order.setObjectName("date_order")
        self.skip = CheckBox("Leave out rows that look like somebody already here")
        self.skip.setChecked(True)
        self.skip.toggled.connect(lambda _on: self._show_counts())
        self.take, self.cancel = Button("Import", "primary"), Button("Cancel")
        self.take.setObjectName("import_rows")
        self.take.clicked.connect(lambda: self.wanted.emit(self.chosen))
        self.cancel.clicked.connect(self.reject)
        self._problem, self._counts = label("", tone="do_not_treat", wrap=True), label("", "strong", wrap=True)
        self._rows = QGridLayout()
        self.remarks = QPlainTextEdit()
        self.remarks.setReadOnly(True)
        self.remarks.setTabChangesFocus(True)
        self.remarks.setAccessibleName("Rows refused and probable duplicates")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.order.chosen.connect(lambda _key: self._pause.start())
        self._lay_out()

    @property
    def chosen(self) -> tuple[RowRead, ...]:
        """The rows that would be stored."""
        return self._preview.without_duplicates() if self.skip.isChecked() else self._preview.rows

    def guess(self) -> None:
        """Guess what the columns hold, and ask for the preview."""
        for field, guessed in zip(self.columns, guessed_columns(self._table.header), strict=True):
            field.set_value(guessed or LEFT_OUT)
        order = order_of(self._dates())
        self.order.set_value(order or "")
        self.order.set_note("" if order else "The file does not show which comes first. Choose once for all rows.")
        self._ask()

    def show_preview(self, preview: Preview) -> None:
        """Show how the rows would be stored."""
        self._preview = preview
        empty(self._rows)
        for column, head in enumerate(HEADS):
            self._rows.addWidget(label(head, "small", "second"), 0, column)
        for at, row in enumerate(preview.rows[:SHOWN], 1):
            for column, text in enumerate(_cells(row)):
                self._rows.addWidget(label(text), at, column)
        self._rows.setColumnStretch(1, 1)
        refused = [f"Line {row.line} refused: {row.reason}" for row in preview.refused]
        alike = [f"Line {row.line} is probably here already. {row.duplicate}" for row in preview.duplicates]
        self.remarks.setPlainText("\n".join(refused + alike) or "No row is refused, and nobody is here already.")
        self.skip.setVisible(bool(alike))
        self._show_counts()

    def show_refused(self, sentence: str) -> None:
        """Say why nothing was read or stored."""
        self._problem.setText(sentence)
        self._problem.show()

    def _dates(self) -> list[str]:
        at = [number for number, field in enumerate(self.columns) if field.value == "date_of_birth"]
        return [row.cell(number) for row in self._table.rows for number in at]

    def _ask(self) -> None:
        columns = tuple("" if field.value == LEFT_OUT else field.value for field in self.columns)
        needs_order = bool(self._dates()) and not self.order.value
        problem = column_problem(columns) or ("Choose how the file writes birth dates." if needs_order else "")
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.take.setEnabled(False)
        if not problem:
            order: DateOrder = "month_first" if self.order.value == "month_first" else "day_first"
            self.preview_wanted.emit(Reading(columns, order))

    def _show_counts(self) -> None:
        count, refused = len(self.chosen), len(self._preview.refused)
        left = len(self._preview.rows) - count
        parts = [f"{count} to import", f"{left} left out" if left else "", f"{refused} refused" if refused else ""]
        self._counts.setText(", ".join(part for part in parts if part))
        self.take.setText(f"Import {count} client{'' if count == 1 else 's'}")
        self.take.setEnabled(bool(count) and not self._problem.text())

    def _column_field(self, at: int) -> ChoiceField:
        title = self._table.header[at] or f"Column {at + 1}"
        field = ChoiceField(title, ((LEFT_OUT, "Leave out"), *FIELDS.items()))
        field.setObjectName(f"column_{at}")
        field.set_note(next((cell for row in self._table.rows[:20] if (cell := row.cell(at))), "")[:40])
        field.chosen.connect(lambda _key: self._pause.start())
        return field

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for at, field in enumerate(self.columns):
            grid.addWidget(field, at // 3, at % 3)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setSpacing(12)
        inner.addWidget(label("What each column holds", "heading"))
        inner.addLayout(grid)
        inner.addWidget(self.order)
        inner.addWidget(self._problem)
        inner.addWidget(label("As the first rows would be stored", "heading"))
        self._rows.setHorizontalSpacing(24)
        inner.addLayout(self._rows)
        inner.addWidget(self._counts)
        self.remarks.setFixedHeight(120)
        inner.addWidget(self.remarks)
        inner.addWidget(self.skip)
        inner.addStretch()
        scroll = QScrollArea()
        scroll.setAccessibleName("Columns and rows of the file")
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(f"Import clients: {len(self._table.rows)} rows", "title"))
        column.addWidget(scroll, 1)
        column.addLayout(buttons)


def _cells(row: RowRead) -> tuple[str, ...]:
    born: dt.date | None = row.details.date_of_birth
    return (
        str(row.line),
        row.details.name or "",
        short_date(born) if born else "",
        row.details.phone or "",
        row.foreign_id or "",
    )
