"""The health history of a returning client: earlier answers beside the blanks, and nothing counts until confirmed."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from consult_app.clinical.carried import Carried
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Consultation
from consult_app.clinical.facts import complete
from consult_app.ui.pages.history import HistoryPage
from consult_app.ui.state import ConsultationState
from tests.clinical.cases import case

THEN = date(2026, 3, 3)
LEFT = Qt.MouseButton.LeftButton
EARLIER = case(answers={"pih_history": {"answer": "yes"}}, as_of="2026-03-03")


def returning(catalogue: Catalogue, *, is_read_only: bool = False) -> ConsultationState:
    fresh: Consultation = case(remaining_answers=None, answers={})
    answers = complete(EARLIER.answers, catalogue.questions, remaining_denied=True)
    return ConsultationState(fresh, catalogue, is_read_only=is_read_only, carried=Carried(THEN, answers))


@pytest.fixture
def page(catalogue: Catalogue, qtbot: QtBot) -> HistoryPage:
    shown = HistoryPage(returning(catalogue))
    qtbot.addWidget(shown)
    shown.resize(752, 700)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def row_of(page: HistoryPage, name: str) -> str:
    return next(row.key for row in page.form.rows if any(question.id == name for question in row.questions))


def confirm_button(page: HistoryPage, name: str) -> QPushButton:
    block = page.form.blocks[row_of(page, name)]
    return next(each for each in block.findChildren(QPushButton) if each.text() == "Confirm")


def given(page: HistoryPage, name: str) -> tuple[Answer, ...]:
    return page.state.consultation.answers.get(name, ())


def test_nothing_carried_over_is_an_answer(page: HistoryPage) -> None:
    assert page.state.consultation.answers == {}
    assert page.state.summary is not None
    assert page.state.summary.headline.outcome == "incomplete"
    assert page.form.progress()[0] == 0
    assert confirm_button(page, "pih_history").accessibleName() == "Confirm: Last time (3 Mar 2026): Yes"


def test_confirm_writes_the_answer_and_undo_takes_it_back(page: HistoryPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.toast) as said:
        qtbot.mouseClick(confirm_button(page, "pih_history"), LEFT)
    assert said.args == ["1 answer confirmed as last time", True]
    assert [one.answer for one in given(page, "pih_history")] == ["yes"]
    assert confirm_button(page, "pih_history").isHidden()
    page.state.undo()
    assert given(page, "pih_history") == ()
    assert not confirm_button(page, "pih_history").isHidden()


def test_c_confirms_the_row_and_goes_on(page: HistoryPage, qtbot: QtBot) -> None:
    page.form.show_question("pih_history")
    here = QApplication.focusWidget()
    assert here is not None
    qtbot.keyClick(here, Qt.Key.Key_C)
    assert [one.answer for one in given(page, "pih_history")] == ["yes"]
    row = page.form.focused_row()
    assert row is not None
    assert row.key != row_of(page, "pih_history")


def test_shift_c_confirms_the_group_but_for_what_is_asked_afresh(page: HistoryPage, qtbot: QtBot) -> None:
    page.form.show_question("pih_history")
    here = QApplication.focusWidget()
    assert here is not None
    group = page.form.blocks[row_of(page, "pih_history")].row.group
    qtbot.keyClick(here, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    left = {question.row for row in page.form.blank(group) for question in row.questions}
    assert left == {10, 11}
    assert given(page, "changing_lesion") == ()
    page.state.undo()
    assert page.state.consultation.answers == {}


def test_what_is_asked_afresh_shows_last_time_without_a_way_to_confirm(page: HistoryPage, qtbot: QtBot) -> None:
    assert confirm_button(page, "changing_lesion").isHidden()
    page.form.show_question("changing_lesion")
    here = QApplication.focusWidget()
    assert here is not None
    qtbot.keyClick(here, Qt.Key.Key_C)
    assert given(page, "changing_lesion") == ()


def test_the_head_of_a_group_confirms_it_and_then_says_no_more(page: HistoryPage, qtbot: QtBot) -> None:
    head = page.form.heads["healing_skin"]
    button = next(each for each in head.findChildren(QPushButton) if each.text() == "As on 3 Mar 2026")
    qtbot.mouseClick(button, LEFT)
    assert [one.answer for one in given(page, "pih_history")] == ["yes"]
    assert button.isHidden()


def test_a_finished_consultation_shows_its_own_answers_alone(catalogue: Catalogue, qtbot: QtBot) -> None:
    shown = HistoryPage(returning(catalogue, is_read_only=True))
    qtbot.addWidget(shown)
    assert confirm_button(shown, "pih_history").isHidden()
