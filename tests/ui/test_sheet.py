"""Pages out of sight do not follow every answer; they show it when they are opened."""

from typing import ClassVar

from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.ui.page import StepPage
from consult_app.ui.sheet import Sheet
from consult_app.ui.state import ConsultationState


class Plain(StepPage):
    """Counts how often it showed the state."""

    step: ClassVar[str] = "history"
    title: ClassVar[str] = "Plain"

    def __init__(self, state: ConsultationState) -> None:
        super().__init__(state)
        self.shown: list[str | None] = []

    def refresh(self) -> None:
        self.shown.append(self.state.consultation.reason_for_visit)


def test_a_page_out_of_sight_catches_up_once_when_it_is_opened(qtbot: QtBot, catalogue: Catalogue) -> None:
    value = Consultation.model_validate({"format": 1, "as_of": "2026-11-20"})
    state, sheet = ConsultationState(value, catalogue), Sheet()
    qtbot.addWidget(sheet)
    first, second = Plain(state), Plain(state)
    sheet.addWidget(first)
    sheet.addWidget(second)
    state.update(reason_for_visit="Scars")
    state.update(reason_for_visit="Scars, back")
    assert first.shown == ["Scars", "Scars, back"]
    assert second.shown == []
    sheet.setCurrentWidget(second)
    assert second.shown == ["Scars, back"]
    state.update(reason_for_visit="Marks")
    sheet.setCurrentWidget(first)
    sheet.setCurrentWidget(second)
    assert first.shown[-1] == second.shown[-1] == "Marks"
    assert len(second.shown) == 2


def test_how_far_the_steps_are_is_worked_out_once_for_each_value(catalogue: Catalogue) -> None:
    value = Consultation.model_validate({"format": 1, "as_of": "2026-11-20"})
    state = ConsultationState(value, catalogue)
    before = state.progress()
    assert before is not None
    assert state.progress() is before
    state.update(client=value.client.model_copy(update={"name": "Ada Quill"}))
    after = state.progress()
    assert after is not None
    assert after["client"] != before["client"]
