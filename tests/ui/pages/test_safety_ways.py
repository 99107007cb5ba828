"""What would change it: dates at once, ways as they are found, links that lead to what they name."""

from dataclasses import replace
from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, AreaConcern, AreaRequest, Consultation
from consult_app.clinical.summary import Summary
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.ui.background import POOL_THREADS, Background
from consult_app.ui.pages.decision_form import CLEARANCE
from consult_app.ui.pages.safety import SafetyPage
from consult_app.ui.pages.safety_ways import WaysPanel
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.findings import FindingGroupBar
from tests.ui.pages.safety_pages import example, shown, words_of

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error(example("clinic"))


def opened(name: str, catalogue: Catalogue, qtbot: QtBot) -> SafetyPage:
    """The page of an example with the ways found and in sight."""
    return ways_of(ConsultationState(case_or_error(example(name), catalogue), catalogue), qtbot)


def ways_of(state: ConsultationState, qtbot: QtBot) -> SafetyPage:
    page = shown(state, qtbot)
    page.sheet.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.ways.is_current)
    return page


@pytest.fixture
def waiting(catalogue: Catalogue, qtbot: QtBot) -> SafetyPage:
    """Two areas wait for a day, a third also for a letter, and one answer is missing."""
    return opened("back_scars_waiting", catalogue, qtbot)


def titles(page: SafetyPage) -> list[str]:
    return [block.accessibleName() for block in page.ways.blocks]


def press(page: SafetyPage, text: str, qtbot: QtBot) -> QPushButton:
    """Press the first link in sight of that name."""
    found = next(link for block in page.ways.blocks for link in block.links() if link.text() == text)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    return found


def test_each_area_has_its_block_and_what_can_be_done_meanwhile_stands_last(waiting: SafetyPage) -> None:
    assert titles(waiting) == ["Upper back", "Left shoulder", "Right shoulder", "Meanwhile"]
    assert waiting.matrix.isVisible()


def test_the_date_names_what_sets_it_and_what_comes_first(waiting: SafetyPage) -> None:
    upper, right = (words_of(waiting.ways.blocks[at]) for at in (0, 2))
    assert "Fri 12 Mar 2027, in 16 weeks | Isotretinoin stopped recently. 1 answer missing: this may change" in upper
    assert "Comes first" not in upper
    assert "Comes first | The written answer of the surgeon on Operation in the area less than 6 months ago" in right


def test_the_fewest_changes_come_first_and_the_rest_under_more_ways(waiting: SafetyPage, qtbot: QtBot) -> None:
    right, third = waiting.ways.blocks[2], "written answer of the dermatologist"
    assert "Wait until 30 Mar 2027, if Blood-thinning medicine is No" in words_of(right)
    assert third not in words_of(right)
    assert right.more.accessibleName() == "More ways (1), Right shoulder"
    qtbot.mouseClick(right.more, Qt.MouseButton.LeftButton)
    assert third in words_of(right)
    assert right.more.text() == "Fewer ways"
    qtbot.mouseClick(right.more, Qt.MouseButton.LeftButton)
    assert third not in words_of(right)


def test_a_letter_opens_the_form_with_the_finding_and_who_may_lift_it(waiting: SafetyPage, qtbot: QtBot) -> None:
    press(waiting, "Record the dermatologist’s answer", qtbot)
    form = waiting.form
    assert (form.kind.value, form.finding.combo.currentText()) == (CLEARANCE, "Isotretinoin stopped recently")
    assert (form.role.value, form.people[CLEARANCE].by.value) == ("dermatologist", "Dr Ian Whitcombe")
    assert QApplication.focusWidget() is form.people[CLEARANCE].day.edit
    assert waiting.state.consultation.decisions == ()


def test_in_the_smallest_window_the_form_opens_beside_the_ways(waiting: SafetyPage, qtbot: QtBot) -> None:
    waiting.set_narrow(True)
    assert not waiting.form.isVisible()
    press(waiting, "Record the dermatologist’s answer", qtbot)
    assert waiting.form.isVisible()
    assert waiting.form.finding.value.startswith("isotretinoin_recent")


def test_a_missing_answer_is_asked_in_place_and_the_ways_follow_it(waiting: SafetyPage, qtbot: QtBot) -> None:
    press(waiting, "Answer now", qtbot)
    assert waiting.answers.isVisible()
    state = waiting.state
    state.update(answers=state.consultation.answers | {"anticoagulant": (Answer(answer="no"),)})
    assert not waiting.ways.is_current
    assert "Blood-thinning medicine" not in words_of(waiting.ways)
    qtbot.waitUntil(lambda: waiting.ways.is_current)
    assert "Wait until 12 Mar 2027 |" in words_of(waiting.ways.blocks[0])
    qtbot.keyClick(waiting.answers, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is waiting.sheet.tabs


def test_the_verdict_is_shown_before_the_ways_are_found(waiting: SafetyPage, qtbot: QtBot) -> None:
    state = waiting.state
    state.update(answers=state.consultation.answers | {"anticoagulant": (Answer(answer="yes"),)})
    assert "missing" not in waiting.head.accessibleDescription()
    assert "Upper back, today: Needs medical clearance" in waiting.matrix.accessibleDescription()
    assert not waiting.ways.is_current
    assert "if Blood-thinning medicine is No" not in words_of(waiting.ways)
    qtbot.waitUntil(lambda: waiting.ways.is_current)
    assert "written answer of the prescriber" in words_of(waiting.ways.blocks[0])


def test_letters_are_written_where_letters_are_written(waiting: SafetyPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(waiting.jump) as wanted:
        press(waiting, "Write letter", qtbot)
    assert wanted.args == ["clearance_letter"]


def test_areas_that_read_the_same_share_a_block_that_says_nobody_may_lift_it(
    catalogue: Catalogue, qtbot: QtBot
) -> None:
    page = opened("keloid_not_offered", catalogue, qtbot)
    assert titles(page) == ["Shoulders, upper chest"]
    assert words_of(page.ways).endswith(
        "No date | Not to be treated: Keloid tendency | What would change it | Nobody may lift this: Keloid tendency"
    )


def test_many_missing_answers_are_one_way(catalogue: Catalogue, qtbot: QtBot) -> None:
    page = opened("face_incomplete", catalogue, qtbot)
    words = words_of(page.ways.blocks[0])
    assert "No date yet | Not answered yet: " in words
    assert "missing answers are No | Then: treat with precautions" in words


def test_where_nothing_holds_treatment_up_that_is_said(catalogue: Catalogue, qtbot: QtBot) -> None:
    page = opened("back_scars_ready", catalogue, qtbot)
    assert "Today | Nothing that was found holds treatment up." in words_of(page.ways)
    assert "What would change it" not in words_of(page.ways)
    assert "Meanwhile" not in titles(page)


def test_a_numbing_plan_that_is_no_good_leads_to_the_cream(catalogue: Catalogue, qtbot: QtBot) -> None:
    page = opened("whole_back_in_fields", catalogue, qtbot)
    assert titles(page)[-1] == "Numbing with Lidocaine 2.5%, prilocaine 2.5%"
    assert "Numb at most 600 cm²" in words_of(page.ways.blocks[-1])
    with qtbot.waitSignal(page.jump) as wanted:
        press(page, "Open the numbing cream", qtbot)
    assert wanted.args == ["anaesthetic"]


def test_before_an_area_is_chosen_the_block_leads_to_the_areas(catalogue: Catalogue, qtbot: QtBot) -> None:
    page = ways_of(ConsultationState(Consultation(format=1, as_of=TODAY), catalogue), qtbot)
    assert titles(page)[0] == "Whole person"
    with qtbot.waitSignal(page.jump) as wanted:
        press(page, "Choose areas", qtbot)
    assert wanted.args == ["areas"]


def test_when_the_rules_cannot_run_nothing_of_the_ways_stays(waiting: SafetyPage) -> None:
    waiting.state.update(areas=(AreaRequest(id="no_such_area"),))
    assert waiting.state.summary is None
    assert waiting.ways.blocks == []
    assert not waiting.sheet.tabs.isEnabled()
    assert not waiting.sheet.shows_ways


def panel_for(summary: Summary, background: Background, qtbot: QtBot) -> WaysPanel:
    panel = WaysPanel(background)
    qtbot.addWidget(panel, before_close_func=lambda _panel: background.finish())
    panel.show()
    panel.show_summary(summary)
    return panel


def test_a_search_that_fails_says_so_and_never_that_nothing_helps(catalogue: Catalogue, qtbot: QtBot) -> None:
    state = ConsultationState(case_or_error(example("back_scars_waiting"), catalogue), catalogue)
    assert state.summary is not None
    assert state.assessment is not None
    unknown = state.consultation.model_copy(update={"areas": (AreaRequest(id="no_such_area"),)})
    coming = replace(state.summary.outlook, _of=(unknown, catalogue, state.assessment))
    panel = panel_for(replace(state.summary, outlook=coming), Background(), qtbot)
    qtbot.waitUntil(lambda: "This could not be worked out. The verdict stands." in words_of(panel))
    assert "Nobody may lift this" not in words_of(panel)
    assert "Fri 12 Mar 2027" in words_of(panel)


def test_a_search_that_takes_its_time_says_that_it_looks(catalogue: Catalogue, qtbot: QtBot) -> None:
    summary = ConsultationState(case_or_error(example("back_scars_waiting"), catalogue), catalogue).summary
    assert summary is not None
    background, go = Background(), Event()
    for _thread in range(POOL_THREADS):
        background.run(go.wait, lambda _done: None, lambda _error: None)
    panel = panel_for(summary, background, qtbot)
    assert "Looking for what would change it" not in words_of(panel)
    qtbot.waitUntil(lambda: "Looking for what would change it" in words_of(panel))
    go.set()
    qtbot.waitUntil(lambda: panel.is_current)
    assert "Looking for what would change it" not in words_of(panel)


def test_only_the_page_in_sight_is_searched(catalogue: Catalogue, qtbot: QtBot) -> None:
    state = ConsultationState(case_or_error(example("back_scars_waiting"), catalogue), catalogue)
    page = shown(state, qtbot)
    qtbot.waitUntil(lambda: page.ways.is_current)
    page.hide()
    state.update(answers=state.consultation.answers | {"anticoagulant": (Answer(answer="no"),)})
    assert state.summary is not None
    assert "ways" not in vars(state.summary.outlook)
    with qtbot.waitExposed(page):
        page.show()
    assert "open:anticoagulant" not in page.list.rows
    first = page.first_focus()
    assert first is not None
    assert first.isVisible()
    first.setFocus()
    assert page.focusWidget() is first
    qtbot.waitUntil(lambda: page.ways.is_current)
    assert "ways" in vars(state.summary.outlook)


def test_a_referral_stands_after_the_findings_and_opens_its_area(catalogue: Catalogue, qtbot: QtBot) -> None:
    area = AreaRequest(id="axilla", concerns=(AreaConcern(id="hyperhidrosis"),))
    state = ConsultationState(Consultation(format=1, as_of=TODAY, areas=(area,), remaining_answers="no"), catalogue)
    page = shown(state, qtbot)
    bars = [bar.accessibleName() for bar in page.list.findChildren(FindingGroupBar)]
    assert bars[-1] == "Referral"
    row = list(page.list.rows.values())[-1]
    assert "Excessive sweating | Armpits | Refer to a doctor: plain needles have no support" in words_of(row)
    with qtbot.waitSignal(page.jump) as wanted:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert wanted.args == ["areas.axilla"]


def test_every_link_has_a_name_and_tab_goes_from_the_tabs_to_them(waiting: SafetyPage, qtbot: QtBot) -> None:
    links = [link for block in waiting.ways.blocks for link in block.links()]
    assert links[0].accessibleName() == "Answer now: Blood-thinning medicine is No"
    assert all(link.accessibleName() and link.height() >= 40 for link in links)
    waiting.sheet.tabs.setFocus()
    qtbot.keyClick(waiting.sheet.tabs, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is links[0]


def test_the_keyboard_keeps_its_place_when_the_ways_are_found_anew(waiting: SafetyPage, qtbot: QtBot) -> None:
    first = waiting.ways.blocks[0].links()[-1]
    first.setFocus()
    target = first.property("target")
    state = waiting.state
    state.update(answers=state.consultation.answers | {"anticoagulant": (Answer(answer="no"),)})
    qtbot.waitUntil(lambda: waiting.ways.is_current)
    here: QWidget | None = QApplication.focusWidget()
    assert here is not None
    assert here is not first
    assert here.property("target") == target
