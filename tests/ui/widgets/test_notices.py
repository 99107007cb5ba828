"""Toasts and notices: they say it in words and offer one thing to do."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.widgets.notices import ChoiceNotice, ChoiceView, EmptyState, ErrorPanel, NoticeLine
from consult_app.ui.widgets.toast import Toast


def test_a_toast_can_be_undone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    toast = Toast(window)
    toast.say("4 answers set to No", undo=True)
    assert toast.isVisible()
    assert toast.accessibleName() == "4 answers set to No"
    assert abs(toast.geometry().center().x() - 640) < 2
    with qtbot.waitSignal(toast.undo_wanted):
        toast.undo.click()
    assert not toast.isVisible()


def test_an_error_keeps_its_details_ready_to_copy(qtbot: QtBot) -> None:
    panel = ErrorPanel("The backup drive is full", "Your records are safe.", [("again", "Try again")], "E-28")
    qtbot.addWidget(panel)
    buttons = {button.text(): button for button in panel.findChildren(QPushButton)}
    with qtbot.waitSignal(panel.acted) as caught:
        buttons["Try again"].click()
    assert caught.args == ["again"]
    buttons["Details"].click()
    assert QGuiApplication.clipboard().text() == "E-28"


def test_an_empty_place_offers_one_action(qtbot: QtBot) -> None:
    empty = EmptyState("calendar", "No sessions today", "The next one is Mon 23 Nov, 09:30.", "Open calendar")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.acted):
        empty.button.click()
    assert empty.accessibleDescription() == "The next one is Mon 23 Nov, 09:30."


def test_a_notice_line_acts(qtbot: QtBot) -> None:
    line = NoticeLine("lock", "Finished 20 Nov 2026. Read only.", action="Add a note")
    qtbot.addWidget(line)
    with qtbot.waitSignal(line.acted):
        line.button.click()


def test_a_choice_notice_lists_all_and_tells_which_choice_was_made(qtbot: QtBot) -> None:
    items = tuple(f"Line {at}" for at in range(12))
    notice = ChoiceNotice(ChoiceView("calendar", "Begun earlier", "Choose.", items, (("a", "First"), ("b", "Second"))))
    qtbot.addWidget(notice)
    notice.show()
    (shown,) = notice.findChildren(QPlainTextEdit)
    assert shown.toPlainText().splitlines() == list(items)
    assert shown.isReadOnly()
    assert notice.height() < 200
    assert (notice.accessibleName(), notice.accessibleDescription()) == ("Begun earlier", "Choose.")
    buttons = {button.text(): button for button in notice.findChildren(QPushButton)}
    with qtbot.waitSignal(notice.acted) as caught:
        buttons["Second"].click()
    assert caught.args == ["b"]
