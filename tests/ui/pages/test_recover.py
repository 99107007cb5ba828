"""Recover: the key from the sheet and a new passphrase, with every slip said where it was made."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consult_app.ui.entry.entrance import advice
from consult_app.ui.entry.entries import RecoveryEntries
from consult_app.ui.pages.recover import HINT, RecoverPage

WORDS = "another horse battery"


def page(qtbot: QtBot) -> RecoverPage:
    made = RecoverPage([(1, "Jo Brennan"), (2, "Dana Okafor")], advice)
    qtbot.addWidget(made)
    made.show()
    return made


def test_everything_typed_goes_out_at_once(qtbot: QtBot) -> None:
    made, asked = page(qtbot), list[RecoveryEntries]()
    made.wanted.connect(asked.append)
    made.key.edit.setText("0b3d1 7k2mq")
    made.who.set_value("2")
    made.passphrase.edit.setText(WORDS)
    made.again.edit.setText(WORDS)
    qtbot.keyClick(made.again.edit, Qt.Key.Key_Return)
    assert asked == [RecoveryEntries(2, "0b3d1 7k2mq", WORDS)]
    made.show_working()
    assert not made.button.isEnabled()
    made.show_refused("Group 2 is not as on the sheet.")
    assert made.button.isEnabled()
    assert made.key.error() == "Group 2 is not as on the sheet."
    assert made.key.value == "0b3d1 7k2mq"


def test_a_slip_is_said_under_its_field(qtbot: QtBot) -> None:
    made = page(qtbot)
    assert made.key.edit.accessibleDescription() == HINT
    made.passphrase.edit.setText("short")
    made.again.edit.setText("shorter")
    with qtbot.assertNotEmitted(made.wanted):
        made.button.click()
    assert made.key.error() == "Type the groups on the sheet."
    assert made.passphrase.error() == "10 more characters needed, 15 in all."
    assert made.again.error() == "The two passphrases differ. Type it again."
    with qtbot.waitSignal(made.left):
        made.back.click()
