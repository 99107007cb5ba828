"""A finished consultation: every step can be read, nothing in it can be changed, and its papers still go out."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from consult_app.ui.widgets.body_map import BodyMap
from consult_app.ui.widgets.calendar_strip import CalendarStrip
from consult_app.ui.widgets.depth_slider import DepthSlider
from consult_app.ui.widgets.notices import NoticeLine
from tests.journeys.person import ALT, CTRL, LEFT, SHIFT, Person

TOM = 6
CONTROLS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, BodyMap, DepthSlider, CalendarStrip)
KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Y, Qt.Key.Key_U, Qt.Key.Key_3, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Return)
VIEWS = ("Body map view", "Kind of decision", "Jo Brennan", "Nurse", "10 Nov 2026")
"""What changes only what is in sight: the map that is shown, and an entry that cannot be recorded."""


@pytest.fixture
def person(tmp_path: Path, qtbot: QtBot) -> Iterator[Person]:
    """Somebody who has opened Tom's consultation from the sessions of the day; it was finished ten days before."""
    made = Person(tmp_path, qtbot, dt.date(2026, 11, 20))
    made.wait_for_desk()
    made.click(f"open_today_{TOM}")
    made.wait_for_consultation()
    yield made
    made.close()


def usable(page: QWidget) -> list[QWidget]:
    """The controls in sight, no more than a dozen of a kind."""
    kinds = [[one for one in page.findChildren(kind) if one.isVisible() and one.isEnabled()] for kind in CONTROLS]
    found: list[QWidget] = [one for kind in kinds for one in kind[:: len(kind) // 12 + 1]]
    assert found
    return found


def shown(page: QWidget) -> list[str]:
    """What every field in sight shows."""
    texts = [field.text() for field in page.findChildren(QLineEdit) if field.isVisible()]
    notes = [field.toPlainText() for field in page.findChildren(QPlainTextEdit) if field.isVisible()]
    choices = [field.currentText() for field in page.findChildren(QComboBox) if field.isVisible()]
    ticks = [box.accessibleName() for box in page.findChildren(QAbstractButton) if box.isVisible() and box.isChecked()]
    return [*texts, *notes, *choices, *ticks]


def try_everything(person: Person, control: QWidget) -> None:
    """Keys, letters and a click, as somebody who does not know that it is finished."""
    control.setFocus(Qt.FocusReason.TabFocusReason)
    for key in KEYS:
        person.bot.keyClick(control, key)
    person.bot.mouseClick(control, LEFT)
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    person.press(Qt.Key.Key_Escape)


def test_it_says_that_it_is_finished(person: Person) -> None:
    line = person.find(NoticeLine, "finished_line")
    assert line.accessibleName() == "Finished 10 Nov 2026. Read only."
    assert person.frame.page.step == "handouts"


def test_nothing_in_any_step_can_be_changed(person: Person) -> None:
    before, header = person.frame.state.consultation, person.frame.saving.header
    for step in range(1, 7):
        try_step(person, step)
    assert person.frame.state.consultation == before
    assert not person.frame.state.can_undo
    assert person.frame.saving.header == header
    assert person.read(lambda records: records.load(TOM)).header == header


def try_step(person: Person, step: int) -> None:
    """Try everything in a step; the page shows afterwards what it showed before."""
    person.go_to(step)
    page, seen = person.frame.page, shown(person.frame.page)
    for control in usable(page):
        try_everything(person, control)
        if person.frame.page is not page:
            person.go_to(step)
    person.frame.commit()
    assert [line for line in set(shown(page)) ^ set(seen) if not line.endswith(VIEWS)] == []


def test_it_says_so_when_somebody_tries(person: Person) -> None:
    person.go_to(2)
    person.press(Qt.Key.Key_Y)
    toast = person.frame._toast
    assert toast.isVisible()
    assert toast.accessibleName() == "Finished. Use Correct this, at the top, to change anything."


def test_its_papers_still_go_out_and_are_kept(person: Person, tmp_path: Path) -> None:
    person.click("handout_treatment_plan")
    person.wait(person.find(QWidget, "handouts_save").isEnabled)
    person.press(Qt.Key.Key_S, CTRL | SHIFT)
    person.answer_file_dialog(tmp_path / "plan.pdf")
    person.wait(lambda: len(person.read(lambda records: records.documents(TOM))) == 1)
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_it_is_left_and_locked_like_any_other(person: Person) -> None:
    person.press(Qt.Key.Key_L, CTRL)
    assert person.window.is_locked
    person.click("unlock")
    assert person.find(NoticeLine, "finished_line").isVisible()
    person.press(Qt.Key.Key_Left, ALT)
    person.frame.leave()
    person.wait(lambda: person.window.desk is not None and person.window.desk.frame is None)
