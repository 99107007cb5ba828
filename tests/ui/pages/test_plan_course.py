"""The course on the session plan: days to aim for, wishes and what is offered, sun, reminders, and moves by hand."""

import itertools
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Avoid, Booking, Consultation, Decision, PlanChoices
from consult_app.clinical.course import Circumstances, TreatmentPlan, Visit
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.resources import resource_path
from consult_app.ui.pages.plan import PlanPage
from consult_app.ui.pages.plan_moves import move_words
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.choice_field import CheckBox
from tests.clinical.cases import decision
from tests.clinical.plans import TODAY, asked, planned

CREAM = Answer(answer="yes", fields={"product": "prescription", "last_dose": "2026-11-10"})
BEACH = {"from": date(2027, 4, 14), "to": date(2027, 4, 20), "label": "Beach"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error(_example("clinic"))


def _example(name: str) -> str:
    return resource_path("examples", f"{name}.yaml").read_text(encoding="utf-8")


def _case(catalogue: Catalogue, name: str, **parts: Any) -> Consultation:
    return case_or_error(_example(name), catalogue).model_copy(update=parts)


def _dated(catalogue: Catalogue, **answers: tuple[Answer, ...]) -> Consultation:
    """The wait for a day, with every question answered."""
    case = _case(catalogue, "back_scars_waiting")
    kept = {name: given for name, given in case.answers.items() if name != "anticoagulant"}
    return case.model_copy(update={"answers": kept | answers})


def _page(qtbot: QtBot, catalogue: Catalogue, case: Consultation) -> PlanPage:
    page = PlanPage(ConsultationState(case, catalogue))
    qtbot.addWidget(page)
    page.resize(1064, 2000)
    with qtbot.waitExposed(page):
        page.show()
    return page


def _plan(page: PlanPage) -> TreatmentPlan:
    assert page.state.summary is not None
    return page.state.summary.plan


def _visit(page: PlanPage, key: str) -> Visit:
    return next(each for each in _plan(page).visits if each.key == key)


def _texts(page: PlanPage) -> list[str]:
    return [each.text() for each in page.course.findChildren(QLabel) if each.isVisible()]


def _cells(page: PlanPage, name: str) -> list[str]:
    cells = page.course.visits.findChildren(QFrame)
    return [cell.accessibleDescription() for cell in cells if cell.isVisible() and cell.accessibleName() == name]


def _type(qtbot: QtBot, field: QWidget, words: str) -> None:
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def _drag_to(page: PlanPage, qtbot: QtBot, key: str, day: date) -> None:
    """Drag a visit's mark with the mouse to where a day stands on the strip."""
    mark, middle = page.course.strip.mark(key), QPoint(20, 20)
    target = QPoint(round(page.course.strip._line().x(day)), mark.geometry().center().y())
    qtbot.mousePress(mark, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(mark, mark.mapFrom(page.course.strip, target))
    qtbot.mouseRelease(mark, Qt.MouseButton.LeftButton, pos=middle)


def test_a_visit_that_waits_says_for_what_and_which_day_to_aim_for(qtbot: QtBot, catalogue: Catalogue) -> None:
    page = _page(qtbot, catalogue, _case(catalogue, "back_scars_waiting"))
    (first,) = _cells(page, "Session 1")
    assert first.startswith("No date yet. aim for Fri 9 Apr 2027. waits for: an answer about Blood-thinning medicine.")
    assert "Upper back and left shoulder: no date yet, only days to aim for" in _texts(page)
    assert "Waits for: an answer about Blood-thinning medicine." in _texts(page)
    assert "Right shoulder: 3 sessions, no date yet" in _texts(page)
    assert page.course._said.text() == "Test patch and 6 sessions, none with a date yet"


def test_a_day_to_aim_for_is_never_shown_as_a_date(qtbot: QtBot, catalogue: Catalogue) -> None:
    page = _page(qtbot, catalogue, _case(catalogue, "back_scars_waiting"))
    shown = [words for words in _texts(page) if "9 Apr 2027" in words]
    assert shown
    assert all(words.startswith("aim for") for words in shown)
    mark = page.course.strip.mark("session_1")
    assert mark.accessibleDescription() == "No date yet, aim for Fri 9 Apr 2027"
    assert "aim for Fri 9 Apr 2027" in mark.toolTip()


def test_a_day_to_aim_for_cannot_be_moved(qtbot: QtBot, catalogue: Catalogue) -> None:
    page = _page(qtbot, catalogue, _case(catalogue, "back_scars_waiting"))
    mark = page.course.strip.mark("session_1")
    assert mark.focusPolicy() == Qt.FocusPolicy.NoFocus
    _drag_to(page, qtbot, "session_1", date(2027, 4, 20))
    qtbot.keyClick(mark, Qt.Key.Key_Right)
    page.commit()
    assert page.state.consultation.plan.dates == {}


def test_once_the_question_is_answered_the_same_days_are_dates(qtbot: QtBot, catalogue: Catalogue) -> None:
    page = _page(qtbot, catalogue, _case(catalogue, "back_scars_waiting"))
    page.state.update(answers=_dated(catalogue).answers)
    assert page.course.strip.mark("session_1").accessibleDescription() == "Fri 9 Apr 2027"
    assert page.course.strip.mark("session_1").focusPolicy() == Qt.FocusPolicy.StrongFocus
    qtbot.waitUntil(lambda: "Fri 9 Apr 2027" in _texts(page))
    assert page.course._said.text() == "Test patch and 3 sessions over 16 weeks, 3 more without a date"


def test_a_letter_that_ends_before_the_first_open_day_leaves_only_aims(qtbot: QtBot, catalogue: Catalogue) -> None:
    page = _page(qtbot, catalogue, _letter_ends(catalogue))
    assert page._note.text() == "No date yet: see what the sessions wait for"
    (first,) = _cells(page, "Session 1")
    assert "aim for Tue 1 Dec 2026" in first
    assert "counts until 23 Nov 2026; a newer one is needed" in first


def _letter_ends(catalogue: Catalogue, **choices: Any) -> Consultation:
    """The letter on a blood thinner ends before the client is free again."""
    letter = Decision.model_validate(decision("anticoagulant", "clearance", "prescriber", until="2026-11-23"))
    away = Avoid.model_validate({"from": date(2026, 11, 20), "to": date(2026, 11, 30), "label": "Away"})
    thinner = {"anticoagulant": (Answer(answer="yes", fields={"product": ("apixaban",)}),)}
    parts = {"answers": thinner, "decisions": (letter,), "avoid": (away,), "session": None}
    return _case(catalogue, "back_scars_ready", **parts, plan=PlanChoices(**choices))


def test_fields_of_the_back_name_part_and_share(qtbot: QtBot, catalogue: Catalogue) -> None:
    page = _page(qtbot, catalogue, _case(catalogue, "whole_back_in_fields"))
    (second,) = _cells(page, "Session 2, field 2")
    assert "Upper back, part 2 of 2, 48 %. Middle back, part 1 of 3, 5 %" in second
    (block,) = _cells(page, "Session 1")
    assert "Upper back, 10 %" in block
    assert page.course._said.text() == "Test patch and 11 visits over 28 weeks"


def test_a_session_moved_on_by_the_rules_says_why(qtbot: QtBot, catalogue: Catalogue) -> None:
    span = Avoid.model_validate(BEACH)
    page = _page(qtbot, catalogue, _dated(catalogue).model_copy(update={"avoid": (span,)}))
    why = "Session 1: not on 9 Apr 2027: Beach from 14 Apr 2027, 28 days without sun after a session."
    assert why in _texts(page)
    assert "moved on" in _cells(page, "Session 1")[0]


def test_time_in_the_sun_is_ticked_for_each_span(qtbot: QtBot, catalogue: Catalogue) -> None:
    """A label that speaks of sun is ticked from the start, so that it can be taken back."""
    page = _page(qtbot, catalogue, _dated(catalogue))
    avoid = page.course.avoid
    qtbot.mouseClick(avoid.opener, Qt.MouseButton.LeftButton)
    _type(qtbot, avoid.first.edit, "14 Apr 2027")
    _type(qtbot, avoid.last.edit, "20 Apr 2027")
    _type(qtbot, avoid.reason.edit, "Family visit")
    qtbot.keyClick(avoid.sun, Qt.Key.Key_Space)
    qtbot.mouseClick(avoid.add, Qt.MouseButton.LeftButton)
    assert [span.sun for span in page.state.consultation.avoid][-1:] == ["yes"]
    assert not avoid.sun.isChecked()
    assert _visit(page, "session_1").date == date(2027, 5, 18)
    qtbot.waitUntil(lambda: _ticks(page, 2) != [])
    qtbot.keyClick(_ticks(page, 2)[0], Qt.Key.Key_Space)
    assert [span.sun for span in page.state.consultation.avoid][-1:] == ["no"]
    qtbot.waitUntil(lambda: [tick.hasFocus() for tick in _ticks(page, 2)] == [True])
    assert _visit(page, "session_1").date == date(2027, 4, 9)


def test_a_span_whose_name_speaks_of_sun_shows_so(qtbot: QtBot, catalogue: Catalogue) -> None:
    spans = (Avoid.model_validate(BEACH), Avoid.model_validate({**BEACH, "label": "Work"}))
    page = _page(qtbot, catalogue, _dated(catalogue).model_copy(update={"avoid": spans}))
    assert [[tick.isChecked() for tick in _ticks(page, at)] for at in range(2)] == [[True], [False]]


def _ticks(page: PlanPage, at: int) -> list[CheckBox]:
    return [tick for tick in page.findChildren(CheckBox, f"avoid_sun_{at}") if tick.isVisible()]


def _wish(page: PlanPage, qtbot: QtBot, words: str) -> None:
    _type(qtbot, page.course.finish.edit, words)


@pytest.fixture
def ready(qtbot: QtBot, catalogue: Catalogue) -> PlanPage:
    """Three sessions from 1 December on, 28 days apart."""
    return _page(qtbot, catalogue, _case(catalogue, "back_scars_ready"))


def test_a_day_to_be_done_by_that_can_be_met_offers_nothing(ready: PlanPage, qtbot: QtBot) -> None:
    _wish(ready, qtbot, "1 Mar 2027")
    assert ready.state.consultation.plan.finish_by == date(2027, 3, 1)
    assert not ready.course.offers.isVisible()
    _wish(ready, qtbot, "")
    assert ready.state.consultation.plan.finish_by is None


def test_a_day_that_cannot_be_met_says_what_binds_and_what_can_be_had(ready: PlanPage, qtbot: QtBot) -> None:
    _wish(ready, qtbot, "20 Jan 2027")
    said = _texts(ready)
    assert _plan(ready).binding[0].text in said
    assert {"Fewer sessions", "2 sessions", "Last: Tue 29 Dec 2026", "After the day", "First: Thu 21 Jan 2027"} <= {
        *said
    }


def test_a_day_that_is_over_is_not_taken(ready: PlanPage, qtbot: QtBot) -> None:
    _wish(ready, qtbot, "1 Nov 2026")
    assert ready.state.consultation.plan.finish_by is None
    assert "over" in ready.course.finish.error()


@pytest.mark.parametrize("kind", ["fewer", "after"])
def test_a_course_that_is_offered_becomes_the_plan_and_can_be_undone(ready: PlanPage, qtbot: QtBot, kind: str) -> None:
    _wish(ready, qtbot, "20 Jan 2027")
    before = ready.state.consultation
    offered = next(offer for offer in _plan(ready).offers if offer.kind == kind)
    qtbot.mouseClick(_use(ready, kind), Qt.MouseButton.LeftButton)
    assert _plan(ready).visits == offered.plan.visits
    assert _plan(ready).binding == ()
    assert not ready.course.offers.isVisible()
    assert ready.state.consultation.session is not None
    assert ready.state.consultation.session.time == "10:30"
    ready.state.undo()
    assert ready.state.consultation == before
    assert ready.course.offers.isVisible()
    assert ready.course.finish.value == "2027-01-20"


def test_a_first_day_that_cannot_be_is_offered_later(qtbot: QtBot, catalogue: Catalogue) -> None:
    booked = Booking(date=date(2027, 3, 20))
    page = _page(qtbot, catalogue, _dated(catalogue).model_copy(update={"session": booked}))
    assert _plan(page).binding[0].text in _texts(page)
    qtbot.mouseClick(_use(page, "later"), Qt.MouseButton.LeftButton)
    assert page.state.consultation.session == Booking(date=date(2027, 4, 9))
    assert page.course.day.value == "2027-04-09"
    assert not page.course.offers.isVisible()


def test_a_course_of_days_to_aim_for_books_nothing(qtbot: QtBot, catalogue: Catalogue) -> None:
    page = _page(qtbot, catalogue, _letter_ends(catalogue, finish_by=date(2027, 1, 20)))
    offered = next(offer for offer in _plan(page).offers if offer.kind == "after")
    first = offered.plan.sessions_planned[0]
    assert first.date is None
    assert any(words.startswith("First: aim for") for words in _texts(page))
    qtbot.mouseClick(_use(page, "after"), Qt.MouseButton.LeftButton)
    assert page.state.consultation.session is None
    assert page.state.consultation.plan.finish_by is None
    assert [visit.aim for visit in _plan(page).visits] == [visit.aim for visit in offered.plan.visits]
    assert all(visit.date is None for visit in _plan(page).visits)


def _use(page: PlanPage, kind: str) -> QPushButton:
    return next(button for button in page.findChildren(QPushButton, f"offer_{kind}") if button.isVisible())


def test_reminders_stand_under_the_sessions_and_never_order_a_prescribed_pause(
    qtbot: QtBot, catalogue: Catalogue
) -> None:
    page = _page(qtbot, catalogue, _dated(catalogue, retinoid_topical=(CREAM,)))
    shown = next(words for words in _texts(page) if words.startswith("From 4 Apr 2027"))
    first, back = shown.split("\n")
    assert first == "From 4 Apr 2027, prescribed vitamin A cream: ask the prescriber first whether it may pause."
    assert back.endswith("may come back, if the skin has settled.")
    assert "Session 1: From 4 Apr 2027" in page.course.reminders.accessibleDescription()
    page.state.update(answers=_dated(catalogue).answers)
    assert not page.course.reminders.isVisible()


def test_a_visit_dragged_onto_a_closed_day_moves_on_and_says_why(qtbot: QtBot, catalogue: Catalogue) -> None:
    page = _page(qtbot, catalogue, _dated(catalogue))
    _drag_to(page, qtbot, "session_2", date(2027, 5, 23))
    page.commit()
    assert _visit(page, "session_2").date == date(2027, 5, 24)
    assert page.course.moved.isVisible()
    assert page.course.moved.accessibleName() == (
        "Session 2 cannot be on Sun 23 May 2027. The clinic is not open on Sundays. It stands on Mon 24 May 2027."
    )
    page.state.update(reason_for_visit="Scars")
    assert not page.course.moved.isVisible()


def test_a_visit_dragged_onto_days_to_avoid_stays_and_says_why(qtbot: QtBot, catalogue: Catalogue) -> None:
    page = _page(qtbot, catalogue, _dated(catalogue))
    _drag_to(page, qtbot, "session_2", date(2027, 6, 1))
    assert "Days to avoid (Work trip). It stands on Fri 21 May 2027." in page.course.moved.accessibleName()
    assert page.state.consultation.plan.dates == {}


def test_an_arrow_over_a_closed_day_says_why(qtbot: QtBot, catalogue: Catalogue) -> None:
    page = _page(qtbot, catalogue, _dated(catalogue))
    qtbot.keyClick(page.course.strip.mark("session_2"), Qt.Key.Key_Right)
    page.commit()
    assert _visit(page, "session_2").date == date(2027, 5, 24)
    assert "Session 2 cannot be on Sat 22 May 2027. The clinic is not open on Saturdays." in (
        page.course.moved.accessibleName()
    )


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("test_patch", "No needling before 12 Mar 2027."),
        ("session_1", "The test patch is watched first."),
        ("session_2", "Too near another visit. At least 42 days apart"),
    ],
)
def test_a_visit_that_cannot_be_earlier_says_why(qtbot: QtBot, catalogue: Catalogue, key: str, words: str) -> None:
    page = _page(qtbot, catalogue, _dated(catalogue))
    before = _visit(page, key).date
    qtbot.keyClick(page.course.strip.mark(key), Qt.Key.Key_Left)
    page.commit()
    assert words in page.course.moved.accessibleName()
    assert _visit(page, key).date == before


def test_a_visit_moved_onto_a_day_the_rules_shut_goes_on_with_their_reason(qtbot: QtBot, catalogue: Catalogue) -> None:
    span = Avoid.model_validate(BEACH)
    page = _page(qtbot, catalogue, _dated(catalogue).model_copy(update={"avoid": (span,)}))
    _drag_to(page, qtbot, "session_1", date(2027, 5, 3))
    page.commit()
    assert _visit(page, "session_1").date == date(2027, 5, 18)
    assert "Tanned less than 28 days ago: not before 18 May 2027. It stands on Tue 18 May 2027." in (
        page.course.moved.accessibleName()
    )


def test_a_closing_day_of_the_clinic_is_named(ready: PlanPage, qtbot: QtBot) -> None:
    _drag_to(ready, qtbot, "session_1", date(2026, 12, 25))
    ready.commit()
    assert "Session 1 cannot be on Fri 25 Dec 2026. The clinic is closed that day." in (
        ready.course.moved.accessibleName()
    )
    assert _visit(ready, "session_1").date == date(2026, 12, 29)


def test_a_finished_consultation_says_nothing_of_moves(qtbot: QtBot, catalogue: Catalogue) -> None:
    page = PlanPage(ConsultationState(_dated(catalogue), catalogue, is_read_only=True))
    qtbot.addWidget(page)
    qtbot.keyClick(page.course.strip.mark("session_1"), Qt.Key.Key_Right)
    page.commit()
    assert page.course.moved.isHidden()
    assert page.course.strip.mark("session_1").accessibleDescription() == "Fri 9 Apr 2027"


def test_the_course_stays_apart_after_a_move(qtbot: QtBot, catalogue: Catalogue) -> None:
    page = _page(qtbot, catalogue, _dated(catalogue))
    _drag_to(page, qtbot, "session_1", date(2027, 4, 20))
    page.commit()
    days = [visit.date for visit in _plan(page).sessions_planned if visit.date]
    assert days[0] == date(2027, 4, 20)
    assert all(later - earlier >= timedelta(days=42) for earlier, later in itertools.pairwise(days))
    assert not page.course.moved.isVisible()


def test_a_first_session_before_a_done_patch_was_watched_long_enough_says_so() -> None:
    case = Circumstances(as_of=TODAY, watched_until=TODAY + timedelta(9))
    plan = planned(asked("face_cheeks"), watched_until=case.watched_until)
    (first, *_) = plan.visits
    words = move_words(first, TODAY + timedelta(2), plan, case)
    assert words.endswith(". The test patch is watched first. It stands on Sun 29 Nov 2026.")
