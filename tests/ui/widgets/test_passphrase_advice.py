"""A new passphrase: advice once typing pauses, in place of how to choose one; to unlock with one, none is given."""

from pytestqt.qtbot import QtBot

from consult_app.ui.entry.entrance import advice
from consult_app.ui.widgets.gate import ADVICE, PassphraseField


def field(qtbot: QtBot) -> PassphraseField:
    made = PassphraseField("New passphrase", lambda typed: advice(typed, ("Fernhill Skin Clinic",)))
    qtbot.addWidget(made)
    made.show()
    return made


def test_advice_follows_a_pause_and_goes_when_the_field_is_empty(qtbot: QtBot) -> None:
    made = field(qtbot)
    assert made._message.text() == ADVICE
    qtbot.keyClicks(made.edit, "fernhillfernhill")
    qtbot.waitUntil(lambda: made._message.text().startswith("Easy to guess: it repeats itself."))
    assert made.error() == ""
    made.edit.selectAll()
    qtbot.keyClicks(made.edit, "ewell lamp quartz brisket")
    qtbot.waitUntil(lambda: made._message.text().startswith("Hard to guess, as far as can be told."))
    for _letter in range(len(made.value)):
        qtbot.keyClicks(made.edit, "\b")
    qtbot.waitUntil(lambda: made._message.text() == ADVICE)


def test_a_passphrase_to_unlock_with_gets_no_advice(qtbot: QtBot) -> None:
    made = PassphraseField()
    qtbot.addWidget(made)
    made.show()
    qtbot.keyClicks(made.edit, "passwordpassword")
    assert made._message.text() == ""
