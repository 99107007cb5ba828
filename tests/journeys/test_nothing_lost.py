"""Closing and locking in the middle of things: what was typed is on the disk, or the window stays and says so."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from consult_app.records.body import to_body
from consult_app.records.store import Records
from consult_app.ui.pages.unlock import UnlockPage
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.notices import ErrorPanel
from tests.journeys.person import CTRL, SHIFT, Person, only
from tests.journeys.steps import NAME, WORDS, come_in, made_before, start

MARISOL = 1
TYPED = "Half a sen"


def protect(person: Person, *, on: bool) -> None:
    """Let the database refuse every write, as a disk does that can only be read any more."""

    def work(records: Records) -> None:
        with records.transactions.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if on else 'OFF'}")

    person.read(work)


def panel(person: Person) -> ErrorPanel:
    person.wait(lambda: any(one.isVisible() for one in person.frame.findChildren(ErrorPanel)))
    return only([one for one in person.frame.findChildren(ErrorPanel) if one.isVisible()])


def press_button(person: Person, inside: QWidget, words: str) -> None:
    person.click_on(only([button for button in inside.findChildren(Button) if button.text() == words]))


def reopened_name(home: Path, qtbot: QtBot) -> str | None:
    person = Person(home, qtbot)
    person.unlock(WORDS)
    person.wait_for_desk()
    person.click("open_1")
    person.wait_for_consultation()
    name = person.frame.state.consultation.client.name
    person.close()
    return name


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "practice"


@pytest.fixture
def person(home: Path, qtbot: QtBot) -> Person:
    """Somebody in a new consultation of a practice."""
    made_before(home)
    made = Person(home, qtbot)
    come_in(made)
    start(made)
    return made


@pytest.fixture
def demo(home: Path, qtbot: QtBot) -> Iterator[Person]:
    """Somebody with Marisol's consultation open."""
    made = Person(home, qtbot, dt.date(2026, 11, 20))
    made.wait_for_desk()
    made.click(f"open_{MARISOL}")
    made.wait_for_consultation()
    yield made
    made.close()


def test_closing_in_the_middle_of_a_word_and_of_a_save_keeps_the_word(person: Person, home: Path, qtbot: QtBot) -> None:
    person.write("client_name", NAME)
    person.press(Qt.Key.Key_S, CTRL)
    assert not person.frame.saving.is_clean
    person.press(Qt.Key.Key_End)
    person.type(" Mar")
    person.window.close()
    person.window.close()
    person.wait(person.window.isHidden)
    assert reopened_name(home, qtbot) == f"{NAME} Mar"


def test_what_cannot_be_saved_keeps_the_window_open_until_it_can(person: Person, home: Path, qtbot: QtBot) -> None:
    person.wait_until_saved()
    protect(person, on=True)
    person.write("client_name", NAME)
    person.window.close()
    said = panel(person)
    assert said.accessibleName() == "Not saved"
    assert person.window.isVisible()
    person.window.close()
    person.wait(lambda: bool(person.frame.saving.failed))
    assert person.window.isVisible()
    protect(person, on=False)
    press_button(person, panel(person), "Try again")
    person.wait_until_saved()
    assert not any(one.isVisible() for one in person.frame.findChildren(ErrorPanel))
    person.close()
    assert reopened_name(home, qtbot) == NAME


def test_what_can_never_be_saved_is_copied_out_before_the_window_closes(person: Person) -> None:
    person.wait_until_saved()
    protect(person, on=True)
    person.write("client_name", NAME)
    person.window.close()
    press_button(person, panel(person), "Copy everything typed")
    assert QApplication.clipboard().text() == to_body(person.frame.state.consultation)
    assert NAME in QApplication.clipboard().text()
    person.close()


def test_a_change_after_copying_out_asks_again(person: Person) -> None:
    person.wait_until_saved()
    protect(person, on=True)
    person.write("client_name", NAME)
    person.window.close()
    press_button(person, panel(person), "Copy everything typed")
    person.write("reason_for_visit", TYPED)
    person.window.close()
    person.wait(lambda: bool(person.frame.saving.failed))
    assert person.window.isVisible()
    protect(person, on=False)
    person.press(Qt.Key.Key_S, CTRL)
    person.wait_until_saved()
    person.close()


def test_a_step_is_not_left_while_the_last_save_failed(person: Person) -> None:
    person.wait_until_saved()
    protect(person, on=True)
    person.write("client_name", NAME)
    person.press(Qt.Key.Key_S, CTRL)
    person.wait(lambda: bool(person.frame.saving.failed))
    person.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert person.frame.page.step == "client"
    assert panel(person).accessibleName() == "Not saved"
    protect(person, on=False)
    press_button(person, panel(person), "Try again")
    person.wait_until_saved()
    person.close()


def test_locked_with_a_failed_save_it_says_so_and_saves_on_carrying_on(
    person: Person, home: Path, qtbot: QtBot
) -> None:
    person.wait_until_saved()
    protect(person, on=True)
    person.write("client_name", NAME)
    person.press(Qt.Key.Key_L, CTRL)
    cover = person.window.gate
    assert isinstance(cover, UnlockPage)
    person.wait(lambda: "not saved yet" in cover._line.text())
    person.window.close()
    person.wait(lambda: bool(person.frame.saving.failed))
    assert person.window.isVisible()
    protect(person, on=False)
    person.unlock(WORDS)
    person.wait(lambda: not person.window.is_locked)
    person.wait_until_saved()
    person.close()
    assert reopened_name(home, qtbot) == NAME


FIELDS = (
    (1, "client_name", "client"),
    (1, "reason_for_visit", "reason_for_visit"),
    (1, "gp_name", "contacts"),
    (2, "isotretinoin_recent.dose_note", "answers"),
    (3, "skin_note", "areas"),
    (4, "goal", "areas"),
    (6, "course_cost", "plan"),
)


@pytest.mark.parametrize(("step", "name", "part"), FIELDS)
def test_locking_in_the_middle_of_a_word_keeps_it(demo: Person, step: int, name: str, part: str) -> None:
    demo.go_to(step)
    demo.write(name, TYPED)
    demo.press(Qt.Key.Key_L, CTRL)
    assert demo.window.is_locked
    demo.wait_until_saved()
    kept = demo.read(lambda records: records.load(MARISOL)).consultation
    assert TYPED in str(getattr(kept, part))
    demo.click("unlock")
    demo.wait(lambda: not demo.window.is_locked)
    here = demo.keyboard()
    assert isinstance(here, QLineEdit | QPlainTextEdit)
    assert (here.text() if isinstance(here, QLineEdit) else here.toPlainText()) == TYPED


def test_nothing_stays_open_in_front_of_the_cover(demo: Person) -> None:
    demo.go_to(7)
    demo.click("handout_treatment_plan")
    demo.wait(demo.find(QWidget, "handouts_save").isEnabled)
    demo.press(Qt.Key.Key_S, CTRL | SHIFT)
    demo.wait(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    demo.window.lock(idle=True)
    assert QApplication.activeModalWidget() is None
    demo.click("unlock")
    demo.go_to(2)
    assert demo.frame.page.step == "history"
