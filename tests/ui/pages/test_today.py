"""Today: the recovery sheet is called for calmly, and every row leads somewhere under a name of its own."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Practitioner
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice, open_practice
from consult_app.records.people import RecoveryState
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.desk import Desk
from consult_app.ui.office.today_view import TodayView, read_today
from consult_app.ui.pages.today import RECOVERY, TodayPage
from consult_app.ui.widgets.list_row import ListRow, RowView
from consult_app.ui.widgets.notices import NoticeLine

WORDS, JOS = "correct horse battery", "another horse battery"
NOW = dt.datetime(2026, 11, 20, 11, tzinfo=dt.UTC)


@pytest.fixture
def desk(tmp_path: Path, catalogue: Catalogue, qtbot: QtBot) -> Iterator[Desk]:
    records = create_practice(tmp_path, Practitioner(name="Dana Okafor", role="nurse"), WORDS, LEAST_COST)
    background = Background()
    opened = Desk(App(Settings(tmp_path), catalogue, records, lambda: NOW), background)
    qtbot.addWidget(opened)
    opened.show()
    qtbot.waitUntil(lambda: opened.findChild(NoticeLine, "recovery_line") is not None)
    yield opened
    background.finish()
    records.close()


def test_the_lead_is_reminded_until_a_group_was_typed_back(desk: Desk, qtbot: QtBot) -> None:
    people, line = desk.app.records.people, desk.findChild(NoticeLine, "recovery_line")
    assert line is not None
    assert line.accessibleName() == "There is no recovery sheet yet"
    line.button.click()
    qtbot.waitUntil(desk.people.isVisible)
    people.new_recovery_sheet(WORDS)
    assert read_today(desk.app.records, NOW, desk.app.catalogue).recovery == "unconfirmed"
    people.confirm_recovery_sheet()
    assert read_today(desk.app.records, NOW, desk.app.catalogue).recovery == "confirmed"


def test_who_cannot_see_to_it_is_not_bothered(desk: Desk, tmp_path: Path) -> None:
    jo = desk.app.records.people.add(WORDS, Practitioner(name="Jo Brennan", role="nurse"), JOS)
    desk.app.records.close()
    records = open_practice(tmp_path, jo.id, JOS)
    assert read_today(records, NOW, desk.app.catalogue).recovery == "confirmed"
    records.close()


@pytest.mark.parametrize(("state", "said"), [("none", True), ("unconfirmed", True), ("confirmed", False)])
@pytest.mark.parametrize("is_demo", [False, True])
def test_each_state_has_its_words(
    state: RecoveryState, said: bool, is_demo: bool, catalogue: Catalogue, qtbot: QtBot
) -> None:
    page = TodayPage(catalogue.protocol, is_demo=is_demo)
    qtbot.addWidget(page)
    page.show_day(TodayView(NOW.date(), (), (), (), is_first_run=False, recovery=state))
    line = page.findChild(NoticeLine, "recovery_line")
    assert (line.accessibleName() if line else None) == (RECOVERY[state][0] if said and not is_demo else None)


def test_rows_that_lead_to_the_same_have_names_of_their_own(catalogue: Catalogue, qtbot: QtBot) -> None:
    page, opened = TodayPage(catalogue.protocol, is_demo=False), list[int]()
    qtbot.addWidget(page)
    page.opened.connect(opened.append)
    one = RowView("1", "Marisol Vega")
    page.show_day(TodayView(NOW.date(), (one,), (one,), (), is_first_run=False, letters=(one, one)))
    rows = page.findChildren(ListRow)
    assert len({row.objectName() for row in rows}) == len(rows) == 4
    for row in rows:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert opened == [1] * 4
