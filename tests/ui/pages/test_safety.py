"""Safety check: what is found, why, from which source, and what a practitioner may record beside it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, AreaRequest, Consultation, Decision
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.ui.pages.decision_form import CLEARANCE, OVERRIDE
from consult_app.ui.pages.safety import SafetyPage
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.findings import FindingGroupBar
from tests.ui.pages.safety_pages import example, shown, words_of

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error()


@pytest.fixture
def state(catalogue: Catalogue) -> ConsultationState:
    """Everything waits for a day, the right shoulder also for a letter, and one answer is missing."""
    return ConsultationState(case_or_error(example("back_scars_waiting"), catalogue), catalogue)


@pytest.fixture
def page(state: ConsultationState, qtbot: QtBot) -> SafetyPage:
    return shown(state, qtbot)


def place(state: ConsultationState, rule: str) -> str:
    """The name of a finding's row."""
    assert state.summary is not None
    return str(next(at for at, line in enumerate(state.summary.findings) if line.finding.id == rule))


def choose(combo_owner: QWidget, text: str, qtbot: QtBot) -> None:
    combo = combo_owner.combo  # type: ignore[attr-defined]
    combo.setFocus()
    for _step in range(combo.count() + 1):
        if text in combo.currentText():
            return
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    raise AssertionError(f"{text} is not offered")


def fill_clearance(page: SafetyPage, qtbot: QtBot, finding: str = "Isotretinoin") -> None:
    choose(page.form.finding, finding, qtbot)
    who = page.form.people[CLEARANCE]
    if not who.by.value:
        qtbot.keyClicks(who.by.edit, "Dr Ian Whitcombe")
    qtbot.keyClicks(who.day.edit, "18 Nov 2026")
    qtbot.keyClick(who.day.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(page.form.reason.edit, "Low dose, healing well")


def test_the_headline_is_the_verdict(page: SafetyPage) -> None:
    assert page.head.accessibleName() == "Overall: Defer until 12 Mar 2027"
    assert "Right shoulder also needs medical clearance." in page.head.accessibleDescription()


def test_groups_stand_in_the_order_of_a_deferral(page: SafetyPage) -> None:
    bars = [bar.accessibleName() for bar in page.list.findChildren(FindingGroupBar)]
    assert bars == ["Defer", "Needs medical clearance", "Incomplete", "Treat with precautions"]


def test_each_wait_is_a_bar_spoken_as_a_list(page: SafetyPage) -> None:
    strip = page.sheet.waits._strip
    assert strip is not None
    assert "until 12 Mar 2027" in strip.accessibleDescription()
    assert strip.accessibleDescription().endswith("Earliest safe date Fri 12 Mar 2027")


def test_enter_opens_the_answer_and_arrows_move(page: SafetyPage, state: ConsultationState, qtbot: QtBot) -> None:
    rows = list(page.list.rows.values())
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is rows[1]
    isotretinoin = page.list.rows[place(state, "isotretinoin_recent")]
    isotretinoin.setFocus()
    with qtbot.waitSignal(page.jump) as wanted:
        qtbot.keyClick(isotretinoin, Qt.Key.Key_Return)
    assert wanted.args == ["isotretinoin_recent"]


def test_a_finding_without_a_question_opens_the_fact_behind_it(
    page: SafetyPage, state: ConsultationState, qtbot: QtBot
) -> None:
    row = page.list.rows[place(state, "fitzpatrick_4_6")]
    with qtbot.waitSignal(page.jump) as wanted:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert wanted.args == ["skin.fitzpatrick"]


def test_the_source_opens_the_rule_and_esc_closes_it(page: SafetyPage, state: ConsultationState, qtbot: QtBot) -> None:
    page.list.rows[place(state, "isotretinoin_recent")].source_wanted.emit(place(state, "isotretinoin_recent"))
    qtbot.waitUntil(page.rule_panel.isVisible)
    text = words_of(page.rule_panel)
    for part in ("isotretinoin_recent", "Disputes the rule", "In force since 1 Nov 2026. Review by 1 Nov 2027."):
        assert part in text
    assert "Provenance: " in text
    qtbot.keyClick(page.rule_panel, Qt.Key.Key_Escape)
    assert not page.rule_panel.isVisible()


def test_a_disputed_rule_says_so_in_its_row(page: SafetyPage, state: ConsultationState) -> None:
    assert "disputed by" in words_of(page.list.rows[place(state, "isotretinoin_recent")])


def test_an_overdue_rule_is_marked(catalogue: Catalogue, qtbot: QtBot) -> None:
    case = case_or_error(example("back_scars_waiting"), catalogue)
    state = ConsultationState(case.model_copy(update={"as_of": date(2027, 11, 2)}), catalogue)
    assert "Review overdue" in words_of(shown(state, qtbot).list)


def test_an_open_question_is_answered_in_place(page: SafetyPage, state: ConsultationState, qtbot: QtBot) -> None:
    name = next(name for name in page.list.rows if name.startswith("open:anticoagulant"))
    qtbot.keyClick(page.list.rows[name], Qt.Key.Key_Return)
    qtbot.waitUntil(page.answers.isVisible)
    answer = next(iter(page.answers.form.blocks.values())).answer
    assert answer.has_focus()
    qtbot.keyClick(answer.focusProxy(), Qt.Key.Key_N)
    assert state.consultation.answers["anticoagulant"] == (Answer(answer="no"),)
    assert name not in page.list.rows
    qtbot.keyClick(page.answers, Qt.Key.Key_Escape)
    assert not page.answers.isVisible()


def test_an_open_look_at_the_skin_is_done_on_its_own_step(catalogue: Catalogue, qtbot: QtBot) -> None:
    case = Consultation(format=1, as_of=TODAY, areas=(AreaRequest(id="back_upper"),))
    page = shown(ConsultationState(case, catalogue), qtbot)
    with qtbot.waitSignal(page.jump) as wanted:
        page.list.rows["open:infection_area"].answer_wanted.emit("open:infection_area")
    assert wanted.args == ["infection_area"]


def test_a_look_still_to_be_done_names_its_area(catalogue: Catalogue, qtbot: QtBot) -> None:
    looks = [
        Answer(answer="no", fields={"areas": ("back_upper",)}),
        Answer(answer="unsure", fields={"areas": ("knees",)}),
    ]
    areas = (AreaRequest(id="back_upper"), AreaRequest(id="knees"))
    case = Consultation(format=1, as_of=TODAY, areas=areas, answers={"infection_area": tuple(looks)})
    page = shown(ConsultationState(case, catalogue), qtbot)
    assert page.list.rows["open:infection_area"].accessibleName() == "Skin infection in the area, knees"


def test_consent_is_asked_here(page: SafetyPage, state: ConsultationState, qtbot: QtBot) -> None:
    assert page.show_question("no_consent_capacity")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y)
    assert state.consultation.answers["no_consent_capacity"][0].answer == "yes"
    assert page.head.accessibleName() == "Overall: Do not treat"


def test_the_matrix_looks_ahead_to_the_earliest_date(page: SafetyPage) -> None:
    said = page.matrix.accessibleDescription()
    assert "Upper back, today: Defer until 12 Mar 2027, From 12 Mar 2027: Treat with precautions" in said
    assert "Right shoulder, today: Needs medical clearance" in said
    assert said.endswith("Holds if the missing answer is No.")


def test_a_clearance_is_recorded_only_when_it_is_complete(
    page: SafetyPage, state: ConsultationState, qtbot: QtBot
) -> None:
    form = page.form
    assert not form.record.isEnabled()
    assert form.missing.text() == "Add the finding, the name, the date, the role and the reason first."
    fill_clearance(page, qtbot)
    assert form.missing.text() == ""
    assert form.people[CLEARANCE].by.value == "Dr Ian Whitcombe"
    with qtbot.waitSignal(page.toast) as said:
        qtbot.mouseClick(form.record, Qt.MouseButton.LeftButton)
    assert said.args == ["Clearance recorded", False]
    assert state.assessment is not None
    basis = next(each.basis for each in state.assessment.findings if each.id == "isotretinoin_recent")
    assert state.consultation.decisions == (
        Decision(
            finding="isotretinoin_recent",
            kind="clearance",
            by="Dr Ian Whitcombe",
            role="dermatologist",
            date=date(2026, 11, 18),
            reason="Low dose, healing well",
            basis=basis,
        ),
    )
    assert basis
    assert page.head.accessibleName() == "Overall: Defer until 12 Mar 2027"
    row = page.list.rows[place(state, "isotretinoin_recent")]
    assert "Cleared by Dr Ian Whitcombe, dermatologist, 18 Nov 2026" in words_of(row)
    assert not form.record.isEnabled()


def test_a_short_reason_is_not_enough(page: SafetyPage, qtbot: QtBot) -> None:
    fill_clearance(page, qtbot)
    page.form.reason.edit.setPlainText("Fine")
    assert page.form.missing.text() == "Add a reason of 10 characters or more first."
    assert not page.form.record.isEnabled()


def test_a_clearance_may_carry_conditions(page: SafetyPage, state: ConsultationState, qtbot: QtBot) -> None:
    fill_clearance(page, qtbot, "Operation")
    conditions = page.form.conditions
    qtbot.mouseClick(conditions.opener, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(conditions.last_day.edit, "1 Jun 2027")
    qtbot.keyClicks(conditions.deepest.edit, "0.75")
    qtbot.mouseClick(page.form.record, Qt.MouseButton.LeftButton)
    decision = state.consultation.decisions[0]
    assert (decision.until, decision.max_depth_mm) == (date(2027, 6, 1), 0.75)
    assert not conditions.last_day.isVisible()


def test_an_override_is_refused_in_one_sentence(page: SafetyPage, qtbot: QtBot) -> None:
    page.form.kind.setFocus()
    qtbot.mouseClick(page.form.kind._segments[1], Qt.MouseButton.LeftButton)
    choose(page.form.finding, "Isotretinoin", qtbot)
    assert page.form.refused.text() == "Only in writing by: dermatologist."
    assert not page.form.record.isEnabled()
    assert not page.form.reason.isVisible()


def test_an_override_names_the_practitioner(page: SafetyPage, state: ConsultationState, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.form.kind._segments[1], Qt.MouseButton.LeftButton)
    choose(page.form.finding, "peel", qtbot)
    assert page.form.people[OVERRIDE].by.value == "Jo Brennan"
    qtbot.keyClicks(page.form.reason.edit, "Skin fully calm, seen today")
    qtbot.mouseClick(page.form.record, Qt.MouseButton.LeftButton)
    assert [(d.kind, d.by, d.role, d.date) for d in state.consultation.decisions] == [
        ("override", "Jo Brennan", "nurse", TODAY)
    ]


def test_what_is_being_written_outlives_a_new_verdict(page: SafetyPage, state: ConsultationState, qtbot: QtBot) -> None:
    fill_clearance(page, qtbot)
    state.update(answers=state.consultation.answers | {"anticoagulant": (Answer(answer="no"),)})
    assert page.form.reason.value == "Low dose, healing well"
    assert page.form.people[CLEARANCE].by.value == "Dr Ian Whitcombe"
    assert page.form.record.isEnabled()


def test_a_decision_that_does_not_count_says_so(page: SafetyPage, state: ConsultationState) -> None:
    late = Decision(
        finding="isotretinoin_recent",
        kind="clearance",
        by="Dr Helen Ashworth",
        role="gp",
        date=TODAY,
        reason="Seems healed to me",
    )
    state.update(decisions=(late,))
    row = page.list.rows[place(state, "isotretinoin_recent")]
    assert "Cleared by Dr Helen Ashworth, GP, 20 Nov 2026. Does not count today" in words_of(row)


def test_when_the_rules_cannot_run_nothing_reads_as_safe(catalogue: Catalogue, qtbot: QtBot) -> None:
    broken = Consultation(format=1, as_of=TODAY, areas=(AreaRequest(id="no_such_area"),))
    page = shown(ConsultationState(broken, catalogue), qtbot)
    assert page.state.summary is None
    assert page.head.accessibleName() == "Overall: Incomplete"
    assert "Rules could not run" in page.head.accessibleDescription()
    assert not page.list.isVisible()
    assert not page.form.record.isEnabled()


def test_the_letter_is_offered_while_somebody_has_to_be_asked(page: SafetyPage, qtbot: QtBot) -> None:
    assert [(action.id, action.enabled) for action in page.footer_actions()] == [("letter", True)]
    with qtbot.waitSignal(page.jump) as wanted:
        page.run_action("letter")
    assert wanted.args == ["clearance_letter"]


def test_the_smallest_window_puts_the_matrix_over_the_findings_and_the_form_in_a_panel(page: SafetyPage) -> None:
    page.resize(960, 540)
    page.set_narrow(True)
    QApplication.processEvents()
    assert not page.form.isVisible()
    assert page.matrix.isVisible()
    assert page.matrix.mapTo(page, page.matrix.rect().topLeft()).y() < page.list.mapTo(page, page.list.pos()).y()
    page.run_action("decision")
    assert page.form.isVisible()
    page.set_narrow(False)
    QApplication.processEvents()
    assert page.form.isVisible()


def test_every_control_has_a_name_and_tab_goes_in_reading_order(page: SafetyPage, qtbot: QtBot) -> None:
    stops = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    unnamed = [w for w in stops if not w.accessibleName() and not w.inherits("QScrollArea")]
    assert [w.objectName() or type(w).__name__ for w in unnamed] == []
    last_row = list(page.list.rows.values())[-1]
    last_row.setFocus()
    for _step in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        if here and page.consent.isAncestorOf(here):
            return
    pytest.fail("Tab does not go from the findings to the questions on consent")
