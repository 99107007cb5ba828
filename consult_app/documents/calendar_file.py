"""The calendar file: the visits and the dated care steps, to take into a calendar; it names no person (RFC 5545)."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from consult_app.clinical.care_sheet import Line
from consult_app.clinical.course import Visit
from consult_app.clinical.summary import Summary
from consult_app.errors import BadInputError

FILE_NAME = "calendar.ics"
TITLE = "Calendar file"
NO_DATES = "No session has a date yet."
_YEARS = 6
"""How far ahead the clinic's changes of the clock are written."""
_MADE_BY = "-//Microneedling Consult//EN"
_VISITS = {"test_patch": "Test patch", "session": "Skin session", "review": "Skin check"}
_BEFORE, _AFTER = "Before your skin session", "After your skin session"


def calendar_refusal(summary: Summary) -> str:
    """Why there is nothing to put into a calendar; empty where there is."""
    return "" if any(visit.date for visit in summary.plan.visits) else NO_DATES


def calendar_file(summary: Summary) -> bytes:
    """The file as UTF-8. Equal input gives equal bytes; BadInputError while no session is dated."""
    if refusal := calendar_refusal(summary):
        raise BadInputError(f"{TITLE} does not apply. {refusal}", (), "Choose another paper.")
    calendar = Calendar()
    calendar.add("prodid", _MADE_BY)
    calendar.add("version", "2.0")
    for event in (*_visits(summary), *_care(summary)):
        calendar.add_component(event)
    year = summary.as_of.year
    calendar.add_missing_timezones(dt.date(year, 1, 1), dt.date(year + _YEARS, 1, 1))
    return bytes(calendar.to_ical())


def _visits(summary: Summary) -> Iterator[Event]:
    for visit in summary.plan.visits:
        if visit.date:
            number = f" {visit.number}" if visit.kind == "session" and visit.number else ""
            words = f"{_VISITS[visit.kind]}{number}"
            yield _event(summary, visit.key, f"{words}, {summary.clinic.name}".rstrip(", "), _start(visit, summary))


def _start(visit: Visit, summary: Summary) -> dt.date | dt.datetime:
    """The day, with the time on the clinic's clock where one was agreed."""
    care, day = summary.care, visit.date or summary.as_of
    if visit.kind != "session" or day != care.session_date or not care.session_time:
        return day
    return dt.datetime.combine(day, dt.time.fromisoformat(care.session_time), ZoneInfo(summary.clinic.time_zone))


def _care(summary: Summary) -> Iterator[Event]:
    """What to do before and after the first session, each on the day it starts; what always holds comes first."""
    always = summary.care.always
    for before in summary.care.before:
        if before.date:
            yield _step(summary, f"before {before.day}", _BEFORE, before.date, (*always, *before.do, *before.dont))
            always = ()
    for after in summary.care.after:
        if after.date and after.to_do:
            yield _step(summary, f"after {after.day}", _AFTER, after.date, after.to_do)


def _step(summary: Summary, key: str, words: str, day: dt.date, lines: Sequence[Line]) -> Event:
    event = _event(summary, key, words, max(day, summary.as_of))
    event.add("description", "\n".join(line.text for line in lines))
    event.add("transp", "TRANSPARENT")
    return event


def _event(summary: Summary, key: str, words: str, start: dt.date | dt.datetime) -> Event:
    """An event that keeps its id when the file is made again, so that a calendar moves it and adds no second."""
    event = Event()
    number = hashlib.sha256(f"{summary.client.id or ''} {key}".encode()).hexdigest()[:20]
    event.add("uid", f"{number}@microneedling-consult")
    event.add("dtstamp", dt.datetime.combine(summary.as_of, dt.time(), dt.UTC))
    event.add("summary", words)
    event.add("dtstart", start)
    return event
