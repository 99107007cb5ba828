"""Calendar arithmetic of the decision rules (clinical reference 0.2, rules 4 and 6)."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

MONTH = re.compile(r"^(\d{4})-(\d{2})$")
DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
YEAR = re.compile(r"^\d{4}$")

MonthMeans = Literal["since", "fresh"]


def add_months(day: date, months: int) -> date:
    """The same day number ``months`` later, clipped to the month's last day."""
    years, before = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, before + 1
    try:
        return day.replace(year=year, month=month)
    except ValueError:
        return date(year, month, monthrange(year, month)[1])


def shift(day: date, *, days: int = 0, months: int = 0, years: int = 0) -> date:
    """``day`` moved by whole days and by calendar months and years."""
    moved = add_months(day, months + 12 * years) if months or years else day
    return moved + timedelta(days=days) if days else moved


def coming_of_age(birth: date, years: int) -> date:
    """The birthday that completes ``years``; born on 29 February it is 1 March of a common year."""
    try:
        return birth.replace(year=birth.year + years)
    except ValueError:
        return date(birth.year + years, 3, 1)


def age_on(birth: date, day: date) -> int:
    """Completed years of age on ``day``."""
    years = day.year - birth.year
    return years if coming_of_age(birth, years) <= day else years - 1


def day_of(text: str, as_of: date, month_means: MonthMeans) -> date | None:
    """The day a stored date stands for, or None when it is not known well enough.

    A month alone stands for the day that keeps the client waiting longest: its last day (today at the latest) where
    the rule asks how long ago something was, its first where it asks how fresh a result is. A year alone is unknown.
    Raises ValueError for text that is no date at all.
    """
    if YEAR.match(text):
        return None
    if month := MONTH.match(text):
        year, number = int(month[1]), int(month[2])
        first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
        if month_means == "fresh":
            return first
        return as_of if first <= as_of < last else last
    return date.fromisoformat(text)


def short_date(day: date) -> str:
    """A date as the screen writes it: 12 Mar 2027."""
    return f"{day.day} {day:%b} {day.year}"


def long_date(day: date) -> str:
    """A date as letters write it: 12 March 2027."""
    return f"{day.day} {day:%B} {day.year}"


def weekday_date(day: date) -> str:
    """A date with its weekday, for when someone must turn up: Tue 16 Mar 2027."""
    return f"{day:%a} {short_date(day)}"
