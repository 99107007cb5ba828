"""A practice from its first day: set up, one client through the steps, closed, unlocked, everything there."""

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consult_app.clinical.consultation import Answer, Consultation
from consult_app.ui.pages.set_up import SetUpPage
from consult_app.ui.pages.unlock import UnlockPage
from tests.journeys.person import Person

WORDS = "vier orange walrus lamp"
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def set_up(person: Person) -> None:
    person.wait(lambda: isinstance(person.window.gate, SetUpPage))
    person.write("set_up_practice", "Fernhill Skin Clinic")
    person.write("set_up_name", "Jo Brennan")
    person.find(SetUpPage, "page_set_up").role.set_value("nurse")
    person.write("set_up_passphrase", WORDS)
    person.write("set_up_again", WORDS)
    person.click("create_practice")
    person.wait_for_desk()


def fill_in_client(person: Person) -> None:
    person.press(Qt.Key.Key_N, CTRL)
    person.wait_for_consultation()
    person.write("client_name", "Zoë Łukasz")
    person.write("client_date_of_birth", "11 Feb 1994")
    person.press(Qt.Key.Key_Tab)
    person.write("client_height_cm", "174")
    person.write("client_weight_kg", "70")
    person.write("reason_for_visit", "Acne scars on the upper back")
    person.write("gp_name", "Dr Helen Ashworth")
    sex = person.find(type(person.frame.page.sex), "client_sex_at_birth")  # type: ignore[attr-defined]
    person.bot.mouseClick(sex.focusProxy(), Qt.MouseButton.LeftButton)


def answer_history(person: Person) -> None:
    """Isotretinoin stopped in September, everything else No: by letters, ticks and Shift+N."""
    person.press(Qt.Key.Key_Right, ALT)
    person.press(Qt.Key.Key_Y)
    person.press(Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Space)
    form = person.frame.pages["history"].form  # type: ignore[attr-defined]
    person.wait(lambda: form.show_question("isotretinoin_recent.last_dose") is not None)
    person.type("12 Sep 2026")
    person.press(Qt.Key.Key_Return)
    for group in list(form.heads):
        if form.blank(group):
            form.show_question(form.blank(group)[0].questions[0].id)
            person.press(Qt.Key.Key_N, SHIFT)
            if form._panel is not None:
                for line in form._panel.boxes.values():
                    person.bring_into_view(line.box)
                    person.bot.mouseClick(line.box, Qt.MouseButton.LeftButton)
                person.click("none_confirm")


def check(value: Consultation) -> None:
    assert value.client.id == "C-0001"
    assert value.client.name == "Zoë Łukasz"
    assert value.client.sex_at_birth == "female"
    assert (value.client.height_cm, value.client.weight_kg) == (174, 70)
    assert value.reason_for_visit == "Acne scars on the upper back"
    assert value.contacts["gp"].name == "Dr Helen Ashworth"
    assert value.answers["isotretinoin_recent"] == (Answer(answer="yes", fields={"last_dose": "2026-09-12"}),)
    assert value.answers["isotretinoin_current"] == (Answer(answer="no"),)
    assert value.answers["anticoagulant"] == (Answer(answer="no"),)


def journey(home: Path, qtbot: QtBot) -> None:
    person = Person(home, qtbot)
    set_up(person)
    fill_in_client(person)
    answer_history(person)
    person.wait_until_saved()
    assert person.frame.pages["history"].form.blank() == []  # type: ignore[attr-defined]
    check(person.frame.state.consultation)
    summary = person.frame.state.summary
    assert summary is not None
    assert any(line.finding.id == "isotretinoin_recent" for line in summary.findings)
    person.close()

    person = Person(home, qtbot)
    person.unlock(WORDS[::-1])
    person.wait(lambda: isinstance(person.window.gate, UnlockPage) and bool(person.window.gate.passphrase.error()))
    assert person.find(UnlockPage, "page_unlock").passphrase.error() == "That passphrase did not match."
    person.unlock(WORDS)
    person.wait_for_desk()
    person.click("open_1")
    person.wait_for_consultation()
    assert person.frame.page.step == "history"
    check(person.frame.state.consultation)
    person.close()


def test_a_practice_from_its_first_day(tmp_path: Path, qtbot: QtBot) -> None:
    home = tmp_path / "practice"
    journey(home, qtbot)
    for path in home.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path.name
        assert "Łukasz".encode() not in (b"" if path.is_dir() else path.read_bytes())


@pytest.mark.xvfb
def test_a_practice_from_its_first_day_in_a_real_window(tmp_path: Path, qtbot: QtBot) -> None:
    journey(tmp_path / "practice", qtbot)


def test_locking_keeps_the_place_and_what_was_being_typed(tmp_path: Path, qtbot: QtBot) -> None:
    person = Person(tmp_path / "practice", qtbot)
    set_up(person)
    person.press(Qt.Key.Key_N, CTRL)
    person.wait_for_consultation()
    person.write("client_name", "Nguyễn Thị Ánh")
    person.press(Qt.Key.Key_L, CTRL)
    assert person.window.is_locked
    assert not person.frame.isVisible()
    person.wait_until_saved()
    assert person.frame.saving.header.client_name == "Nguyễn Thị Ánh"
    person.unlock("not the passphrase at all")
    cover = person.window.gate
    assert isinstance(cover, UnlockPage)
    person.wait(lambda: bool(cover.passphrase.error()))
    assert person.window.is_locked
    person.unlock(WORDS)
    person.wait(lambda: not person.window.is_locked)
    assert person.frame.isVisible()
    assert person.frame.page.step == "client"
    person.close()


def test_typed_text_reaches_the_disk_within_two_seconds_without_leaving_the_field(tmp_path: Path, qtbot: QtBot) -> None:
    person = Person(tmp_path / "practice", qtbot)
    set_up(person)
    person.press(Qt.Key.Key_N, CTRL)
    person.wait_for_consultation()
    person.write("client_name", "Zoë")
    qtbot.waitUntil(lambda: person.frame.saving.header.client_name == "Zoë", timeout=2_500)
    person.close()
