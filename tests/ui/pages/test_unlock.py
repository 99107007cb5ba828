"""Unlock: who is working, the passphrase, the wait between tries, and the way to the recovery key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from consult_app.ui.pages.unlock import UnlockPage


def page(qtbot: QtBot) -> UnlockPage:
    made = UnlockPage()
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    return made


def test_one_practitioner_is_chosen_already_and_several_are_offered(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.show_people([(1, "Jo Brennan")])
    assert (made.who.value, made.who.combo.isEnabled()) == ("1", False)
    made.show_people([(1, "Jo Brennan"), (2, "Dana Okafor")])
    assert (made.who.value, made.who.combo.isEnabled()) == ("1", True)
    made.who.set_value("2")
    asked: list[tuple[int, str]] = []
    made.unlock_wanted.connect(lambda number, words: asked.append((number, words)))
    made.passphrase.edit.setText("correct horse battery")
    qtbot.keyClick(made.passphrase.edit, Qt.Key.Key_Return)
    assert asked == [(2, "correct horse battery")]


def test_the_cover_keeps_the_one_at_work_chosen_while_others_may_take_over(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.show_people([(2, "Dana Okafor")])
    made.show_locked(2, 5, is_demo=False)
    made.show_people([(1, "Jo Brennan"), (2, "Dana Okafor")])
    assert (made.who.value, made.who.combo.isEnabled()) == ("2", True)
    assert made.recovery.isHidden()


def test_the_wait_is_shown_and_counted_down_and_holds_the_button(qtbot: QtBot) -> None:
    made = page(qtbot)
    made.show_people([(1, "Jo Brennan")])
    made.show_refused("That passphrase did not match.")
    assert made.button.isEnabled()
    made.show_refused("That passphrase did not match.", 2)
    assert not made.button.isEnabled()
    assert made._line.text() == "Wait 2 seconds before the next try."
    made.passphrase.edit.setText("correct horse battery")
    with qtbot.assertNotEmitted(made.unlock_wanted):
        qtbot.keyClick(made.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(made.button.isEnabled, timeout=5_000)
    assert made._line.text() == ""


def test_caps_lock_is_noticed_and_the_passphrase_can_be_shown(qtbot: QtBot) -> None:
    made = page(qtbot)
    qtbot.keyClick(made.passphrase.edit, Qt.Key.Key_A)
    assert made.passphrase._caps.isHidden()
    qtbot.keyClicks(made.passphrase.edit, "B", Qt.KeyboardModifier.NoModifier)
    assert made.passphrase._caps.isVisible()
    assert made.passphrase.edit.accessibleDescription() == "Caps Lock is on"
    made.passphrase._show.click()
    assert made.passphrase.edit.echoMode() is QLineEdit.EchoMode.Normal


def test_the_recovery_key_is_one_press_away(qtbot: QtBot) -> None:
    made = page(qtbot)
    assert made.recovery.height() >= 40
    with qtbot.waitSignal(made.recovery_wanted):
        qtbot.keyClick(made.recovery, Qt.Key.Key_Space)
