"""Several people at one window: they take turns by locking, and the recovery sheet lets somebody in again."""

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.consultation import Practitioner
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice
from consult_app.ui.pages.people_dialog import PersonDialog
from consult_app.ui.pages.recover import RecoverPage
from consult_app.ui.pages.recovery_sheet import RecoverySheetPage
from consult_app.ui.pages.set_up import SetUpPage
from consult_app.ui.pages.unlock import UnlockPage
from consult_app.ui.session_watch import SessionWatch
from tests.journeys.person import CTRL, Person
from tests.journeys.steps import WORDS, start

JOS = "another horse battery"
NEW = "a third horse battery"


def practice(home: Path) -> tuple[str, ...]:
    """Two practitioners and a recovery sheet; its groups."""
    dana = Practitioner(name="Dana Okafor", role="nurse")
    with closing(create_practice(home, dana, WORDS, LEAST_COST)) as records:
        records.people.add(WORDS, Practitioner(name="Jo Brennan", role="doctor"), JOS)
        return records.people.new_recovery_sheet(WORDS)


def who(person: Person) -> str:
    assert person.window.desk is not None
    return person.window.desk.app.records.practitioner.name


def test_the_sheet_of_a_new_practice_is_proved_before_going_on(tmp_path: Path, qtbot: QtBot) -> None:
    person = Person(tmp_path / "practice", qtbot)
    person.wait(lambda: isinstance(person.window.gate, SetUpPage))
    person.write("set_up_practice", "Fernhill Skin Clinic")
    person.write("set_up_name", "Jo Brennan")
    person.choose("set_up_role", "Nurse")
    person.write("set_up_passphrase", WORDS)
    person.write("set_up_again", WORDS)
    person.click("create_practice")
    sheet = person.find(RecoverySheetPage, "page_recovery_sheet")
    person.write("sheet_group", "00000")
    person.click("sheet_done")
    assert person.window.desk is None
    person.write("sheet_group", sheet._groups[sheet.asked - 1].lower())
    person.click("sheet_done")
    person.wait_for_desk()
    assert person.read(lambda records: records.people.recovery_state()) == "confirmed"
    person.close()


def test_a_window_closed_at_the_sheet_leaves_a_practice_that_opens(tmp_path: Path, qtbot: QtBot) -> None:
    home = tmp_path / "practice"
    practice(home)
    person = Person(home, qtbot)
    person.unlock(WORDS)
    person.wait_for_desk()
    assert person.read(lambda records: records.people.recovery_state()) == "unconfirmed"
    person.close()


def test_another_practitioner_takes_over_the_locked_window(tmp_path: Path, qtbot: QtBot) -> None:
    home = tmp_path / "practice"
    practice(home)
    person = Person(home, qtbot)
    person.unlock(WORDS)
    person.wait_for_desk()
    start(person)
    person.write("client_name", "Marisol Vega")
    person.press(Qt.Key.Key_L, CTRL)
    cover = person.window.gate
    assert isinstance(cover, UnlockPage)
    person.wait(cover.who.combo.isEnabled)
    person.choose("who", "Jo Brennan")
    person.write("passphrase", WORDS)
    person.click("unlock")
    person.wait(lambda: bool(cover.passphrase.error()))
    assert who(person) == "Dana Okafor"
    person.write("passphrase", JOS)
    person.click("unlock")
    person.wait(lambda: person.window.desk is not None and not person.window.is_locked and who(person) == "Jo Brennan")
    (draft,) = person.read(lambda records: records.drafts())
    assert draft.client_name == "Marisol Vega"
    kinds = person.read(lambda records: [event.kind for event in records.events()])
    assert kinds.count("unlock_failed") == 1
    person.close()


def test_the_recovery_key_lets_somebody_in_with_a_new_passphrase(tmp_path: Path, qtbot: QtBot) -> None:
    home = tmp_path / "practice"
    groups = practice(home)
    person = Person(home, qtbot)
    person.wait(lambda: isinstance(person.window.gate, UnlockPage) and bool(person.window.gate.who.value))
    person.click("use_recovery_key")
    page = person.find(RecoverPage, "page_recover")
    slip = groups[2][:-1] + ("0" if groups[2][-1] != "0" else "1")
    person.write("recover_key", " ".join([*groups[:2], slip, *groups[3:]]))
    person.write("recover_passphrase", NEW)
    person.write("recover_again", NEW)
    person.click("recover_unlock")
    person.wait(lambda: bool(page.key.error()))
    assert "Group 3 is not as on the sheet." in page.key.error()
    person.write("recover_key", "-".join(groups).lower())
    person.click("recover_unlock")
    person.wait_for_desk()
    assert who(person) == "Dana Okafor"
    person.close()
    person = Person(home, qtbot)
    person.unlock(NEW)
    person.wait_for_desk()
    person.close()


def test_a_screen_that_is_locked_locks_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    practice(tmp_path / "practice")
    person = Person(tmp_path / "practice", qtbot)
    person.unlock(WORDS)
    person.wait_for_desk()
    watch = person.window.findChild(SessionWatch)
    assert watch is not None
    watch.away(False)
    assert not person.window.is_locked
    watch.away(True)
    assert person.window.is_locked
    person.close()


def test_people_are_one_place_of_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    practice(tmp_path / "practice")
    person = Person(tmp_path / "practice", qtbot)
    person.unlock(WORDS)
    person.wait_for_desk()
    assert person.window.desk is not None
    person.window.desk.go_to("people")
    person.find(QWidget, "person_2")
    person.click("passphrase_1")
    dialog = person.find(PersonDialog, "person_dialog")
    for field, words in (("person_passphrase", NEW), ("person_again", NEW), ("person_proof", WORDS)):
        person.write(field, words, dialog)
    person.click("way_on", dialog)
    person.wait(lambda: not person.window.findChildren(PersonDialog))
    person.press(Qt.Key.Key_L, CTRL)
    person.unlock(NEW)
    person.wait(lambda: not person.window.is_locked)
    person.close()
