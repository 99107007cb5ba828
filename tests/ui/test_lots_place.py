"""Who was treated with a lot: asked in the place of clients, shown, and taken along on paper."""

import datetime as dt
import stat
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Practitioner
from consult_app.records.opening import demo_records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.office.clients_place import ClientsPlace
from consult_app.ui.printing import PrintDialog
from consult_app.ui.widgets.list_row import ListRow
from consult_app.ui.widgets.notices import EmptyState
from tests.documents.reading import text_of
from tests.records.sessions import NUMBED, begun, full

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def app(catalogue: Catalogue, tmp_path: Path) -> Iterator[App]:
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: NOON.astimezone(dt.UTC))
    yield App(Settings(tmp_path), catalogue, records, lambda: NOON, is_demo=True)
    records.close()


@pytest.fixture
def session(app: App) -> StoredTreatment:
    """A session that is still being written; its cartridge and its numbing product are named."""
    record = full(numbing=NUMBED)
    draft = begun(app.records, app.catalogue, record)
    return app.records.treatments.save(draft.id, record, draft.revision)


@pytest.fixture
def place(app: App, session: StoredTreatment, qtbot: QtBot) -> Iterator[ClientsPlace]:
    assert session.status == "draft"
    background = Background()
    opened = ClientsPlace(app, background)
    qtbot.addWidget(opened)
    opened.resize(1024, 640)
    opened.show()
    opened.list.lots.click()
    assert opened.currentWidget() is opened.lots
    yield opened
    qtbot.waitUntil(lambda: not background.busy)
    background.finish()


def ask(place: ClientsPlace, number: str, qtbot: QtBot) -> None:
    place.lots.page.number.edit.setText(number)
    qtbot.keyClick(place.lots.page.number.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.lots._number == number)


def told(place: ClientsPlace) -> list[tuple[str, str, str]]:
    rows = (row.view for row in place.lots.page.findChildren(ListRow) if row.isVisible())
    return [(row.name, row.line, row.matter) for row in rows]


def test_a_lot_is_found_however_it_is_spelt(place: ClientsPlace, session: StoredTreatment, qtbot: QtBot) -> None:
    ask(place, "nc24118", qtbot)
    qtbot.waitUntil(lambda: bool(told(place)))
    assert told(place) == [
        ("Marisol Vega", f"{session.client_id}, by Jo Brennan", "Upper back · Needle cartridge · Not signed yet")
    ]
    assert any(shown.text() == "1 client, lot nc24118" for shown in place.lots.page.findChildren(QLabel))
    (row,) = (row for row in place.lots.page.findChildren(ListRow) if row.isVisible())
    qtbot.keyClick(row, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.record.client_id == session.client_id)


def test_a_numbing_product_is_named(place: ClientsPlace, app: App, qtbot: QtBot) -> None:
    ask(place, "LP-7741", qtbot)
    qtbot.waitUntil(lambda: bool(told(place)))
    product = app.catalogue.anaesthesia.product("lidocaine_prilocaine")
    assert product is not None
    assert told(place)[0][2] == f"Upper back · {product.label} · Not signed yet"


def test_nobody_and_nothing_typed_have_their_words(place: ClientsPlace, qtbot: QtBot) -> None:
    page = place.lots.page
    page.look.click()
    assert page.number.error() == "Type a lot number."
    ask(place, "ZZ-1", qtbot)
    words = "Nobody was treated with lot “ZZ-1”"
    qtbot.waitUntil(
        lambda: [each.accessibleName() for each in page.findChildren(EmptyState) if each.isVisible()] == [words]
    )
    assert page.print.isHidden()
    assert page.save.isHidden()
    page.back.click()
    assert place.currentWidget() is place.list


def test_the_list_is_saved_and_the_trail_says_so(place: ClientsPlace, app: App, tmp_path: Path, qtbot: QtBot) -> None:
    ask(place, "NC-24 118", qtbot)
    place.lots.page.save.click()
    qtbot.waitUntil(lambda: bool(place.lots.findChildren(QFileDialog)))
    (dialog,) = place.lots.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "lot-list.pdf"
    file = tmp_path / "list.pdf"
    with qtbot.waitSignal(place.lots.done) as said:
        dialog.fileSelected.emit(str(file))
    dialog.reject()
    assert said.args == ["Saved list.pdf"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    words = " ".join(text_of(file.read_bytes(), tmp_path).split())
    assert "Lot NC-24 118: 1 person was treated with it." in words
    assert "Marisol Vega" in words
    (event,) = (each for each in app.records.events() if each.kind == "lot_list_made")
    assert (event.subject, event.detail) == ("lot nc24118", "1 use")


def test_a_folder_that_takes_no_file_is_said(place: ClientsPlace, app: App, tmp_path: Path, qtbot: QtBot) -> None:
    ask(place, "NC-24 118", qtbot)
    place.lots.page.save.click()
    qtbot.waitUntil(lambda: bool(place.lots.findChildren(QFileDialog)))
    (dialog,) = place.lots.findChildren(QFileDialog)
    with qtbot.waitSignal(place.refused):
        dialog.fileSelected.emit(str(tmp_path / "gone" / "list.pdf"))
    dialog.reject()
    assert all(each.kind != "lot_list_made" for each in app.records.events())


def test_the_list_goes_to_the_systems_print_dialog(place: ClientsPlace, qtbot: QtBot) -> None:
    ask(place, "NC-24 118", qtbot)
    place.lots.page.print.click()
    qtbot.waitUntil(lambda: bool(place.lots.findChildren(PrintDialog)))
    (dialog,) = place.lots.findChildren(PrintDialog)
    dialog.reject()
