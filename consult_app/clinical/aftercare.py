"""Care sheets: the lines that apply to a client, with the days they fall on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from consult_app.clinical.audience import Addressee, TreatedArea
from consult_app.clinical.care_protocol import AfterRow, CareLine, CareProtocol
from consult_app.clinical.care_sheet import AfterStep, BeforeStep, CareSheet, Line
from consult_app.clinical.clock import clock_after
from consult_app.clinical.dates import add_months

TOKEN = re.compile(r"\{(day|hours)_(\d+)\}")


@dataclass(frozen=True)
class _Session:
    """When the session is and whom the lines are for."""

    day: date | None
    time: str | None
    as_of: date | None
    whom: Addressee

    def line(self, line: CareLine) -> Line:
        """The line with its days and times filled in."""
        text = TOKEN.sub(lambda found: self._moment(found[1], int(found[2])), line.text)
        return Line(line.id, text, line.practitioner, line.rank, line.safety, line.sources)

    def _moment(self, unit: str, count: int) -> str:
        if unit == "day":
            return _day_words(self.day + timedelta(days=count)) if self.day else f"day {count}"
        return f"until {clock_after(self.time, 60 * count)}" if self.time else f"for {count} hours"

    def lines(self, lines: Iterable[CareLine]) -> tuple[Line, ...]:
        """The lines that apply, the most important first."""
        return tuple(
            self.line(line) for line in sorted(lines, key=lambda line: line.rank) if line.audience.includes(self.whom)
        )


def timeline(
    care: CareProtocol,
    session_date: date | None,
    session_time: str | None,
    areas: Sequence[TreatedArea],
    *,
    findings: Iterable[str] = (),
    tags: Iterable[str] = (),
    as_of: date | None = None,
) -> CareSheet:
    """The care sheet of one session; without a date its days are numbered, Day 0, Day 1.

    ``findings`` are the ids of the rules that hold; ``tags`` are careful_skin (type IV to VI, not known, or dark marks
    in the past), numbed and scar_work. ``as_of`` marks days before that have passed already.
    """
    groups = {area.group for area in areas}
    known = {*tags, *(["face_only"] if groups == {"face"} else [])}
    whom = Addressee(tuple(areas), frozenset(findings), frozenset(known))
    session = _Session(session_date, session_time, as_of, whom)
    return CareSheet(
        session_date=session_date,
        session_time=session_time,
        areas=session.whom.areas,
        always=session.lines(line for line in care.before if line.day is None),
        before=_before(care, session),
        after=tuple(_after(row, care, session) for row in sorted(care.rows, key=lambda row: row.day)),
        do=session.lines(line for line in care.advice if line.kind == "do"),
        dont=session.lines(line for line in care.advice if line.kind == "dont"),
        normal=session.lines(line for line in care.advice if line.kind == "normal"),
        red_flags=tuple(
            (flag.urgency, session.line(flag))
            for flag in sorted(care.red_flags, key=lambda flag: flag.rank)
            if flag.audience.includes(session.whom)
        ),
    )


def _before(care: CareProtocol, session: _Session) -> tuple[BeforeStep, ...]:
    steps = []
    for offset in sorted({line.day for line in care.before if line.day is not None}):
        lines = [line for line in care.before if line.day == offset]
        do = session.lines(line for line in lines if line.kind == "do")
        dont = session.lines(line for line in lines if line.kind == "dont")
        if do or dont:
            steps.append(_before_step(offset, do, dont, session))
    return tuple(steps)


def _before_step(offset: int, do: tuple[Line, ...], dont: tuple[Line, ...], session: _Session) -> BeforeStep:
    day = session.day + timedelta(days=offset) if session.day else None
    passed = bool(day and session.as_of and day <= session.as_of)
    plain = f"{-offset} {'day' if offset == -1 else 'days'} before"
    when = plain if day is None else "From now on" if passed else f"From {_day_words(day)}"
    return BeforeStep(offset, day, when, passed, do, dont)


def _after(row: AfterRow, care: CareProtocol, session: _Session) -> AfterStep:
    lines = [line for line in care.after if line.day == row.day]
    first, last = _row_dates(row, session.day)
    return AfterStep(
        day=row.day,
        until_day=row.until_day,
        date=first,
        until_date=last,
        when=_row_words(row, first, last),
        label=row.label,
        feel=session.lines(line for line in lines if line.kind == "feel"),
        do=session.lines(line for line in lines if line.kind == "do"),
        dont=session.lines(line for line in lines if line.kind == "dont"),
    )


def _row_dates(row: AfterRow, session: date | None) -> tuple[date | None, date | None]:
    if session is None:
        return None, None
    if row.months:
        return add_months(session, row.months[0]), add_months(session, row.months[1])
    return session + timedelta(days=row.day), session + timedelta(days=row.until_day)


def _row_words(row: AfterRow, first: date | None, last: date | None) -> str:
    if first is None or last is None:
        if row.months:
            return row.label
        return f"Day {row.day}" if row.day == row.until_day else f"Days {row.day} to {row.until_day}"
    if row.months:
        return f"{first:%b}{f' {first.year}' if first.year != last.year else ''} to {last:%b} {last.year}"
    if first == last:
        return _day_words(first)
    return f"{first.day} to {_short(last)}" if first.month == last.month else f"{_short(first)} to {_short(last)}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def _day_words(day: date) -> str:
    return f"{day:%a} {_short(day)}"
