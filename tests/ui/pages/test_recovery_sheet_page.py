"""The recovery sheet on screen: saved, copied by hand, and proved by typing one group back."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from consult_app.documents.recovery_sheet import recovery_sheet
from consult_app.records.recovery import recovery_groups
from consult_app.ui.pages.recovery_sheet import RecoverySheetPage

GROUPS = recovery_groups(bytes(range(20)))
PAPER = recovery_sheet("Fernhill Skin Clinic", "Jo Brennan", GROUPS, dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


def page(qtbot: QtBot) -> RecoverySheetPage:
    made = RecoverySheetPage(PAPER, GROUPS)
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    return made


def test_the_group_asked_for_confirms_and_another_does_not(qtbot: QtBot) -> None:
    made = page(qtbot)
    right = GROUPS[made.asked - 1]
    for wrong in ("", GROUPS[made.asked % 8], right[:-1]):
        made.group.edit.setText(wrong)
        with qtbot.assertNotEmitted(made.confirmed):
            made.done_button.click()
        assert made.group.error() == f"That is not group {made.asked}. Compare it with the sheet."
    made.group.edit.setText(f" {right.lower()} ")
    with qtbot.waitSignal(made.confirmed):
        qtbot.keyClick(made.group.edit, Qt.Key.Key_Return)
    assert made.group.error() == ""


def test_any_group_may_be_asked_for(qtbot: QtBot) -> None:
    asked: set[int] = set()
    while len(asked) < len(GROUPS):
        asked.add(page(qtbot).asked)
    assert asked == set(range(1, 9))


def test_copying_by_hand_shows_every_group_and_nothing_can_be_typed_meanwhile(qtbot: QtBot) -> None:
    made = page(qtbot)
    hidden = [shown.text() for shown in made.findChildren(QLabel) if shown.isVisible()]
    assert not set(GROUPS) & set(hidden)
    made.show_button.click()
    shown = [shown.text() for shown in made.findChildren(QLabel) if shown.isVisible()]
    assert set(GROUPS) <= set(shown)
    assert not made.group.edit.isEnabled()
    assert not made.done_button.isEnabled()
    made.show_button.click()
    assert made.group.edit.isEnabled()
    assert not made._shown.isVisible()


def test_the_page_is_saved_as_it_is_printed(qtbot: QtBot, tmp_path: Path) -> None:
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    made = page(qtbot)
    made.save_button.click()
    nowhere, place = tmp_path / "none" / "sheet.pdf", tmp_path / "sheet.pdf"
    for path, said in ((nowhere, "was not saved"), (place, "Saved sheet.pdf")):
        dialog = made.findChildren(QFileDialog)[-1]
        dialog.fileSelected.emit(str(path))
        assert said in made._said.text()
        dialog.reject()
    assert place.read_bytes() == PAPER


def test_later_goes_on_without(qtbot: QtBot) -> None:
    made = page(qtbot)
    with qtbot.waitSignal(made.later):
        made.later_button.click()
