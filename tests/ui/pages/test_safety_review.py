"""A decision whose answer has changed is shown to be reviewed, and counts again once it is confirmed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation, Decision
from consult_app.ui.pages.safety import SafetyPage
from consult_app.ui.pages.safety_words import CONFIRM_AGAIN
from consult_app.ui.state import ConsultationState
from tests.clinical.cases import THINNER, case, decision
from tests.clinical.test_decision_basis import changed, is_open, tanned, with_override
from tests.ui.pages.safety_pages import shown, words_of


def later(catalogue: Catalogue) -> Consultation:
    """The tan was overridden; then it turned out to be more recent."""
    return changed(with_override(tanned(), catalogue), tanned(date="2026-11-15"))


def buttons(page: SafetyPage) -> list[QPushButton]:
    return [each for each in page.list.findChildren(QPushButton) if each.text() == CONFIRM_AGAIN and each.isVisible()]


def test_it_says_to_be_reviewed_and_does_not_count_until_confirmed(catalogue: Catalogue, qtbot: QtBot) -> None:
    state = ConsultationState(later(catalogue), catalogue)
    page = shown(state, qtbot)
    assert "To be reviewed: Overridden by Dr Ian Whitcombe" in words_of(page.list)
    assert not is_open(state.consultation, catalogue)
    (button,) = buttons(page)
    assert button.accessibleName().startswith("Confirm again: ")
    with qtbot.waitSignal(page.toast) as said:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said.args == ["Confirmed again", True]
    assert "To be reviewed" not in words_of(page.list)
    assert "Overridden by Dr Ian Whitcombe" in words_of(page.list)
    assert buttons(page) == []
    assert is_open(state.consultation, catalogue)
    state.undo()
    assert not is_open(state.consultation, catalogue)


def test_a_clearance_is_confirmed_as_the_doctor_gave_it(catalogue: Catalogue, qtbot: QtBot) -> None:
    value = later(catalogue)
    letter = value.decisions[0].model_copy(update={"kind": "clearance", "role": "gp"})
    page = shown(ConsultationState(value.model_copy(update={"decisions": (letter,)}), catalogue), qtbot)
    assert "To be reviewed: Cleared by" in words_of(page.list)
    assert len(buttons(page)) == 1


def test_who_may_not_override_cannot_confirm_an_override(catalogue: Catalogue, qtbot: QtBot) -> None:
    old = Decision.model_validate(decision("anticoagulant", "override", "nurse", basis="before"))
    value = case(practitioner={"role": "nurse"}, answers=THINNER).model_copy(update={"decisions": (old,)})
    page = shown(ConsultationState(value, catalogue), qtbot)
    assert "To be reviewed: Overridden by" in words_of(page.list)
    assert buttons(page) == []
