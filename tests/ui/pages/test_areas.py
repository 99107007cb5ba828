"""Areas and goals: chosen by pointer, keyboard and list, sized, graded and removed."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, AreaConcern, Client, Consultation
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.resources import resource_path
from consult_app.ui.pages.area_size import read_size
from consult_app.ui.pages.areas import AreasPage
from consult_app.ui.state import ConsultationState

EMPTY = {"format": 1, "as_of": "2026-11-20"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error()


@pytest.fixture
def state(catalogue: Catalogue) -> ConsultationState:
    client = Client(weight_kg=64, height_cm=168)
    return ConsultationState(Consultation.model_validate(EMPTY | {"client": client}), catalogue)


@pytest.fixture
def page(state: ConsultationState, qtbot: QtBot) -> AreasPage:
    return shown(state, qtbot)


def shown(state: ConsultationState, qtbot: QtBot) -> AreasPage:
    page = AreasPage(state)
    qtbot.addWidget(page)
    page.resize(752, 616)
    with qtbot.waitExposed(page):
        page.show()
    return page


def keys(state: ConsultationState) -> list[str]:
    return [request.key for request in state.consultation.areas]


def concerns(state: ConsultationState) -> list[str]:
    return [concern.id for concern in state.consultation.areas[0].concerns]


def ask_for(page: AreasPage, *names: str) -> None:
    for name in names:
        page.picker.toggled.emit(name)
    QApplication.processEvents()


def click_on(page: AreasPage, region: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.map.map, Qt.MouseButton.LeftButton, pos=page.map.map.centre(region).toPoint())


def retype(field: QWidget, words: str, qtbot: QtBot) -> None:
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def words_of(page: QWidget) -> str:
    return " | ".join(part.text() for part in page.findChildren(QLabel) if part.isVisible())


def test_a_click_on_the_back_asks_for_it_and_a_second_one_leaves_it_out(
    page: AreasPage, state: ConsultationState, qtbot: QtBot
) -> None:
    click_on(page, "back:upper_back", qtbot)
    assert keys(state) == ["back_upper"]
    with qtbot.waitSignal(page.toast) as said:
        click_on(page, "back:upper_back", qtbot)
    assert keys(state) == []
    assert said.args == ["Upper back removed", True]
    state.undo()
    assert keys(state) == ["back_upper"]


def test_left_and_right_are_the_clients_own_and_each_is_an_area(
    page: AreasPage, state: ConsultationState, qtbot: QtBot
) -> None:
    click_on(page, "back:shoulders.left", qtbot)
    click_on(page, "front:shoulders.right", qtbot)
    assert keys(state) == ["shoulders.left", "shoulders.right"]
    assert [request.side for request in state.consultation.areas] == ["left", "right"]


def test_dragging_chooses_what_it_passes_over(page: AreasPage, state: ConsultationState, qtbot: QtBot) -> None:
    body = page.map.map
    start, end = body.centre("back:upper_back").toPoint(), body.centre("back:mid_back").toPoint()
    qtbot.mousePress(body, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 11):
        qtbot.mouseMove(body, pos=start + QPoint(0, (end - start).y() * step // 10))
    qtbot.mouseRelease(body, Qt.MouseButton.LeftButton, pos=end)
    assert keys(state) == ["back_upper", "back_mid"]


def test_the_map_works_by_keyboard_alone(page: AreasPage, state: ConsultationState, qtbot: QtBot) -> None:
    body = page.map.map
    body.setFocus()
    qtbot.keyClick(body, Qt.Key.Key_Tab)
    while body.focused_region() != "front:abdomen":
        qtbot.keyClick(body, Qt.Key.Key_Tab)
    qtbot.keyClick(body, Qt.Key.Key_Space)
    assert keys(state) == ["abdomen"]


def test_the_head_opens_the_face_and_its_regions_are_areas(
    page: AreasPage, state: ConsultationState, qtbot: QtBot
) -> None:
    click_on(page, "front:head", qtbot)
    assert page.map.wide.value == "face"
    click_on(page, "face:forehead", qtbot)
    assert keys(state) == ["face_forehead"]


def test_a_region_without_a_published_range_says_so(page: AreasPage, state: ConsultationState, qtbot: QtBot) -> None:
    click_on(page, "front:forearms.left", qtbot)
    assert keys(state) == []
    assert "Left forearms: not offered. No depth range has been published for it." in words_of(page)


def test_the_list_alone_is_enough(page: AreasPage, state: ConsultationState, qtbot: QtBot) -> None:
    page.picker.edit.setFocus()
    qtbot.keyClicks(page.picker.edit, "left should")
    qtbot.keyClick(page.picker.edit, Qt.Key.Key_Return)
    assert keys(state) == ["shoulders.left"]
    qtbot.keyClicks(page.picker.edit, "back")
    qtbot.keyClick(page.picker.edit, Qt.Key.Key_Down)
    qtbot.keyClick(page.picker.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.picker.list, Qt.Key.Key_Space)
    assert keys(state) == ["shoulders.left", "back_mid"]
    qtbot.keyClick(page.picker.list, Qt.Key.Key_Escape)
    assert not page.picker.list.isVisible()


def test_an_area_that_is_not_offered_cannot_be_taken_from_the_list(
    page: AreasPage, state: ConsultationState, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.picker.edit, "armpit")
    qtbot.keyClick(page.picker.edit, Qt.Key.Key_Return)
    assert keys(state) == []


def test_a_size_is_estimated_until_it_is_typed(page: AreasPage, state: ConsultationState, qtbot: QtBot) -> None:
    ask_for(page, "back_upper")
    assert "About 864 cm², estimated" in words_of(page)
    assert "About 864 cm² in 1 area" in words_of(page)
    field = page._cards["back_upper"].cm2.field.edit
    retype(field, "280", qtbot)
    assert state.consultation.areas[0].area_cm2 == 280
    assert "280 cm² in 1 area" in words_of(page)
    retype(field, "", qtbot)
    assert state.consultation.areas[0].area_cm2 is None


def test_a_size_that_cannot_be_stays_in_the_field_and_out_of_the_case(
    page: AreasPage, state: ConsultationState, qtbot: QtBot
) -> None:
    ask_for(page, "back_upper")
    card = page._cards["back_upper"]
    retype(card.cm2.field.edit, "much", qtbot)
    ask_for(page, "back_mid")
    assert state.consultation.areas[0].area_cm2 is None
    assert card.cm2.field.value == "much"
    assert card.cm2.field.error() == "Type the size in cm², for instance 280."


@pytest.mark.parametrize(("typed", "size"), [("280", 280), ("1,200", 1200), ("12,5", 12.5), ("60 cm²", 60), ("", None)])
def test_sizes_are_read_as_people_type_them(typed: str, size: float | None) -> None:
    assert read_size(typed) == size


@pytest.mark.parametrize("typed", ["0", "-5", "20001", "ten"])
def test_what_is_no_size_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=typed):
        read_size(typed)


def test_without_height_and_weight_the_size_is_not_known(catalogue: Catalogue, qtbot: QtBot) -> None:
    state = ConsultationState(Consultation.model_validate(EMPTY | {"areas": [{"id": "back_upper"}]}), catalogue)
    page = shown(state, qtbot)
    assert "1 area, size not known" in words_of(page)
    with qtbot.waitSignal(page.jump) as wanted:
        qtbot.mouseClick(page._cards["back_upper"]._unknown, Qt.MouseButton.LeftButton)
    assert wanted.args == ["client.weight_kg"]


def test_only_concerns_that_fit_are_offered(page: AreasPage) -> None:
    ask_for(page, "back_upper", "face_forehead")
    back = {action.data() for action in page._cards["back_upper"].add.menu().actions()}
    face = {action.data() for action in page._cards["face_forehead"].add.menu().actions()}
    assert "acne_scar_body" in back - face
    assert "androgenetic_alopecia" not in back | face


def test_severity_is_chosen_by_figure_and_is_a_grade_for_acne_scars(
    page: AreasPage, state: ConsultationState, qtbot: QtBot
) -> None:
    ask_for(page, "back_upper")
    card = page._cards["back_upper"]
    for name in ("acne_scar_body", "pih"):
        next(action for action in card.add.menu().actions() if action.data() == name).trigger()
    for name, key in (("acne_scar_body", Qt.Key.Key_2), ("pih", Qt.Key.Key_3)):
        row = card._rows[name]
        row.severity.setFocus()
        qtbot.keyClick(row.severity.focusProxy(), key)
    assert state.consultation.areas[0].concerns == (
        AreaConcern(id="acne_scar_body", grade=3),
        AreaConcern(id="pih", severity="severe"),
    )


def test_grade_1_lights_no_severity_and_is_said_in_words(catalogue: Catalogue, qtbot: QtBot) -> None:
    area = {"id": "back_upper", "concerns": [{"id": "acne_scar_body", "grade": 1}]}
    page = shown(ConsultationState(Consultation.model_validate(EMPTY | {"areas": [area]}), catalogue), qtbot)
    assert page._cards["back_upper"]._rows["acne_scar_body"].severity.value == ""
    assert "Grade 1: flat marks, colour only" in words_of(page)


def test_a_concern_can_be_removed_and_brought_back(page: AreasPage, state: ConsultationState, qtbot: QtBot) -> None:
    ask_for(page, "back_upper")
    menu = page._cards["back_upper"].add.menu()
    next(action for action in menu.actions() if action.data() == "pih").trigger()
    with qtbot.waitSignal(page.toast):
        next(action for action in menu.actions() if action.data() == "pih").trigger()
    assert concerns(state) == []
    state.undo()
    assert concerns(state) == ["pih"]


def test_a_burn_scar_asks_what_decides_about_it(page: AreasPage, state: ConsultationState, qtbot: QtBot) -> None:
    ask_for(page, "abdomen")
    card = page._cards["abdomen"]
    next(action for action in card.add.menu().actions() if action.data() == "burn_scar").trigger()
    burn = card._burn
    assert burn is not None
    qtbot.keyClicks(burn.age.edit, "14")
    qtbot.keyClick(burn.flat.focusProxy(), Qt.Key.Key_Y)
    page.commit()
    assert state.consultation.areas[0].concerns == (AreaConcern(id="burn_scar", age_months=14, flat="yes"),)


def test_the_goal_holds_for_every_area_and_for_one_added_later(
    page: AreasPage, state: ConsultationState, qtbot: QtBot
) -> None:
    assert not page.goal.edit.isEnabled()
    ask_for(page, "back_upper", "back_mid")
    qtbot.keyClicks(page.goal.edit, "No T-shirt")
    ask_for(page, "back_lower")
    assert page.goal.value == "No T-shirt"
    page.commit()
    ask_for(page, "abdomen")
    assert [request.goal for request in state.consultation.areas] == ["No T-shirt"] * 2 + ["No T-shirt"] * 2


def test_an_area_held_back_on_its_own_says_why(catalogue: Catalogue, qtbot: QtBot) -> None:
    text = resource_path("examples", "back_scars_waiting.yaml").read_text(encoding="utf-8")
    state = ConsultationState(case_or_error(text, catalogue), catalogue)
    page = shown(state, qtbot)
    assert page._cards["back_upper"]._panel.isHidden()
    panel = page._cards["shoulders.right"]._panel
    assert panel.isVisible()
    assert panel.accessibleName() == "Needs medical clearance. Not before 12 Mar 2027"
    assert "surgeon" in panel.accessibleDescription()


def test_an_area_added_after_the_look_is_not_yet_looked_at(catalogue: Catalogue, qtbot: QtBot) -> None:
    seen = {"infection_area": [{"answer": "no", "areas": ["back_upper"]}], "open_wound_irritated": "no"}
    case = Consultation.model_validate(EMPTY | {"areas": [{"id": "back_upper"}], "answers": seen})
    state = ConsultationState(case, catalogue)
    ask_for(shown(state, qtbot), "back_mid")
    unsure = Answer(answer="unsure", fields={"areas": ("back_mid",)})
    assert state.consultation.answers["infection_area"][1] == unsure
    assert state.consultation.answers["open_wound_irritated"] == (
        Answer(answer="no", fields={"areas": ("back_upper",)}),
        unsure,
    )
    assert state.assessment is not None
    assert "infection_area" in state.assessment.areas["back_mid"].open_questions
    assert "infection_area" not in state.assessment.areas["back_upper"].open_questions


def test_an_older_protocols_area_does_not_stop_the_page(catalogue: Catalogue, qtbot: QtBot) -> None:
    case = Consultation.model_validate(EMPTY | {"areas": [{"id": "tail"}, {"id": "knees"}]})
    page = shown(ConsultationState(case, catalogue), qtbot)
    assert list(page._cards) == ["knees"]


def test_the_window_can_ask_for_an_area_or_a_part_of_it(page: AreasPage, qapp: QApplication) -> None:
    ask_for(page, "back_upper")
    assert page.show_question("areas.back_upper.area_cm2")
    assert qapp.focusWidget() is page._cards["back_upper"].cm2.field.edit
    assert page.show_question("areas")
    assert qapp.focusWidget() is page.picker.edit
    assert not page.show_question("isotretinoin_recent")


def test_the_smallest_window_shows_one_side(page: AreasPage, qtbot: QtBot) -> None:
    page.set_narrow(True)
    assert {region.partition(":")[0] for region in page.map.map.regions()} == {"back"}
    page.map.narrow.setFocus()
    qtbot.keyClick(page.map.map, Qt.Key.Key_F)
    assert page.map.narrow.value == "front"


def test_every_control_has_a_name(page: AreasPage) -> None:
    ask_for(page, "back_upper", "shoulders.left")
    stops = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    assert [w.objectName() or type(w).__name__ for w in stops if not w.accessibleName()] == []
