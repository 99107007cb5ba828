"""The place of clients in a real window on real records: found, opened, merged, brought in and given out."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from consult_app.clinical.consultation import Client
from consult_app.demo import demo_app
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.desk import Desk
from consult_app.ui.pages.clients_import import ImportDialog
from consult_app.ui.pages.clients_merge import MergeDialog
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.notices import ChoiceNotice, EmptyState

DAY = dt.date(2026, 11, 20)
LIST = """ID,Name,Date of birth,Phone
K-1,Nora Lindahl,03/04/1988,01632 960777
K-2,,01/02/1990,
K-3,Ivo Marsh,05/06/1979,
"""


@pytest.fixture
def background() -> Background:
    return Background()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, background: Background) -> Iterator[Desk]:
    app = demo_app(Settings(tmp_path), DAY)
    opened = Desk(app, background)
    qtbot.addWidget(opened)
    opened.resize(1280, 800)
    opened.show()
    opened.go_to("clients")
    qtbot.waitUntil(lambda: len(opened.clients.list.rows) > 3)
    yield opened
    background.finish()
    app.records.close()


def type_name(desk: Desk, qtbot: QtBot, typed: str, count: int) -> None:
    page = desk.clients.list
    page.edit.clear()
    qtbot.keyClicks(page.edit, typed)
    qtbot.waitUntil(lambda: len(page.rows) == count)


def test_typing_narrows_the_list_and_the_keyboard_opens_a_record(
    desk: Desk, qtbot: QtBot, background: Background
) -> None:
    type_name(desk, qtbot, "vega mar", 1)
    qtbot.keyClick(desk.clients.list.edit, Qt.Key.Key_Down)
    row = desk.clients.list.rows[0]
    assert row.hasFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.clients.currentWidget() is desk.clients.record)
    assert desk.clients.record.client_id == desk.app.records.search_clients("vega")[0].id
    desk.clients.record.back.click()
    qtbot.waitUntil(lambda: desk.clients.currentWidget() is desk.clients.list)
    qtbot.waitUntil(lambda: not background.busy)


def test_a_name_nobody_has_offers_a_new_client(desk: Desk, qtbot: QtBot, background: Background) -> None:
    type_name(desk, qtbot, "Xerxes Quill", 0)
    (state,) = desk.clients.list.findChildren(EmptyState)
    assert state.button.text() == "New client: Xerxes Quill"
    state.button.click()
    qtbot.waitUntil(lambda: desk.frame is not None)
    assert desk.frame is not None
    assert desk.frame.state.consultation.client.name == "Xerxes Quill"
    qtbot.waitUntil(lambda: not background.busy)


def test_the_client_step_offers_the_record_that_is_there(desk: Desk, qtbot: QtBot, background: Background) -> None:
    records = desk.app.records
    known = records.search_clients("vega")[0]
    desk.start("Marisol Vegaz")
    qtbot.waitUntil(lambda: desk.frame is not None)
    assert desk.frame is not None
    state = desk.frame.state
    state.update(client=state.consultation.client.model_copy(update={"date_of_birth": known.details.date_of_birth}))
    page = desk.frame.pages["client"]
    qtbot.waitUntil(lambda: page.findChild(ChoiceNotice, "existing_client") is not None)
    button = page.findChild(Button, "use_existing")
    assert button is not None
    button.click()
    assert state.consultation.client == known.details
    qtbot.waitUntil(lambda: [client.id for client in records.search_clients("vega")] == [known.id])
    qtbot.waitUntil(lambda: not background.busy)


def test_a_consultation_opens_from_the_record_and_a_new_one_begins(
    desk: Desk, qtbot: QtBot, background: Background
) -> None:
    client = desk.app.records.search_clients("vega")[0]
    desk.clients.open_client(client.id)
    qtbot.waitUntil(lambda: desk.clients.record.client_id == client.id)
    desk.clients.record.new.click()
    qtbot.waitUntil(lambda: desk.frame is not None)
    assert desk.frame is not None
    assert desk.frame.state.consultation.client.id == client.id
    qtbot.waitUntil(lambda: not background.busy)


def test_two_records_are_merged_after_choosing_what_is_right(desk: Desk, qtbot: QtBot, background: Background) -> None:
    records = desk.app.records
    kept = records.search_clients("vega")[0]
    away = records.add_client(Client(name="Marisol Vegaz", date_of_birth=kept.details.date_of_birth))
    desk.clients.open_client(kept.id)
    qtbot.waitUntil(lambda: desk.clients.record.client_id == kept.id)
    desk.clients.record.merge.click()
    qtbot.waitUntil(lambda: bool(desk.clients.findChildren(MergeDialog)))
    dialog = desk.clients.findChildren(MergeDialog)[0]
    qtbot.keyClicks(dialog.other.edit, away.id)
    qtbot.waitUntil(lambda: away.id in dialog.found)
    dialog.choose(away.id)
    dialog.way_on.click()
    assert dialog.choices["name"].error() == "Choose which is right."
    dialog.choices["name"].set_value("other")
    qtbot.keyClicks(dialog.reason.edit, "Entered twice at the desk")
    dialog.way_on.click()
    qtbot.waitUntil(lambda: records.client(away.id).id == kept.id)
    assert records.client(kept.id).details.name == "Marisol Vegaz"
    qtbot.waitUntil(lambda: not background.busy)


def test_a_list_is_previewed_and_brought_in(desk: Desk, qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST, "utf-8")
    desk.clients.import_file(file)
    qtbot.waitUntil(lambda: bool(desk.clients.findChildren(ImportDialog)))
    dialog = desk.clients.findChildren(ImportDialog)[0]
    assert [field.value for field in dialog.columns] == ["foreign_id", "name", "date_of_birth", "phone"]
    assert not dialog.take.isEnabled()
    dialog.order.set_value("day_first")
    dialog.order.chosen.emit("day_first")
    qtbot.waitUntil(dialog.take.isEnabled)
    assert dialog.take.text() == "Import 2 clients"
    assert "Line 3 refused: No name." in dialog.remarks.toPlainText()
    dialog.take.click()
    qtbot.waitUntil(lambda: bool(desk.app.records.search_clients("nora lindahl")))
    assert desk.app.records.search_clients("k-1")[0].details.date_of_birth == dt.date(1988, 4, 3)
    qtbot.waitUntil(lambda: not background.busy)


def test_a_list_whose_dialog_is_closed_meanwhile_is_brought_in_all_the_same(
    desk: Desk, qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST, "utf-8")
    desk.clients.import_file(file)
    qtbot.waitUntil(lambda: bool(desk.clients.findChildren(ImportDialog)))
    dialog = desk.clients.findChildren(ImportDialog)[0]
    dialog.order.set_value("day_first")
    dialog.order.chosen.emit("day_first")
    qtbot.waitUntil(dialog.take.isEnabled)
    dialog.take.click()
    dialog.reject()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)
    qtbot.waitUntil(lambda: not background.busy)
    assert desk.app.records.search_clients("nora lindahl")
    said = [each.text() for each in desk.clients.findChildren(QLabel) if each.isVisible()]
    assert "2 clients imported." in said


def test_a_file_that_is_no_list_is_refused_in_words(
    desk: Desk, qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    desk.clients.import_file(tmp_path / "gone.csv")
    qtbot.waitUntil(lambda: any("Try again" in button.text() for button in desk.findChildren(Button)))
    qtbot.waitUntil(lambda: not background.busy)


def test_the_list_is_given_out(desk: Desk, qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    desk.clients.export_file(file)
    qtbot.waitUntil(file.exists)
    assert "Marisol Vega" in file.read_text("utf-8-sig")
    qtbot.waitUntil(lambda: not background.busy)
