"""The session plan: every control, worked by mouse and keyboard, changes the consultation and what follows from it."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import AreaRequest, Booking, Consultation
from consult_app.clinical.course import Visit
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.resources import resource_path
from consult_app.ui.pages.plan import PlanPage
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.time_text import read_time

FIRST_DAY = date(2027, 3, 12)


def example(name: str) -> str:
    return resource_path("examples", f"{name}.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error(example("clinic"))


@pytest.fixture
def state(catalogue: Catalogue) -> ConsultationState:
    """Upper back and left shoulder wait for a day, the right shoulder also for a letter; no question is open."""
    waiting = case_or_error(example("back_scars_waiting"), catalogue)
    answers = {name: given for name, given in waiting.answers.items() if name != "anticoagulant"}
    return ConsultationState(waiting.model_copy(update={"device": "pen_1", "answers": answers}), catalogue)


@pytest.fixture
def page(state: ConsultationState, qtbot: QtBot) -> PlanPage:
    shown = PlanPage(state)
    qtbot.addWidget(shown)
    shown.resize(1064, 1600)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def visit(state: ConsultationState, key: str) -> Visit:
    assert state.summary is not None
    return next(each for each in state.summary.plan.visits if each.key == key)


def planned_depth(state: ConsultationState, key: str) -> float | None:
    return state.consultation.plan.depth_mm.get(key)


def retype(qtbot: QtBot, field: QWidget, words: str) -> None:
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_top_line_names_the_first_day_of_any_needling(page: PlanPage) -> None:
    assert page._note.text() == "No needling before 12 Mar 2027, not even a test patch"


def test_arrow_keys_set_the_depth_in_steps_of_five_hundredths(
    page: PlanPage, state: ConsultationState, qtbot: QtBot
) -> None:
    slider = page.areas.row("shoulders.left").slider
    before = slider.depth_mm
    assert before is not None
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: planned_depth(state, "shoulders.left") == round(before + 0.05, 2))
    assert state.summary is not None
    area = state.summary.plan.area("shoulders.left")
    assert area is not None
    assert area.set_mm == round(before + 0.05, 2)


def test_the_handle_stops_at_the_lower_of_cap_and_device(
    page: PlanPage, state: ConsultationState, qtbot: QtBot
) -> None:
    slider = page.areas.row("back_upper").slider
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 2, 30))
    qtbot.waitUntil(lambda: planned_depth(state, "back_upper") is not None)
    assert planned_depth(state, "back_upper") == 1.5


def test_a_depth_outside_the_band_asks_for_a_reason_and_keeps_it(
    page: PlanPage, state: ConsultationState, qtbot: QtBot
) -> None:
    row = page.areas.row("back_upper")
    assert not row.reason.isVisible()
    qtbot.keyClick(row.slider, Qt.Key.Key_End)
    assert row.reason.isVisible()
    assert "over the advised band. Say why" in row._caution.accessibleName()
    qtbot.keyClicks(row.reason.edit, "Old, stable scars")
    qtbot.keyClick(row.reason.edit, Qt.Key.Key_Return)
    assert state.consultation.plan.depth_reason == {"back_upper": "Old, stable scars"}
    assert "Say why" not in row._caution.accessibleName()
    page.commit()
    assert state.summary is not None
    assert any("Old, stable scars" in reason.text for reason in state.summary.plan.constraints)


def test_what_is_still_settling_is_handed_over_on_leaving(
    page: PlanPage, state: ConsultationState, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.areas.row("back_upper").slider, Qt.Key.Key_Right)
    page.commit()
    assert planned_depth(state, "back_upper") is not None


def test_passes_end_point_and_device_are_written(page: PlanPage, state: ConsultationState, qtbot: QtBot) -> None:
    row = page.areas.row("back_upper")
    qtbot.mouseClick(row.passes.more, Qt.MouseButton.LeftButton)
    assert state.consultation.plan.passes == {"back_upper": 5}
    qtbot.keyClick(row.end_point.combo, Qt.Key.Key_Down)
    chosen = state.consultation.plan.endpoint["back_upper"]
    assert chosen == row.end_point.value == state.catalogue.planning.scar_end_point
    qtbot.keyClick(row.device.combo, Qt.Key.Key_Down)
    assert getattr(state.consultation.device, "kind", "") == "pen"
    assert page.areas.row("shoulders.left").device.value == "pen"


def test_an_area_that_waits_shows_its_state_and_leads_to_the_safety_check(page: PlanPage, qtbot: QtBot) -> None:
    row = page.findChild(QWidget, "outside_shoulders.right")
    assert row is not None
    spoken = [child.accessibleName() for child in row.findChildren(QWidget)]
    assert any("Needs medical clearance" in words for words in spoken)
    button = row.findChild(QPushButton, "way_on_shoulders.right")
    assert button is not None
    with qtbot.waitSignal(page.jump) as jumped:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert jumped.args == ["safety"]


def test_visits_without_a_date_say_what_they_wait_for(page: PlanPage) -> None:
    said = page.course.visits.accessibleDescription()
    assert "Test patch Fri 12 Mar 2027" in said
    assert "Right shoulder: 3 sessions, no date yet" in said
    assert "waits for: the written answer of the surgeon" in said


def test_no_cream_means_no_numbing_plan_and_a_cream_brings_its_limits(
    page: PlanPage, state: ConsultationState, qtbot: QtBot
) -> None:
    combo = page.numbing.product.combo
    qtbot.keyClick(combo, Qt.Key.Key_Home)
    assert state.consultation.anaesthetic is None
    assert not page.numbing._details.isVisible()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert state.consultation.anaesthetic is not None
    assert state.consultation.anaesthetic.product == "lidocaine_prilocaine"
    assert state.summary is not None
    assert state.summary.anaesthetic is not None
    assert "grams" in state.summary.anaesthetic.worked_out


@pytest.mark.parametrize(
    ("cm2", "words"), [("340", "Within limits"), ("500", "With precautions"), ("700", "Do not use")]
)
def test_the_limits_follow_the_size_as_it_is_typed(
    page: PlanPage, state: ConsultationState, qtbot: QtBot, cm2: str, words: str
) -> None:
    retype(qtbot, page.numbing.figures["area_cm2"].figure.edit, cm2)
    assert state.consultation.anaesthetic is not None
    assert state.consultation.anaesthetic.area_cm2 == float(cm2)
    assert page.numbing._outcome.accessibleName() == words


def test_film_over_the_cream_is_never_within_limits(page: PlanPage, qtbot: QtBot, state: ConsultationState) -> None:
    film = page.numbing.asked["film"]
    film.setFocus()
    qtbot.keyClick(film, Qt.Key.Key_Y)
    assert state.consultation.anaesthetic is not None
    assert state.consultation.anaesthetic.film == "yes"
    assert page.numbing._outcome.accessibleName() == "Do not use"


def test_the_booking_gives_the_times_of_the_cream(page: PlanPage, state: ConsultationState, qtbot: QtBot) -> None:
    assert page.numbing._times._missing.isVisible()
    retype(qtbot, page.course.day.edit, "13 Apr 2027")
    retype(qtbot, page.course.time.edit, "1030")
    assert state.consultation.session == Booking(date=date(2027, 4, 13), time="10:30")
    assert (page.numbing._times._on.text(), page.numbing._times._off.text()) == ("09:30", "10:30")
    assert page.course._said.text().endswith("each at 10:30")
    assert visit(state, "session_1").date == date(2027, 4, 13)


def test_a_time_that_cannot_be_read_changes_nothing(page: PlanPage, state: ConsultationState, qtbot: QtBot) -> None:
    retype(qtbot, page.course.day.edit, "13 Apr 2027")
    retype(qtbot, page.course.time.edit, "half ten")
    assert state.consultation.session == Booking(date=date(2027, 4, 13), time=None)
    assert page.course.time.error()
    assert page.course.time.edit.text() == "half ten"


def test_no_booking_before_the_first_safe_day(page: PlanPage, state: ConsultationState, qtbot: QtBot) -> None:
    retype(qtbot, page.course.day.edit, "1 Mar 2027")
    assert state.consultation.session is None
    assert page.course.day.error()
    assert page.course.day.edit.text() == "1 Mar 2027"


def test_an_earlier_booking_is_called_out_once_the_wait_is_longer(state: ConsultationState, qtbot: QtBot) -> None:
    state.update(session=Booking(date=date(2027, 1, 5)))
    page = PlanPage(state)
    qtbot.addWidget(page)
    assert "No needling before 12 Mar 2027" in page.course.day.error()


def test_number_and_interval_of_sessions_are_written(page: PlanPage, state: ConsultationState, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.course.sessions.more, Qt.MouseButton.LeftButton)
    assert state.consultation.plan.sessions == 4
    qtbot.mouseClick(page.course.weeks.more, Qt.MouseButton.LeftButton)
    assert state.consultation.plan.interval_days == 49
    assert visit(state, "session_4").date is not None


def test_an_interval_under_the_shortest_is_not_taken(page: PlanPage, state: ConsultationState, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.course.weeks.less, Qt.MouseButton.LeftButton)
    assert state.summary is not None
    assert state.summary.plan.interval_days == 42
    assert page.course.weeks.value == 6
    assert "too short" in page.course._binding.text()


def test_a_session_moves_by_arrow_key_to_the_next_open_day(
    page: PlanPage, state: ConsultationState, qtbot: QtBot
) -> None:
    before = visit(state, "session_1").date
    assert before is not None
    assert before.strftime("%a") == "Fri"
    qtbot.keyClick(page.course.strip.mark("session_1"), Qt.Key.Key_Right)
    monday = before + timedelta(days=3)
    qtbot.waitUntil(lambda: visit(state, "session_1").date == monday)
    assert state.consultation.plan.dates == {"session_1": monday}
    after = visit(state, "session_2").date
    assert after is not None
    assert (after - monday).days >= 42


def test_nothing_moves_into_the_wait(page: PlanPage, state: ConsultationState, qtbot: QtBot) -> None:
    qtbot.keyClick(page.course.strip.mark("test_patch"), Qt.Key.Key_Left)
    page.commit()
    assert visit(state, "test_patch").date == FIRST_DAY


def test_dates_to_avoid_are_added_kept_clear_and_removed(
    page: PlanPage, state: ConsultationState, qtbot: QtBot
) -> None:
    session = visit(state, "session_1").date
    assert session is not None
    avoid = page.course.avoid
    qtbot.mouseClick(avoid.opener, Qt.MouseButton.LeftButton)
    retype(qtbot, avoid.first.edit, f"{session - timedelta(days=1):%d %b %Y}")
    retype(qtbot, avoid.last.edit, f"{session + timedelta(days=6):%d %b %Y}")
    retype(qtbot, avoid.reason.edit, "Moving house")
    qtbot.mouseClick(avoid.add, Qt.MouseButton.LeftButton)
    assert state.consultation.avoid[-1].label == "Moving house"
    moved = visit(state, "session_1").date
    assert moved is not None
    assert moved > session + timedelta(days=6)
    remove = page.findChild(QPushButton, "avoid_remove_2")
    assert remove is not None
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert len(state.consultation.avoid) == 2
    assert visit(state, "session_1").date == session


def test_a_span_that_ends_before_it_begins_is_sent_back(page: PlanPage, state: ConsultationState, qtbot: QtBot) -> None:
    avoid = page.course.avoid
    qtbot.mouseClick(avoid.opener, Qt.MouseButton.LeftButton)
    retype(qtbot, avoid.first.edit, "5 Apr 2027")
    retype(qtbot, avoid.last.edit, "1 Apr 2027")
    qtbot.mouseClick(avoid.add, Qt.MouseButton.LeftButton)
    assert avoid.last.error() == "The last day lies before the first."
    assert len(state.consultation.avoid) == 2


def test_the_cost_is_one_typed_amount(page: PlanPage, state: ConsultationState, qtbot: QtBot) -> None:
    retype(qtbot, page.course.cost.edit, "£820")
    assert state.consultation.plan.cost == "£820"
    retype(qtbot, page.course.cost.edit, "")
    assert state.consultation.plan.cost is None


def test_undo_brings_the_earlier_plan_back_on_screen(page: PlanPage, state: ConsultationState, qtbot: QtBot) -> None:
    row = page.areas.row("back_upper")
    qtbot.mouseClick(row.passes.more, Qt.MouseButton.LeftButton)
    state.undo()
    assert row.passes.value == 4


def test_without_rules_nothing_is_shown_as_planned(page: PlanPage, state: ConsultationState) -> None:
    state.update(areas=(AreaRequest(id="no_such_area"),))
    assert state.summary is None
    assert page._stopped.isVisible()
    assert not page._scroll.isVisible()


def test_without_areas_the_page_leads_to_them(state: ConsultationState, qtbot: QtBot) -> None:
    empty = ConsultationState(Consultation(format=1, as_of=date(2026, 11, 20)), state.catalogue)
    page = PlanPage(empty)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.jump) as jumped:
        qtbot.mouseClick(page._empty.button, Qt.MouseButton.LeftButton)
    assert jumped.args == ["areas"]


def test_in_the_smallest_window_cream_and_sessions_are_two_tabs(page: PlanPage, qtbot: QtBot) -> None:
    page.set_narrow(True)
    assert page.course.isVisible()
    assert not page.numbing.isVisible()
    page._tabs.setFocus()
    qtbot.keyClick(page._tabs, Qt.Key.Key_Right)
    assert page.numbing.isVisible()
    assert not page.course.isVisible()


def test_every_control_has_a_name_and_a_place_in_the_tab_order(page: PlanPage) -> None:
    stops = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    assert stops
    assert [
        w.objectName() or type(w).__name__ for w in stops if not (w.accessibleName() or w.inherits("QScrollArea"))
    ] == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14:30", "14:30"),
        ("1430", "14:30"),
        ("9.30", "09:30"),
        ("9", "09:00"),
        ("25:00", None),
        ("14:75", None),
        ("soon", None),
    ],
)
def test_times_are_read_as_people_type_them(typed: str, read: str | None) -> None:
    assert read_time(typed) == read


def test_what_is_referred_stands_under_what_shaped_the_plan(
    page: PlanPage, state: ConsultationState, qtbot: QtBot
) -> None:
    scars = [{"id": "acne_scar_icepick", "grade": 3}]
    areas = (AreaRequest.model_validate({"id": "face_cheeks", "area_cm2": 90, "concerns": scars}),)
    assert not said_in(page, "Refer to somebody else")
    state.update(areas=areas, answers={}, remaining_answers="no")
    assert said_in(page, "Refer to somebody else")
    assert said_in(page, "Ice-pick acne scars, cheeks. Refer to a doctor:")
    qtbot.waitUntil(lambda: said_in(page, "US status not known"))


def said_in(page: PlanPage, words: str) -> bool:
    return any(words in each.text() and each.isVisible() for each in page.findChildren(QLabel))
