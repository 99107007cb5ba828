"""Reads a date as people type it, and says in words what cannot be right about it."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {name.lower()[:3]: at for at, name in enumerate(calendar.month_name) if name}
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_FIGURES = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([^\W\d]{3,9})\.?,?\s+(\d{4})")
NOT_READ = "This is not a date yet. Type it like 12 Sep 2026."
NO_SUCH_DAY = "There is no such day in that month. Check the day."
DAY_NEEDED = "The day is missing. Type it like 12 Sep 2026."


@dataclass(frozen=True)
class ReadDate:
    """What was read: ISO text (a day, or a month as `2026-09`), what is wrong, or how it was understood."""

    iso: str = ""
    problem: str = ""
    note: str = ""


def read_date(text: str, *, month_alone: bool = False) -> ReadDate:
    """Read `12 Sep 2026`, `2026-09-12`, `12/9/2026` (day first) or, where allowed, `Sep 2026`."""
    typed = " ".join(text.split())
    if not typed:
        return ReadDate()
    if found := _ISO.fullmatch(typed):
        return _dated(int(found[1]), int(found[2]), found[3], month_alone=month_alone)
    if found := _FIGURES.fullmatch(typed):
        read = _dated(int(found[3]), int(found[2]), found[1], month_alone=month_alone)
        return read if read.problem else ReadDate(read.iso, note=f"Read as {long_date(read.iso)}.")
    found = _WORDS.fullmatch(typed)
    month = _month_number(found[2]) if found else 0
    if not found or not month:
        return ReadDate(problem=NOT_READ)
    return _dated(int(found[3]), month, found[1], month_alone=month_alone)


def short_date(iso: str) -> str:
    """Return `12 Sep 2026` or `Sep 2026` for ISO text."""
    return _worded(iso, 3)


def long_date(iso: str) -> str:
    """Return `12 September 2026` or `September 2026` for ISO text."""
    return _worded(iso, None)


def _worded(iso: str, letters: int | None) -> str:
    if not iso:
        return ""
    year, month, *day = iso.split("-")
    name = calendar.month_name[int(month)][:letters]
    return " ".join([*(str(int(part)) for part in day), name, year])


def _dated(year: int, month: int, day: str | None, *, month_alone: bool) -> ReadDate:
    if not 1 <= month <= 12 or not 1800 <= year <= 2200:
        return ReadDate(problem=NOT_READ)
    if not day:
        return ReadDate(f"{year:04}-{month:02}") if month_alone else ReadDate(problem=DAY_NEEDED)
    try:
        return ReadDate(date(year, month, int(day)).isoformat())
    except ValueError:
        return ReadDate(problem=NO_SUCH_DAY)


def _month_number(word: str) -> int:
    """A month's number from its first three letters or more, or 0."""
    lowered = word.lower()
    at = _MONTHS.get(lowered[:3], 0)
    whole = lowered == "sept" or calendar.month_name[at].lower().startswith(lowered)
    return at if whole else 0
