"""Skin assessment: the score, the look at each area and the grade, worked by keys and pointer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, AreaConcern, Consultation
from consult_app.clinical.skin_scales import FITZPATRICK, skin_type
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.ui.pages.skin import SkinPage
from consult_app.ui.pages.skin_area import SkinArea
from consult_app.ui.state import ConsultationState

BACK = {"id": "back_upper", "concerns": [{"id": "acne_scar_body", "grade": 2}]}
LEFT = {"id": "shoulders", "side": "left"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error()


def state_with(catalogue: Catalogue, *areas: object, **parts: object) -> ConsultationState:
    case = {"format": 1, "as_of": "2026-11-20", "areas": areas} | parts
    return ConsultationState(Consultation.model_validate(case), catalogue)


@pytest.fixture
def state(catalogue: Catalogue) -> ConsultationState:
    return state_with(catalogue, BACK, LEFT)


@pytest.fixture
def page(state: ConsultationState, qtbot: QtBot) -> SkinPage:
    return shown(state, qtbot)


def shown(state: ConsultationState, qtbot: QtBot) -> SkinPage:
    page = SkinPage(state)
    qtbot.addWidget(page)
    page.resize(752, 616)
    with qtbot.waitExposed(page):
        page.show()
    return page


def look(page: SkinPage, key: str = "back_upper") -> SkinArea:
    return page.tabs.looks[key]


def click(button: QWidget, qtbot: QtBot) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def words_of(part: QWidget) -> str:
    QApplication.processEvents()
    return " | ".join(shown.text() for shown in part.findChildren(QLabel) if shown.isVisible())


def given(state: ConsultationState, question: str) -> dict[str, Answer]:
    return {answer.areas[0]: answer for answer in state.consultation.answers.get(question, ())}


def answer_items(page: SkinPage, points: list[int], qtbot: QtBot) -> None:
    for field, wanted in zip(page.panel.fields.values(), points, strict=False):
        field.combo.setFocus()
        for _step in range(wanted + 1):
            qtbot.keyClick(field.combo, Qt.Key.Key_Down)


def test_an_unfinished_sheet_has_no_score(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    click(page.review, qtbot)
    answer_items(page, [3] * 9, qtbot)
    assert len(state.consultation.skin.instruments[FITZPATRICK]) == 9
    assert skin_type(state.consultation, state.catalogue) is None
    assert "9 of 10 answered" in words_of(page)
    assert page.review.text() == "Answer 10 questions"


def test_ten_answers_give_the_score_and_the_higher_type_counts(
    page: SkinPage, state: ConsultationState, qtbot: QtBot
) -> None:
    click(page.review, qtbot)
    answer_items(page, [3, 3, 2, 1, 2, 3, 2, 2, 3, 3], qtbot)
    assert "24 of 40" in words_of(page)
    assert "IV" in words_of(page)
    page.own_view.combo.setFocus()
    for _step in range(3):
        qtbot.keyClick(page.own_view.combo, Qt.Key.Key_Down)
    assert state.consultation.skin.fitzpatrick == 3
    for kind, counts in ((2, 4), (5, 5)):
        state.update(skin=state.consultation.skin.model_copy(update={"fitzpatrick": kind}))
        assert skin_type(state.consultation, state.catalogue) == counts
        assert page.summary._numeral.text() == ("IV" if counts == 4 else "V")


def test_an_answer_can_be_taken_back(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    click(page.review, qtbot)
    answer_items(page, [0], qtbot)
    combo = next(iter(page.panel.fields.values())).combo
    qtbot.keyClick(combo, Qt.Key.Key_End)
    assert state.consultation.skin.instruments == {}


def test_esc_closes_the_questions_and_keeps_them(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    click(page.review, qtbot)
    answer_items(page, [1], qtbot)
    qtbot.keyClick(page.panel, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    assert state.consultation.skin.instruments[FITZPATRICK] == {"eye_colour": 1}


def test_a_look_at_one_area_never_answers_for_another(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    click(look(page).findings.whole, qtbot)
    for question in ("infection_area", "open_wound_irritated", "acne_active"):
        assert given(state, question)["back_upper"].answer == "no"
        assert given(state, question)["shoulders.left"].answer == "unsure"
    assert state.assessment is not None
    assert "infection_area" not in state.assessment.areas["back_upper"].open_questions
    assert "infection_area" in state.assessment.areas["shoulders.left"].open_questions
    assert "not looked at yet" in page.tabs.bar.tabToolTip(1)
    assert page.tabs.bar.tabToolTip(0) == "Upper back, looked at"


def test_the_tick_for_the_whole_field_can_be_taken_back(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    whole = look(page).findings.whole
    click(whole, qtbot)
    click(whole, qtbot)
    assert state.consultation.answers == {}


def test_what_is_found_is_a_yes_for_its_area_and_the_rest_stays_open(
    page: SkinPage, state: ConsultationState, qtbot: QtBot
) -> None:
    findings = look(page).findings
    click(findings.ticks["acne_active"], qtbot)
    assert given(state, "acne_active")["back_upper"].answer == "yes"
    assert "infection_area" not in state.consultation.answers
    field = findings.details["acne_active"].fields["pustules"]
    qtbot.waitUntil(field.isVisible)
    qtbot.keyClicks(field.focusProxy(), "2")
    qtbot.keyClick(field.focusProxy(), Qt.Key.Key_Return)
    assert given(state, "acne_active")["back_upper"].fields["pustules"] == 2
    assert state.summary is not None
    assert state.summary.area("back_upper").line.outcome == "defer"
    assert state.summary.area("shoulders.left").line.outcome == "incomplete"


def test_a_finding_taken_back_after_the_look_is_a_no(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    findings = look(page).findings
    click(findings.ticks["open_wound_irritated"], qtbot)
    click(findings.whole, qtbot)
    click(findings.ticks["open_wound_irritated"], qtbot)
    assert given(state, "open_wound_irritated")["back_upper"].answer == "no"
    assert findings.whole.isChecked()


def test_a_number_being_typed_outlives_another_change(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    findings = look(page).findings
    click(findings.ticks["acne_active"], qtbot)
    field = findings.details["acne_active"].fields["papules"]
    qtbot.keyClicks(field.focusProxy(), "3")
    state.update(reason_for_visit="Scars")
    click(findings.whole, qtbot)
    page.commit()
    assert given(state, "acne_active")["back_upper"].fields["papules"] == 3


def test_the_grade_is_chosen_by_figure_and_holds_for_every_scar_shape(
    page: SkinPage, state: ConsultationState, qtbot: QtBot
) -> None:
    click(look(page).scars["acne_scar_rolling"], qtbot)
    cards = look(page).cards
    cards.setFocus()
    qtbot.keyClick(cards.focusProxy(), Qt.Key.Key_4)
    assert state.consultation.areas[0].concerns == (
        AreaConcern(id="acne_scar_body", grade=4),
        AreaConcern(id="acne_scar_rolling", grade=4),
    )
    assert "Severe: obvious at 50 cm, stays when the skin is stretched" in words_of(page)


def test_the_grade_follows_the_areas_step(page: SkinPage, state: ConsultationState) -> None:
    assert look(page).cards.value == 2
    area = state.consultation.areas[0].model_copy(update={"concerns": (AreaConcern(id="acne_scar_body", grade=3),)})
    state.update(areas=(area, state.consultation.areas[1]))
    assert look(page).cards.value == 3


def test_a_raised_scar_is_a_finding_at_once(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    click(look(page).scars["hypertrophic_scar"], qtbot)
    assert state.summary is not None
    assert "hypertrophic_scar" in {line.finding.id for line in state.summary.findings}


def test_dark_marks_are_a_concern_with_a_severity(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    marks = look(page).dark_marks
    assert marks.value == ""
    marks.setFocus()
    for _step in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert AreaConcern(id="pih", severity="moderate") in state.consultation.areas[0].concerns
    click(marks._segments[0], qtbot)
    assert [concern.id for concern in state.consultation.areas[0].concerns] == ["acne_scar_body"]
    click(look(page).findings.whole, qtbot)
    assert marks.value == "none"


def test_copying_brings_what_was_found_but_not_the_look(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    click(look(page).findings.ticks["acne_active"], qtbot)
    click(look(page).findings.whole, qtbot)
    page.tabs.open("shoulders.left")
    copy = look(page, "shoulders.left").copy
    assert copy.text() == "Copy from upper back"
    click(copy, qtbot)
    assert given(state, "acne_active")["shoulders.left"].answer == "yes"
    assert given(state, "infection_area")["shoulders.left"].answer == "unsure"
    assert state.consultation.areas[1].concerns == (AreaConcern(id="acne_scar_body", grade=2),)
    assert not look(page, "shoulders.left").findings.whole.isChecked()


def test_ctrl_tab_goes_round_the_areas(page: SkinPage, qtbot: QtBot) -> None:
    page.own_view.setFocus()
    seen = [page.tabs.here]
    for _step in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        seen.append(page.tabs.here)
    assert seen == ["back_upper", "shoulders.left", "back_upper"]


def test_a_note_is_kept_with_its_area(page: SkinPage, state: ConsultationState, qtbot: QtBot) -> None:
    qtbot.keyClicks(look(page).note.edit, "Deep below the blades")
    page.commit()
    assert [area.note for area in state.consultation.areas] == ["Deep below the blades", None]


def test_without_areas_the_way_to_choose_them_is_shown(catalogue: Catalogue, qtbot: QtBot) -> None:
    page = shown(state_with(catalogue), qtbot)
    button = page.findChild(QPushButton, "choose_areas")
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(page.jump) as wanted:
        click(button, qtbot)
    assert wanted.args == ["areas"]


def test_a_no_for_every_place_reads_as_looked_at(catalogue: Catalogue, qtbot: QtBot) -> None:
    page = shown(state_with(catalogue, BACK, remaining_answers="no"), qtbot)
    assert look(page).findings.whole.isChecked()


def test_the_window_can_ask_for_what_is_looked_at_here(page: SkinPage, qtbot: QtBot) -> None:
    click(look(page).findings.whole, qtbot)
    assert page.show_question("infection_area")
    assert page.tabs.here == "shoulders.left"
    assert page.show_question("skin.fitzpatrick")
    assert QApplication.focusWidget() is page.own_view.combo
    assert not page.show_question("diabetes")


def test_an_area_taken_away_and_one_added_leave_the_others_in_place(page: SkinPage, state: ConsultationState) -> None:
    kept = look(page)
    state.update(areas=state.consultation.areas[:1])
    assert page.tabs.bar.count() == 1
    assert look(page) is kept


def test_every_control_has_a_name(page: SkinPage, qtbot: QtBot) -> None:
    click(look(page).findings.ticks["acne_active"], qtbot)
    QApplication.processEvents()
    stops = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    assert [w.objectName() or type(w).__name__ for w in stops if not w.accessibleName()] == []


def test_tab_leaves_the_details_of_a_finding_and_the_page(page: SkinPage, qtbot: QtBot) -> None:
    click(look(page).findings.ticks["infection_area"], qtbot)
    click(look(page).findings.ticks["melasma"], qtbot)
    page.activateWindow()
    look(page).findings.whole.setFocus()
    passed: list[QWidget] = []
    while (here := QApplication.focusWidget()) is not None and here not in passed:
        passed.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    details = look(page).findings.details
    first = [next(at for at, part in enumerate(passed) if details[name].isAncestorOf(part)) for name in details]
    assert first == sorted(first)
    assert max(first) < passed.index(look(page).note.edit)
    assert QApplication.focusWidget() is look(page).findings.whole
    assert page.own_view.combo in passed
