"""The calendar file, read back: the visits and care steps on their days, no person named, equal bytes."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from consult_app.clinical.summary import Summary
from consult_app.documents.calendar_file import calendar_file, calendar_refusal
from consult_app.errors import BadInputError
from tests.documents import cases

ZONE = "  time_zone: America/New_York\n"


def events(summary: Summary) -> list[Event]:
    read = Calendar.from_ical(calendar_file(summary))
    assert isinstance(read, Calendar)
    return list(read.events)


def said(event: Event, name: str) -> str:
    return str(event.get(name, ""))


def test_every_dated_visit_is_an_event_on_its_day() -> None:
    summary = cases.careful()
    found = [
        (said(event, "summary"), event.start) for event in events(summary) if "Skin session " in said(event, "summary")
    ]
    sessions = [visit for visit in summary.plan.visits if visit.kind == "session"]
    assert found == [(f"Skin session {visit.number}, Fernhill Skin Clinic", visit.date) for visit in sessions]
    kinds = [said(event, "summary").partition(",")[0] for event in events(summary)]
    assert kinds.count("Test patch") == 1
    assert kinds.count("Skin check") == 2


def test_the_booked_session_is_at_its_time_on_the_clinics_clock() -> None:
    start = events(cases.treatable(clinic=cases.CLINIC + ZONE))[0].start
    assert start == dt.datetime(2026, 12, 1, 14, 30, tzinfo=ZoneInfo("America/New_York"))
    assert b"TZID:America/New_York" in calendar_file(cases.treatable(clinic=cases.CLINIC + ZONE))


def test_every_dated_care_step_is_an_event_with_its_lines() -> None:
    summary = cases.treatable()
    care = summary.care
    steps = [event for event in events(summary) if "your skin session" in said(event, "summary")]
    days = [max(step.date, summary.as_of) for step in care.before if step.date]
    days += [step.date for step in care.after if step.date and step.to_do]
    assert [event.start for event in steps] == days
    told = "\n".join(said(event, "description") for event in steps)
    lines = [line for step in care.before for line in (*step.do, *step.dont)]
    lines += [line for step in care.after for line in step.to_do]
    assert all(line.text in told for line in (*care.always, *lines))


def test_it_names_no_person() -> None:
    data = calendar_file(cases.treatable()).decode().replace("\r\n ", "")
    for words in ("Marisol", "Vega", "C-0412", "Jo Brennan", "1998"):
        assert words not in data


def test_lines_are_folded_and_ended_as_the_standard_says() -> None:
    data = calendar_file(cases.treatable())
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_equal_input_gives_equal_bytes_and_a_moved_session_keeps_its_id() -> None:
    assert calendar_file(cases.treatable()) == calendar_file(cases.treatable())
    moved = events(cases.treatable(session={"date": "2026-12-03", "time": "09:00"}))[0]
    first = events(cases.treatable())[0]
    assert said(moved, "uid") == said(first, "uid")
    assert moved.start != first.start
    numbers = [said(event, "uid") for event in events(cases.treatable())]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("case", [cases.barred, cases.incomplete, cases.cleared_first])
def test_without_dates_there_is_none(case: object) -> None:
    summary = case()  # type: ignore[operator]
    assert calendar_refusal(summary) == "No session has a date yet."
    with pytest.raises(BadInputError, match="No session has a date yet"):
        calendar_file(summary)
