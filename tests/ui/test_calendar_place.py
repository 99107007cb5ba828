"""The calendar: planned visits by week, with the clinic's hours, each opening its consultation."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Client, Consultation, Practitioner
from consult_app.clinical.practice import Clinic
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.records.opening import demo_records
from consult_app.records.values import Header, PlannedSession, PlannedVisit, Progress
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.office.calendar_place import CalendarPlace
from consult_app.ui.office.calendar_view import monday_of, outcome_words, read_week, week_view
from consult_app.ui.widgets.button import Button

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/London"))
FRIDAY, MONDAY = NOON.date(), dt.date(2026, 11, 16)
CLINIC = """\
format: 1
practice:
  name: Fernhill Skin Clinic
  opening_hours: {mon: "09:00-17:30", fri: "09:00-16:00"}
  closed: [2026-11-20, 2027-01-01]
"""
HEADER = Header(
    id=7,
    client_id="C-0007",
    client_name="Marisol Vega",
    date_of_birth=None,
    practitioner_id=1,
    status="draft",
    as_of=FRIDAY,
    progress=Progress("plan", "defer", dt.date(2027, 3, 12)),
    revision=1,
    created_at=NOON,
    updated_at=NOON,
)


@pytest.fixture(scope="module")
def clinical() -> Catalogue:
    return catalogue_or_error(CLINIC)


@pytest.fixture
def clinic(clinical: Catalogue) -> Clinic:
    return clinical.practice.practice


@pytest.fixture
def app(clinical: Catalogue, tmp_path: Path) -> Iterator[App]:
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: NOON.astimezone(dt.UTC))
    yield App(Settings(tmp_path), clinical, records, lambda: NOON, is_demo=True)
    records.close()


@pytest.fixture
def place(app: App, qtbot: QtBot) -> Iterator[CalendarPlace]:
    background = Background()
    opened = CalendarPlace(app, background)
    qtbot.addWidget(opened)
    opened.resize(1024, 640)
    opened.show()
    yield opened
    qtbot.waitUntil(lambda: not background.busy)
    background.finish()


def plan(app: App, name: str, *sessions: PlannedSession) -> int:
    who = Practitioner(name="Jo Brennan", role="nurse")
    fresh = Consultation(format=1, as_of=FRIDAY, client=Client(name=name), practitioner=who)
    return app.records.start_consultation(None, fresh, Progress("plan", "precautions", sessions=sessions)).id


def visit(day: dt.date, time: str | None = None, kind: str = "session") -> PlannedVisit:
    return PlannedVisit(PlannedSession(day, time, kind), HEADER)


def shown(place: CalendarPlace) -> str:
    return " | ".join(each.text() for each in place.page.findChildren(QLabel) if each.isVisible())


def test_a_week_runs_from_monday_to_sunday_and_says_so(clinic: Clinic) -> None:
    week = week_view((), clinic, MONDAY, FRIDAY)
    assert monday_of(FRIDAY) == monday_of(MONDAY) == MONDAY
    assert [day.title for day in week.days][:: len(week.days) - 1] == ["Monday 16 November", "Sunday 22 November"]
    assert (week.title, week.count, week.is_present) == ("16 to 22 November 2026", 0, True)
    assert [day.title for day in week.days if day.is_today] == ["Friday 20 November"]
    assert week_view((), clinic, dt.date(2026, 11, 30), FRIDAY).title == "30 November to 6 December 2026"
    assert week_view((), clinic, dt.date(2026, 12, 28), FRIDAY).title == "28 December 2026 to 3 January 2027"


def test_the_clinics_hours_and_closed_days_stand_on_each_day(clinic: Clinic) -> None:
    days = week_view((visit(FRIDAY),), clinic, MONDAY, FRIDAY).days
    assert [day.hours for day in days] == [
        "Open 09:00 to 17:30", "Closed", "Closed", "Closed", "Closed this day", "Closed", "Closed",
    ]  # fmt: skip
    assert [day.warning for day in days if day.warning] == ["1 planned on a closed day"]
    assert {day.hours for day in week_view((), Clinic(), MONDAY, FRIDAY).days} == {""}


def test_a_row_tells_time_client_kind_and_what_the_consultation_came_to(clinic: Clinic) -> None:
    visits = (visit(MONDAY, "09:00", "test_patch"), visit(MONDAY, "17:30", "review"), visit(MONDAY))
    rows = week_view(visits, clinic, MONDAY, FRIDAY).days[0].rows
    assert [(row.lead, row.line) for row in rows] == [
        ("09:00", "Test patch"), ("17:30", "Review, outside clinic hours"), ("No time", "Session"),
    ]  # fmt: skip
    assert {(row.key, row.name, row.matter, row.outcome) for row in rows} == {
        ("7", "Marisol Vega", "Defer until 12 Mar 2027, draft of 20 Nov 2026", "defer")
    }


def test_an_outcome_nobody_knows_reads_as_incomplete() -> None:
    odd = replace(HEADER, status="finished", progress=Progress("plan", "fine"))
    assert outcome_words(odd) == "Incomplete, checked 20 Nov 2026"
    assert outcome_words(replace(odd, progress=Progress("plan", "defer"))) == "Defer, checked 20 Nov 2026"


def test_an_empty_week_knows_when_the_next_visit_is(app: App, clinic: Clinic) -> None:
    assert read_week(app.records, clinic, MONDAY, FRIDAY).following is None
    plan(app, "Tom Adeyemi", PlannedSession(dt.date(2027, 1, 5)))
    assert read_week(app.records, clinic, MONDAY, FRIDAY).following == dt.date(2027, 1, 5)
    assert read_week(app.records, clinic, dt.date(2027, 1, 4), FRIDAY).count == 1


def test_a_row_opens_its_consultation(place: CalendarPlace, app: App, qtbot: QtBot) -> None:
    number = plan(app, "Tom Adeyemi", PlannedSession(FRIDAY, "12:30"))
    place.open()
    qtbot.waitUntil(lambda: len(place.page.rows) == 1)
    (row,) = place.page.rows
    assert (row.accessibleName(), row.accessibleDescription()) == (
        "Tom Adeyemi",
        "Friday 20 November, 12:30, Session, Treat with precautions, draft of 20 Nov 2026",
    )
    qtbot.waitUntil(lambda: shown(place).count("books nothing") == 1)
    with qtbot.waitSignal(place.opened) as wanted:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert wanted.args == [number]


def test_the_keyboard_goes_from_week_to_week_and_back(place: CalendarPlace, app: App, qtbot: QtBot) -> None:
    plan(app, "Tom Adeyemi", PlannedSession(FRIDAY, "12:30"))
    plan(app, "Aisha Karim", PlannedSession(dt.date(2026, 11, 24), "09:30"))
    place.open()
    qtbot.waitUntil(lambda: len(place.page.rows) == 1)
    qtbot.waitUntil(place.page.isVisible)
    place.activateWindow()
    place.page.rows[0].setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is place.page.rows[0])
    qtbot.keyClick(place.page.rows[0], Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: "23 to 29 November 2026" in shown(place))
    assert QApplication.focusWidget() is place.page.rows[0]
    assert place.page.rows[0].accessibleName() == "Aisha Karim"
    qtbot.keyClick(place.page.rows[0], Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: "Nothing is planned this week" in shown(place))
    assert QApplication.focusWidget() is place.page.present
    for _again in range(3):
        qtbot.keyClick(place.page.present, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: "9 to 15 November 2026" in shown(place))
    qtbot.waitUntil(lambda: "The next one is Fri 20 Nov 2026." in shown(place))
    (onward,) = (each for each in place.page.findChildren(Button, "week_following") if each.isVisible())
    onward.click()
    qtbot.waitUntil(lambda: "16 to 22 November 2026" in shown(place))
    place.page.after.click()
    qtbot.waitUntil(lambda: "23 to 29 November 2026" in shown(place))
    place.page.present.click()
    qtbot.waitUntil(lambda: "16 to 22 November 2026" in shown(place))


def test_records_that_cannot_be_read_are_said(place: CalendarPlace, app: App, qtbot: QtBot) -> None:
    app.records.close()
    with qtbot.waitSignal(place.refused):
        place.open()
