"""The record of a client in the window: sessions and what became of them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Practitioner
from consult_app.clinical.treatment_record import TreatmentEvent
from consult_app.clinical.treatment_review import review
from consult_app.records.opening import demo_records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.clients_view import read_record
from consult_app.ui.desk import Desk
from consult_app.ui.following_up import SessionFollowUpDialog
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.list_row import ListRow
from tests.records.sessions import TODAY, begun, day_of, full

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def app(catalogue: Catalogue, tmp_path: Path) -> Iterator[App]:
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: NOON.astimezone(dt.UTC))
    yield App(Settings(tmp_path), catalogue, records, lambda: NOON, is_demo=True)
    records.close()


@pytest.fixture
def session(app: App) -> StoredTreatment:
    """A signed session of today."""
    draft = begun(app.records, app.catalogue)
    value = app.records.load(draft.consultation_id).consultation
    reviewed = review(full(), day_of(value, app.catalogue), value, app.catalogue)
    return app.records.treatments.sign(draft.id, draft.revision, reviewed, Ed25519PrivateKey.generate())


@pytest.fixture
def desk(app: App, session: StoredTreatment, qtbot: QtBot) -> Iterator[Desk]:
    """The record of that client, shown."""
    background = Background()
    opened = Desk(app, background)
    qtbot.addWidget(opened)
    opened.resize(1280, 800)
    opened.show()
    opened.go_to("clients")
    opened.clients.open_client(session.client_id)
    qtbot.waitUntil(lambda: opened.clients.record.client_id == session.client_id)
    yield opened
    qtbot.waitUntil(lambda: not background.busy)
    background.finish()


def rows(desk: Desk) -> list[tuple[str, str, str]]:
    found = [row for row in desk.clients.record.findChildren(ListRow) if row.isVisible()]
    return [(row.view.name, row.view.line, row.view.matter) for row in found]


def press(desk: Desk, name: str) -> None:
    next(one for one in desk.clients.record.findChildren(Button, name) if one.isVisible()).click()


def test_a_session_stands_over_its_consultation_and_opens(desk: Desk, session: StoredTreatment, qtbot: QtBot) -> None:
    assert [name for name, _line, _matter in rows(desk)] == ["Treatment session", f"Consultation {session.id}"]
    assert rows(desk)[0][1:] == ("Signed", "Upper back 0.75 mm")
    row = next(row for row in desk.clients.record.findChildren(ListRow) if row.view.name == "Treatment session")
    row.opened.emit(row.view.key)
    qtbot.waitUntil(lambda: desk.session is not None)
    assert desk.session is not None
    assert desk.session.saving.stored.id == session.id


def test_an_adverse_event_is_added_from_the_record(desk: Desk, session: StoredTreatment, qtbot: QtBot) -> None:
    press(desk, "add_adverse_event")
    (dialog,) = desk.clients.findChildren(SessionFollowUpDialog)
    assert (dialog.kind.value, dialog.treatment_id) == ("adverse_event", session.id)
    assert dialog.what.isVisible()
    dialog.else_.edit.setText("Redness for five days")
    dialog.severity.set_value("mild")
    dialog.way_on.click()
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    assert rows(desk)[0] == ("Adverse event", "After the session of 20 Nov 2026", "Redness for five days. Mild.")
    (event,) = app_events(desk, session)
    assert (event.kind, event.severity) == ("adverse_event", "mild")


def test_a_follow_up_may_be_about_an_earlier_session(desk: Desk, session: StoredTreatment, qtbot: QtBot) -> None:
    earlier, later = (session.id, "Session of 20 Nov 2026", TODAY), (99, "Session of 1 Dec 2026", dt.date(2026, 12, 1))
    desk.clients.following_up.ask((later, earlier), "follow_up")
    dialog = desk.clients.findChildren(SessionFollowUpDialog)[-1]
    assert dialog.treatment_id == 99
    dialog.session.set_value(str(session.id))
    dialog.session.chosen.emit(str(session.id))
    dialog.outcome.set_value("All calm")
    dialog.way_on.click()
    qtbot.waitUntil(lambda: len(rows(desk)) == 3)
    assert rows(desk)[0] == ("Follow-up", "After the session of 20 Nov 2026", "All calm.")


def test_an_entry_that_is_refused_is_said(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.clients.refused):
        desk.clients.following_up.ask(((99, "Session of 20 Nov 2026", TODAY),), "follow_up")
        dialog = desk.clients.findChildren(SessionFollowUpDialog)[-1]
        dialog.outcome.set_value("All calm")
        dialog.way_on.click()


def test_a_corrected_session_says_so_and_its_entries_stand_once(app: App, session: StoredTreatment) -> None:
    treatments = app.records.treatments
    treatments.add_event(session.id, TreatmentEvent(kind="follow_up", date=TODAY, outcome="Calm"))
    treatments.correct(session.id, "Wrong lot")
    view = read_record(app.records, app.catalogue, session.client_id, TODAY, 15)
    assert [(row.name, row.line) for row in view.history][:3] == [
        ("Follow-up", "After the session of 20 Nov 2026"),
        ("Treatment session", "Not signed yet, corrects an earlier one"),
        ("Treatment session", "Signed, corrected later"),
    ]
    assert [number for number, _name, _day in view.sessions] == [session.id + 1]


def app_events(desk: Desk, session: StoredTreatment) -> list[TreatmentEvent]:
    return [each.event for each in desk.app.records.treatments.load(session.id).events]
