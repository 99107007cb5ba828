"""Leaving leads back to where one came from, and what could not be looked up is said."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from consult_app.clinical.consultation import Practitioner
from consult_app.clinical.summary import summarise
from consult_app.demo import demo_app
from consult_app.documents import make_sheets
from consult_app.documents.options import DocumentOptions
from consult_app.records.opening import demo_records
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.consultation.duplicates import NOT_SEARCHED, DuplicateWatch
from consult_app.ui.desk import Desk
from consult_app.ui.office.clients_view import PAPER
from consult_app.ui.office.paper_dialog import PaperDialog
from consult_app.ui.pages.client import ClientPage
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.list_row import ListRow

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    background = Background()
    shown = Desk(demo_app(Settings(tmp_path), DAY), background)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    yield shown
    qtbot.waitUntil(lambda: not background.busy)
    background.finish()
    shown.app.records.close()


def open_first(desk: Desk, qtbot: QtBot) -> None:
    desk.open_consultation(1)
    qtbot.waitUntil(lambda: desk.frame is not None)


def is_offered(parent: QWidget, words: str) -> bool:
    return any(each.text() == words for each in parent.findChildren(QPushButton) if each.isVisible())


def test_what_was_opened_from_a_clients_record_leads_back_to_it(desk: Desk, qtbot: QtBot) -> None:
    client = desk.app.records.load(1).header.client_id
    assert client is not None
    desk.go_to("clients")
    desk.clients.open_client(client)
    qtbot.waitUntil(lambda: desk.clients.shown_client == client)
    desk.clients.record.consultation_opened.emit(1)
    qtbot.waitUntil(lambda: desk.frame is not None)
    assert desk.frame is not None
    assert is_offered(desk.frame, "Client record")
    desk.frame.leave()
    qtbot.waitUntil(lambda: desk.frame is None)
    qtbot.waitUntil(desk.clients.record.isVisible)
    assert desk.clients.shown_client == client


def test_what_was_opened_from_today_leads_back_to_today(desk: Desk, qtbot: QtBot) -> None:
    desk.go_to("clients")
    desk.go_home()
    open_first(desk, qtbot)
    assert desk.frame is not None
    assert is_offered(desk.frame, "Today")
    desk.frame.leave()
    qtbot.waitUntil(desk.today.isVisible)


def test_a_search_for_namesakes_that_failed_is_said_until_one_came_through(desk: Desk, qtbot: QtBot) -> None:
    state = ConsultationState(desk.app.records.load(1).consultation, desk.app.catalogue)
    page, background = ClientPage(state), Background()
    qtbot.addWidget(page)
    page.show()
    away = demo_records(Practitioner(name="Jo Brennan"), lambda: dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    with away.transactions.engine.begin() as connection:
        connection.execute(text("ALTER TABLE client RENAME TO gone"))
    DuplicateWatch(state, page, away.directory, background)
    line = page.findChild(QLabel, "unsearched")
    assert line is not None
    state.update(client=state.consultation.client.model_copy(update={"phone": "01632 960123"}))
    qtbot.waitUntil(line.isVisible)
    assert line.text() == NOT_SEARCHED
    with away.transactions.engine.begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO client"))
    state.update(client=state.consultation.client.model_copy(update={"phone": "01632 960124"}))
    qtbot.waitUntil(lambda: not background.busy and not line.isVisible())
    background.finish()
    away.close()


def test_a_paper_in_the_record_opens_from_its_kept_bytes(desk: Desk, qtbot: QtBot) -> None:
    stored = desk.app.records.load(1)
    client = stored.header.client_id
    assert client is not None
    summary = summarise(stored.consultation, desk.app.catalogue)
    made = make_sheets(summary, "treatment_plan", DocumentOptions(issued="2026-11-20T11:00"))
    desk.app.records.record_document(1, "treatment_plan", made.data, dt.datetime(2026, 11, 20, 11, tzinfo=dt.UTC))
    desk.go_to("clients")
    desk.clients.open_client(client)
    qtbot.waitUntil(lambda: desk.clients.shown_client == client)
    row = next(each for each in desk.clients.record.findChildren(ListRow) if each.view.key.startswith(PAPER))
    row.opened.emit(row.view.key)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in desk.clients.findChildren(PaperDialog)))
    dialog = desk.clients.findChild(PaperDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Treatment plan, 20 Nov 2026"
    dialog.way_on.click()
    qtbot.waitUntil(lambda: desk.frame is not None)
    assert desk.frame is not None
    desk.frame.leave()
    qtbot.waitUntil(desk.clients.record.isVisible)
