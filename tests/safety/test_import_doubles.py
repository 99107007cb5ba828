"""Of a list brought in, the rows that look like somebody already here are left out unless somebody wants them."""

import datetime as dt

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.consultation import Client, Practitioner
from consult_app.records.csv_columns import guessed_columns
from consult_app.records.csv_reading import read_table
from consult_app.records.opening import demo_records
from consult_app.ui.pages.clients_import import ImportDialog

LIST = b"Name,Date of birth\nMarisol Vega,1991-04-02\nIvo Marsh,1979-06-05\nIvo Marsh,1979-06-05\n"
TODAY = dt.date(2026, 11, 20)


def test_doubles_are_left_out_unless_somebody_wants_them(qtbot: QtBot) -> None:
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"))
    known = records.add_client(Client(name="Marisol Vega", date_of_birth=dt.date(1991, 4, 2)))
    table = read_table(LIST)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ImportDialog(window, table)
    columns = guessed_columns(table.header)
    dialog.guess()
    dialog.show_preview(records.directory.preview(table, columns, "day_first", TODAY, lambda _done, _total: True))
    assert [row.line for row in dialog.chosen] == [3]
    assert dialog.take.text() == "Import 1 client"
    said = dialog.remarks.toPlainText()
    assert f"Line 2 is probably here already. Same name and birth date: {known.id}" in said
    assert "Line 4 is probably here already. Same name and birth date: line 3" in said
    dialog.skip.setChecked(False)
    assert [row.line for row in dialog.chosen] == [2, 3, 4]
    records.close()
