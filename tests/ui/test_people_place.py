"""People are managed in the window: added, changed, disabled, let in again; and a new recovery sheet is made."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.consultation import Practitioner
from consult_app.errors import WrongPassphraseError
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice, demo_records, open_practice
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.office.people_place import PeoplePlace
from consult_app.ui.pages.people_dialog import PersonDialog
from consult_app.ui.pages.recovery_sheet import RecoverySheetPage
from consult_app.ui.widgets.button import Button

CLINIC = """\
format: 1
practice: {name: Fernhill Skin Clinic}
roles:
  aesthetician: {max_depth_mm: 1.5}
  nurse: {max_depth_mm: 1.5}
  doctor: {prescriber: yes, medical_supervision: yes}
"""
WORDS, JOS, NEW = "correct horse battery", "another horse battery", "a third horse battery"
PATIENCE_MS = 30_000


class Desk:
    """A practice with the place open, and what a person does there."""

    def __init__(self, home: Path, qtbot: QtBot, practitioner_id: int = 1, passphrase: str = WORDS) -> None:
        self.bot, self.background = qtbot, Background()
        self.records = open_practice(home, practitioner_id, passphrase)
        catalogue = catalogue_or_error(CLINIC)
        self.place = PeoplePlace(
            App(Settings(home), catalogue, self.records, lambda: dt.datetime.now(dt.UTC)), self.background
        )
        qtbot.addWidget(self.place)
        self.place.resize(1024, 700)
        self.place.show()
        self.place.refresh()
        self.wait(lambda: bool(self.place._people))

    def wait(self, met: Callable[[], bool]) -> None:
        self.bot.waitUntil(met, timeout=PATIENCE_MS)

    def button(self, name: str) -> Button | None:
        return next((one for one in self.place.findChildren(Button, name) if one.isVisible()), None)

    def open(self, name: str) -> PersonDialog:
        found = self.button(name)
        assert found is not None
        found.click()
        return self.place.findChildren(PersonDialog)[-1]

    def finish(self, dialog: PersonDialog) -> None:
        """Send the dialog off and wait until the list is read anew."""
        shown = self.place._people
        dialog.way_on.click()
        self.wait(lambda: self.place._people is not shown)
        self.wait(lambda: any(row.isVisible() for row in self.place.findChildren(QWidget, "person_1")))

    def names(self) -> list[str]:
        return [person.name for person in self.place._people.values()]

    def close(self) -> None:
        self.background.finish()
        self.records.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    create_practice(tmp_path, Practitioner(name="Dana Okafor", role="nurse"), WORDS, LEAST_COST).close()
    return tmp_path


@pytest.fixture
def desk(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    opened = Desk(home, qtbot)
    yield opened
    opened.close()


def add_jo(desk: Desk) -> None:
    dialog = desk.open("add_person")
    dialog.name.edit.setText("Jo Brennan")
    dialog.role.set_value("doctor")
    dialog.passphrase.edit.setText(JOS)
    dialog.again.edit.setText(JOS)
    dialog.proof.edit.setText(WORDS)
    desk.finish(dialog)


def test_a_person_is_added_with_a_role_of_the_clinic_and_may_unlock(desk: Desk, home: Path) -> None:
    dialog = desk.open("add_person")
    offered = [dialog.role.combo.itemText(at) for at in range(dialog.role.combo.count())]
    assert offered == ["Aesthetician", "Nurse", "Doctor"]
    dialog.way_on.click()
    assert dialog.name.error()
    assert dialog.role.error()
    assert dialog.passphrase.error() == "15 more characters needed, 15 in all."
    assert dialog.proof.error() == "Type the passphrase you unlock with."
    dialog.reject()
    add_jo(desk)
    assert desk.names() == ["Dana Okafor", "Jo Brennan"]
    assert desk.button("disable_1") is None
    assert desk.button("disable_2") is not None
    desk.records.close()
    open_practice(home, 2, JOS).close()


def test_a_wrong_passphrase_is_said_in_the_dialog_and_nothing_is_done(desk: Desk) -> None:
    dialog = desk.open("change_1")
    dialog.name.edit.setText("Dana Okafor-Reid")
    dialog.proof.edit.setText(NEW)
    dialog.way_on.click()
    desk.wait(lambda: bool(dialog.proof.error()))
    assert dialog.proof.error().startswith("That passphrase did not match.")
    assert dialog.way_on.isEnabled()
    dialog.proof.edit.setText(WORDS)
    desk.finish(dialog)
    assert desk.names() == ["Dana Okafor-Reid"]


def test_a_person_leads_is_disabled_and_let_in_again(desk: Desk, home: Path) -> None:
    add_jo(desk)
    dialog = desk.open("change_2")
    assert dialog.role.value == "doctor"
    dialog.is_lead.setChecked(True)
    dialog.proof.edit.setText(WORDS)
    desk.finish(dialog)
    assert desk.place._people[2].is_lead
    dialog = desk.open("disable_2")
    dialog.proof.edit.setText(WORDS)
    desk.finish(dialog)
    assert desk.place._people[2].disabled_at is not None
    dialog = desk.open("let_in_2")
    dialog.passphrase.edit.setText(NEW)
    dialog.again.edit.setText(NEW)
    dialog.proof.edit.setText(WORDS)
    desk.finish(dialog)
    assert desk.place._people[2].disabled_at is None
    desk.records.close()
    open_practice(home, 2, NEW).close()


def test_somebody_who_does_not_lead_changes_their_own_passphrase_only(home: Path, qtbot: QtBot) -> None:
    with_jo = open_practice(home, 1, WORDS)
    with_jo.people.add(WORDS, Practitioner(name="Jo Brennan", role="doctor"), JOS)
    with_jo.close()
    desk = Desk(home, qtbot, 2, JOS)
    offered = {one.objectName() for one in desk.place.findChildren(Button) if one.isVisible()}
    assert offered == {"passphrase_2"}
    dialog = desk.open("passphrase_2")
    dialog.passphrase.edit.setText(NEW)
    dialog.again.edit.setText(NEW)
    dialog.proof.edit.setText(JOS)
    desk.finish(dialog)
    desk.close()
    with pytest.raises(WrongPassphraseError):
        open_practice(home, 2, JOS)
    open_practice(home, 2, NEW).close()


def test_a_new_recovery_sheet_is_shown_and_proved(desk: Desk) -> None:
    dialog = desk.open("new_sheet")
    dialog.proof.edit.setText(WORDS)
    dialog.way_on.click()
    desk.wait(lambda: isinstance(desk.place.currentWidget(), RecoverySheetPage))
    sheet = desk.place.currentWidget()
    assert isinstance(sheet, RecoverySheetPage)
    sheet.group.edit.setText(sheet._groups[sheet.asked - 1])
    sheet.done_button.click()
    desk.wait(lambda: desk.place.currentWidget() is desk.place.page)
    assert desk.records.people.recovery_state() == "confirmed"
    assert desk.place.findChild(QWidget, "recovery_row") is not None


def test_every_control_has_a_name_and_can_be_hit(desk: Desk) -> None:
    add_jo(desk)
    for button in desk.place.findChildren(Button):
        assert button.accessibleName()
        if button.isVisible():
            assert button.height() >= 40
    named = {one.accessibleName() for one in desk.place.findChildren(Button)}
    assert {"Change: Dana Okafor", "Change: Jo Brennan", "Disable: Jo Brennan"} <= named


def test_the_demonstration_says_that_it_has_no_passphrases(tmp_path: Path, qtbot: QtBot) -> None:
    records, background = demo_records(Practitioner(name="Jo Brennan", role="nurse")), Background()
    app = App(Settings(tmp_path), catalogue_or_error(CLINIC), records, lambda: dt.datetime.now(dt.UTC), is_demo=True)
    place = PeoplePlace(app, background)
    qtbot.addWidget(place)
    place.show()
    place.refresh()
    qtbot.waitUntil(lambda: bool(place._people), timeout=PATIENCE_MS)
    place.page.add.click()
    dialog = place.findChildren(PersonDialog)[-1]
    dialog.name.edit.setText("Dana Okafor")
    dialog.role.set_value("nurse")
    for field in (dialog.passphrase, dialog.again, dialog.proof):
        field.edit.setText(WORDS)
    dialog.way_on.click()
    qtbot.waitUntil(lambda: "demonstration" in dialog.proof.error(), timeout=PATIENCE_MS)
    background.finish()
    records.close()
