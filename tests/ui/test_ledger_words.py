"""Overrides, clearances and referrals on a client's record: who, when, why, until when, and what became of them."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Decision, Practitioner
from consult_app.records.ledger import ReferralNote
from consult_app.records.opening import demo_records
from consult_app.records.store import Records
from consult_app.records.values import Progress
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.office.clients_place import ClientsPlace
from consult_app.ui.office.clients_view import RecordView, read_record
from consult_app.ui.office.ledger_words import finding_label
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.list_row import ListRow
from tests.clinical.cases import decision
from tests.records.sessions import TODAY, opened, ready

LATE = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
TAN = Decision.model_validate(
    decision("recent_tan_uv", "override", "doctor", until="2026-12-31", reason="Tan has faded")
)
NOTE = ReferralNote(to="GP or dermatologist", subject="Active acne", reason="needs medical care first.", date=TODAY)


@pytest.fixture
def records() -> Iterator[Records]:
    """A client whose override was recorded and withdrawn, and who was referred."""
    made = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: LATE)
    stored = opened(made, ready().model_copy(update={"decisions": (TAN,)}))
    made.save(stored.id, ready(), stored.revision, Progress("safety"))
    made.ledger.refer(stored.id, (NOTE, NOTE.model_copy(update={"subject": "Mole", "reason": ""})))
    yield made
    made.close()


def seen(records: Records, catalogue: Catalogue, shown: int = 15) -> RecordView:
    return read_record(records, catalogue, "C-0001", TODAY, shown)


def test_each_line_says_what_became_of_it_who_when_why_and_until_when(records: Records, catalogue: Catalogue) -> None:
    view, day = seen(records, catalogue), "2 Jul 2026"  # the clinic's clock, not UTC
    label, by = catalogue.rules["recent_tan_uv"].label, f"{TAN.by}, doctor"
    told = f"{label}. {by}, {TAN.date.day} {TAN.date:%b %Y}: Tan has faded. Until 31 Dec 2026."
    to = "To GP or dermatologist, 20 Nov 2026"
    assert {row.line for row in view.decisions} == {"By Jo Brennan"}
    assert [(row.lead, row.name, row.matter) for row in view.decisions] == [
        (day, "Referral recorded", f"Mole. {to}."),
        (day, "Referral recorded", f"Active acne. {to}: needs medical care first."),
        (day, "Override withdrawn", told),
        (day, "Override recorded", told),
    ]
    assert view.earlier_decisions == 0


def test_only_the_newest_are_shown_at_first(records: Records, catalogue: Catalogue) -> None:
    view = seen(records, catalogue, 3)
    assert (len(view.decisions), view.earlier_decisions) == (3, 1)


def test_what_the_protocol_no_longer_has_is_named_in_words(catalogue: Catalogue) -> None:
    assert finding_label("gone_rule", catalogue) == "Gone rule"


@pytest.fixture
def place(records: Records, catalogue: Catalogue, tmp_path: Path, qtbot: QtBot) -> Iterator[ClientsPlace]:
    app = App(Settings(tmp_path), catalogue, records, lambda: LATE, is_demo=True)
    background = Background()
    made = ClientsPlace(app, background)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not background.busy)
    background.finish()


def overrides(place: ClientsPlace) -> list[ListRow]:
    return [row for row in place.record.findChildren(ListRow) if row.view.name.startswith("Override")]


def is_gone(part: QWidget) -> bool:
    return not isValid(part) or not part.isVisible()


def test_a_line_opens_its_consultation(place: ClientsPlace, qtbot: QtBot) -> None:
    place.open_client("C-0001")
    qtbot.waitUntil(lambda: len(overrides(place)) == 2)
    row = overrides(place)[0]
    assert "Tan has faded" in row.accessibleDescription()
    assert row.height() >= 40
    with qtbot.waitSignal(place.consultation_wanted) as asked:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert asked.args == [1]


def test_the_earlier_ones_can_be_asked_for(place: ClientsPlace, records: Records, qtbot: QtBot) -> None:
    notes = tuple(NOTE.model_copy(update={"subject": f"Subject {number}"}) for number in range(60))
    records.ledger.refer(1, notes)
    place.open_client("C-0001")
    qtbot.waitUntil(lambda: place.record.client_id == "C-0001")
    assert not overrides(place)
    while more := [each for each in place.record.findChildren(Button, "show_earlier_decisions") if each.isVisible()]:
        more[0].click()
        qtbot.waitUntil(partial(is_gone, more[0]))
    assert len(overrides(place)) == 2


def test_a_client_without_any_shows_none(place: ClientsPlace, records: Records, qtbot: QtBot) -> None:
    other = opened(records, ready(client={"name": "Ines Duarte"}))
    number = records.load(other.id).header.client_id or ""
    place.open_client(number)
    qtbot.waitUntil(lambda: place.record.client_id == number)
    assert "Decisions and referrals" not in [each.text() for each in place.record.findChildren(QLabel)]
