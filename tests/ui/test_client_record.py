"""The record of a client in the window: sessions and what became of them, everything exported, the client erased."""

import dataclasses
import datetime as dt
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
import pyzipper
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Client, Consultation, Practitioner
from consult_app.clinical.treatment_record import TreatmentEvent
from consult_app.clinical.treatment_review import review
from consult_app.records.opening import demo_records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.records.values import Progress
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.desk import Desk
from consult_app.ui.office.clients_place import ClientsPlace
from consult_app.ui.office.clients_view import read_record
from consult_app.ui.pages.clients_erase import EraseDialog, KeptDialog
from consult_app.ui.pages.clients_export import ExportDialog
from consult_app.ui.session.following_up import SessionFollowUpDialog
from consult_app.ui.widgets.ask_dialog import ReasonDialog
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.list_row import ListRow
from consult_app.ui.widgets.progress_dialog import ProgressDialog
from tests.records.sessions import TODAY, begun, day_of, full

D = TypeVar("D", bound=QDialog)
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
    reviewed = review(full(), day_of(value, app.catalogue), value, app.catalogue, consent=None)
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


def test_a_draft_is_deleted_from_the_record_with_a_reason(desk: Desk, session: StoredTreatment, qtbot: QtBot) -> None:
    records = desk.app.records
    fresh = records.start_consultation(
        records.client(session.client_id), Consultation(format=1, as_of=TODAY), Progress("client")
    )
    desk.clients.open_client(session.client_id)
    qtbot.waitUntil(lambda: any(name == f"Consultation {fresh.id}" for name, _line, _matter in rows(desk)))
    press(desk, "delete_client_draft")
    (dialog,) = desk.clients.findChildren(ReasonDialog)
    dialog.reason.edit.setPlainText("Opened for the wrong client")
    dialog.way_on.click()
    qtbot.waitUntil(lambda: not any(name == f"Consultation {fresh.id}" for name, _line, _matter in rows(desk)))
    assert fresh.id not in [header.id for header in records.headers()]


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


def dialog_of(desk: Desk, kind: type[D]) -> D:
    (found,) = (one for one in desk.clients.findChildren(kind) if one.isVisible())
    return found


def open_other(desk: Desk, qtbot: QtBot) -> str:
    """The record of a client who was never seen."""
    client = desk.app.records.add_client(Client(name="Ines  Duarte"))
    desk.clients.open_client(client.id)
    qtbot.waitUntil(lambda: desk.clients.record.client_id == client.id)
    return client.id


def test_everything_is_exported_into_a_file_of_its_own(
    desk: Desk, session: StoredTreatment, tmp_path: Path, qtbot: QtBot
) -> None:
    press(desk, "export_client")
    dialog = dialog_of(desk, ExportDialog)
    dialog.way_on.click()
    assert dialog.passphrase.error() == "15 more characters needed, 15 in all."
    dialog.passphrase.edit.setText("river lamp seven stones")
    dialog.way_on.click()
    assert dialog.again.error() == "The two passphrases differ. Type it again."
    dialog.make.click()
    words = dialog.passphrase.value
    assert (len(words), dialog.again.value, dialog.passphrase.error()) == (23, words, "")
    assert dialog.passphrase.edit.echoMode() is QLineEdit.EchoMode.Normal
    dialog.way_on.click()
    asking = dialog_of(desk, QFileDialog)
    assert Path(asking.selectedFiles()[0]).name == "client-record.zip"
    file = tmp_path / "record.zip"
    with qtbot.waitSignal(desk.clients.rights.done) as said:
        asking.fileSelected.emit(str(file))
    asking.reject()
    assert said.args == ["Saved record.zip"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pyzipper.AESZipFile(file) as archive:
        archive.setpassword(words.encode())
        assert {"record.json", "record.pdf"} <= set(archive.namelist())
        assert b"Marisol Vega" in archive.read("record.json")
    assert desk.app.records.events(session.client_id)[-1].kind == "client_exported"


def test_an_export_that_is_cancelled_writes_nothing(
    desk: Desk, session: StoredTreatment, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.clients.rights.done) as said:
        desk.clients.rights.export(session.client_id, "river lamp seven stones", tmp_path / "record.zip")
        desk.findChildren(ProgressDialog)[-1].cancel.click()
    assert said.args == ["Stopped. No file was written."]
    assert list(tmp_path.glob("*.zip")) == []
    assert desk.app.records.events(session.client_id)[-1].kind != "client_exported"


def test_a_folder_that_takes_no_file_is_said(
    desk: Desk, session: StoredTreatment, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.clients.refused):
        desk.clients.rights.export(session.client_id, "river lamp seven stones", tmp_path / "gone" / "record.zip")


def test_what_must_be_kept_is_said_calmly_and_stays(desk: Desk, session: StoredTreatment, qtbot: QtBot) -> None:
    press(desk, "erase_client")
    qtbot.waitUntil(lambda: bool(desk.clients.findChildren(KeptDialog)))
    dialog = dialog_of(desk, KeptDialog)
    years = desk.app.catalogue.practice.practice.retention_years
    assert dialog.windowTitle() == f"These records are kept until 20 November {2026 + years}"
    dialog.way_on.click()
    assert not dialog.isVisible()
    assert desk.app.records.client(session.client_id).details.name == "Marisol Vega"


def test_a_client_is_erased_after_the_name_was_typed_back(desk: Desk, qtbot: QtBot) -> None:
    number = open_other(desk, qtbot)
    press(desk, "erase_client")
    qtbot.waitUntil(lambda: bool(desk.clients.findChildren(EraseDialog)))
    dialog = dialog_of(desk, EraseDialog)
    dialog.typed.edit.setText("Ines")
    dialog.way_on.click()
    assert dialog.typed.error() == "This is not the name on the record."
    assert dialog.reason.error() == "Say in a few words why."
    dialog.typed.edit.setText("ines duarte")
    dialog.reason.set_value("She asked for it")
    with qtbot.waitSignal(desk.clients.rights.erased):
        dialog.way_on.click()
    qtbot.waitUntil(lambda: desk.clients.currentWidget() is desk.clients.list)
    assert desk.app.records.client(number).details.name is None
    assert desk.app.records.events(number)[-1].note == "She asked for it"


def test_what_the_records_refuse_is_said_in_the_dialog(desk: Desk, qtbot: QtBot) -> None:
    number = open_other(desk, qtbot)
    press(desk, "erase_client")
    qtbot.waitUntil(lambda: bool(desk.clients.findChildren(EraseDialog)))
    dialog = dialog_of(desk, EraseDialog)
    desk.app.records.rights.erase(number, "From another room", 8, TODAY)
    dialog.typed.edit.setText("Ines Duarte")
    dialog.reason.set_value("She asked for it")
    dialog.way_on.click()
    qtbot.waitUntil(lambda: dialog.reason.error() == f"{number} was erased already.")
    assert dialog.way_on.isEnabled()


def test_only_a_lead_is_offered_to_erase(app: App, qtbot: QtBot) -> None:
    app.records.practitioner = dataclasses.replace(app.records.practitioner, is_lead=False)
    background = Background()
    place = ClientsPlace(app, background)
    qtbot.addWidget(place)
    assert place.record.erase.isHidden()
    background.finish()
