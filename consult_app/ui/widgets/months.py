"""Places days on a line and marks where months begin."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class DayLine:
    """A run of days from `start` to `end` drawn between two x positions, always left to right."""

    start: date
    end: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands."""
        span = max((self.end - self.start).days, 1)
        return self.left + (self.right - self.left) * (day - self.start).days / span

    def day(self, x: float) -> date:
        """The day at a position, kept within the line."""
        span = max((self.end - self.start).days, 1)
        share = (x - self.left) / max(self.right - self.left, 1)
        return self.start + timedelta(days=min(max(round(share * span), 0), span))

    def months(self) -> list[date]:
        """The first day of every month on the line."""
        first, found = self.start.replace(day=1), list[date]()
        while first <= self.end:
            if first >= self.start:
                found.append(first)
            first = (first + timedelta(days=31)).replace(day=1)
        return found


def month_word(first: date) -> str:
    """Return `Dec`, and `Jan 2027` where a year begins."""
    name = calendar.month_abbr[first.month]
    return f"{name} {first.year}" if first.month == 1 else name


def day_words(day: date, *, weekday: bool = False, year: bool = False) -> str:
    """Return `12 Mar`, with weekday and year when asked for."""
    words = f"{day.day} {calendar.month_abbr[day.month]}"
    words = f"{calendar.day_abbr[day.weekday()]} {words}" if weekday else words
    return f"{words} {day.year}" if year else words
