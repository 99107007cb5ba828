"""Birth dates in a table: the order of day and month is one for the whole file."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

from consult_app.records.search import words
from consult_app.records.typed_dates import birth_dates

DateOrder = Literal["day_first", "month_first"]
_NUMBERS = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d{2})(?:\D.*)?")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$")


def order_of(texts: Iterable[str]) -> DateOrder | None:
    """The order that the dates show themselves, day first where none depends on it, None where somebody must say."""
    pairs = {(int(match[1]), int(match[2])) for text in texts if (match := _NUMBERS.fullmatch(_day_part(text)))}
    day_first, month_first = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    if day_first != month_first:
        return "day_first" if day_first else "month_first"
    return "day_first" if all(first == second for first, second in pairs) else None


def read_birth_date(text: str, order: DateOrder, today: dt.date) -> dt.date | None:
    """The day written, or None where it is no whole date; a year of two figures is the latest not to come."""
    written = _day_part(text)
    if match := _NUMBERS.fullmatch(written):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if order == "day_first" else (second, first)
        return _date(_year(match[3], today), month, day)
    dates, others = birth_dates(words(written))
    days = [first for date in dates for first, last in date.spans() if first == last and first <= today]
    return None if others or not days or len(dates[0].year) < 4 else max(days)


def _day_part(text: str) -> str:
    return _TIME.sub("", text.strip())


def _year(written: str, today: dt.date) -> int:
    if len(written) == 4:
        return int(written)
    year = today.year // 100 * 100 + int(written)
    return year if year <= today.year else year - 100


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
