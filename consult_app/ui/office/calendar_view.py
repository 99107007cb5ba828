"""What the Calendar shows: the planned visits of one week by day, with the clinic's hours, in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from consult_app.clinical.dates import short_date, weekday_date
from consult_app.clinical.headline import WORDS
from consult_app.clinical.practice import Clinic, Weekday
from consult_app.records.store import Records
from consult_app.records.values import Header, PlannedVisit
from consult_app.ui.consultation.views import outcome_of
from consult_app.ui.office.today_view import KINDS, NAMELESS
from consult_app.ui.widgets.list_row import RowView

DAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
AHEAD = dt.timedelta(days=3660)
"""How far the next planned visit is looked for when a week holds none."""
NO_TIME = "No time"


@dataclass(frozen=True)
class DayView:
    """One day: its visits by time; ``hours`` are the clinic's in words, empty where it has stated none.

    ``warning`` says that somebody is planned on a day the clinic is closed.
    """

    day: dt.date
    title: str
    hours: str
    rows: tuple[RowView, ...] = ()
    is_closed: bool = False
    is_today: bool = False
    warning: str = ""


@dataclass(frozen=True)
class WeekView:
    """Monday to Sunday; ``following`` is the next planned visit's day where this week holds none."""

    start: dt.date
    title: str
    days: tuple[DayView, ...]
    following: dt.date | None = None
    is_present: bool = False

    @property
    def count(self) -> int:
        """How many visits are planned."""
        return sum(len(day.rows) for day in self.days)


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the week a day falls in."""
    return day - dt.timedelta(days=day.weekday())


def read_week(records: Records, clinic: Clinic, start: dt.date, today: dt.date) -> WeekView:
    """Read the week that begins on the Monday ``start``."""
    end = start + dt.timedelta(days=6)
    visits = records.sessions_between(start, end)
    later = () if visits else records.sessions_between(end + dt.timedelta(days=1), end + AHEAD)
    following = later[0].session.date if later else None
    return week_view(visits, clinic, start, today, following)


def week_view(
    visits: Sequence[PlannedVisit], clinic: Clinic, start: dt.date, today: dt.date, following: dt.date | None = None
) -> WeekView:
    """The week that begins on the Monday ``start``, in words."""
    held: dict[dt.date, list[PlannedVisit]] = {start + dt.timedelta(days=ahead): [] for ahead in range(7)}
    for visit in visits:
        held[visit.session.date].append(visit)
    days = tuple(_day(day, theirs, clinic, today) for day, theirs in held.items())
    return WeekView(start, _week_title(start), days, following, is_present=start == monday_of(today))


def _week_title(start: dt.date) -> str:
    """From when to when: 16 to 22 November 2026, 28 December 2026 to 3 January 2027."""
    end = start + dt.timedelta(days=6)
    first = f"{start.day}"
    if start.year != end.year:
        first = f"{start.day} {start:%B} {start.year}"
    elif start.month != end.month:
        first = f"{start.day} {start:%B}"
    return f"{first} to {end.day} {end:%B} {end.year}"


def _day(day: dt.date, visits: Sequence[PlannedVisit], clinic: Clinic, today: dt.date) -> DayView:
    stated = clinic.opening_hours.get(DAYS[day.weekday()], "")
    is_closed = day in clinic.closed or (bool(clinic.opening_hours) and not stated)
    hours = "" if is_closed else stated
    return DayView(
        day,
        f"{day:%A} {day.day} {day:%B}",
        _hours_words(day, stated, clinic, is_closed=is_closed),
        tuple(_row(visit, hours) for visit in visits),
        is_closed=is_closed,
        is_today=day == today,
        warning=_closed_words(len(visits)) if is_closed and visits else "",
    )


def _hours_words(day: dt.date, stated: str, clinic: Clinic, *, is_closed: bool) -> str:
    if is_closed:
        return "Closed this day" if stated and day in clinic.closed else "Closed"
    return f"Open {stated.replace('-', ' to ')}" if stated else ""


def _closed_words(count: int) -> str:
    return f"{count} planned on a closed day"


def _row(visit: PlannedVisit, hours: str) -> RowView:
    session, header = visit.session, visit.header
    kind = KINDS.get(session.kind, "Session")
    return RowView(
        key=str(header.id),
        name=header.client_name or NAMELESS,
        lead=session.time or NO_TIME,
        lead_is_time=session.time is not None,
        line=f"{kind}, outside clinic hours" if _is_outside(session.time, hours) else kind,
        matter=outcome_words(header),
        outcome=outcome_of(header.progress.outcome),
    )


def _is_outside(time: str | None, hours: str) -> bool:
    if not time or not hours:
        return False
    opens, closes = hours.split("-")
    return not opens <= time < closes


def outcome_words(header: Header) -> str:
    """What a consultation came to and on which day: Defer until 12 Mar 2027, checked 20 Nov 2026."""
    progress = header.progress
    outcome = outcome_of(progress.outcome)
    until = f" until {short_date(progress.not_before)}" if outcome == "defer" and progress.not_before else ""
    status = "draft of" if header.status == "draft" else "checked"
    return f"{WORDS[outcome]}{until}, {status} {short_date(header.as_of)}"


def following_words(day: dt.date) -> str:
    """When the next visit is planned."""
    return f"The next one is {weekday_date(day)}."
