"""Birth dates as people type them, whole or begun: 1991-04-02, 2.4.1991, 02/04/91, 2 Apr 1991, 02041991."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
FIRST_YEAR, LAST_YEAR = 1900, 2039
_LONGEST_RUN = 3


@dataclass(frozen=True)
class BirthDate:
    """A birth date as far as it is known: the year may be begun, month and day may be missing."""

    year: str = ""
    month: int | None = None
    day: int | None = None

    @property
    def pattern(self) -> str:
        """What a date in ISO form has to be like; _ stands for any figure."""
        return f"{self.year:_<4}-{_two(self.month)}-{_two(self.day)}"

    def spans(self) -> Iterator[tuple[dt.date, dt.date]]:
        """First and last days of the years or months meant, or the days themselves."""
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            if str(year).startswith(self.year):
                yield from self._span(year)

    def _span(self, year: int) -> Iterator[tuple[dt.date, dt.date]]:
        if self.month is None:
            yield dt.date(year, 1, 1), dt.date(year, 12, 31)
        elif self.day is None:
            after = dt.date(year + self.month // 12, self.month % 12 + 1, 1)
            yield dt.date(year, self.month, 1), after - dt.timedelta(days=1)
        elif day := _date(year, self.month, self.day):
            yield day, day


def birth_dates(words: tuple[str, ...]) -> tuple[tuple[BirthDate, ...], tuple[str, ...]]:
    """The dates that a run of the words may mean, and the other words; no dates when there is no such run."""
    at = [number for number, word in enumerate(words) if word.isascii() and (word.isdigit() or _month(word))]
    if not at or at[-1] - at[0] != len(at) - 1 or len(at) > _LONGEST_RUN:
        return (), words
    run = words[at[0] : at[-1] + 1]
    return tuple(dict.fromkeys(_read(run))), words[: at[0]] + words[at[-1] + 1 :]


def _read(run: tuple[str, ...]) -> Iterator[BirthDate]:
    if len(run) == 1:
        yield from _one(run[0])
    elif len(run[0]) == 4 and run[0].isdigit():
        yield from _dated(run[0], run[1], run[2] if len(run) == _LONGEST_RUN else "")
    elif run[0].isdigit():
        yield from _from_day(run)
    elif run[1].isdigit():
        yield from _from_month(run)


def _from_day(run: tuple[str, ...]) -> Iterator[BirthDate]:
    """2.4.1991; where only the second can be a day, 4/25/1991."""
    day, month, year = (*run, "")[:3]
    swapped = month.isdigit() and len(month) < 3 and int(month) > 12
    for written in _years(year):
        yield from _dated(written, *((day, month) if swapped else (month, day)))


def _from_month(run: tuple[str, ...]) -> Iterator[BirthDate]:
    """April 2 1991, April 1991."""
    if len(run[1]) == 4:
        yield from _dated(run[1], run[0], "")
        return
    for written in _years(run[2] if len(run) == _LONGEST_RUN else ""):
        yield from _dated(written, run[0], run[1])


def _one(word: str) -> Iterator[BirthDate]:
    """1991, 020491, 02041991 and 19910402."""
    if not word.isdigit():
        return
    if len(word) == 4:
        yield from _dated(word, "", "")
    elif 6 <= len(word) <= 8:
        for written in _years(word[4:]):
            yield from _dated(written, word[2:4], word[:2])
    if len(word) == 8:
        yield from _dated(word[:4], word[4:6], word[6:])


def _dated(year: str, month: str, day: str) -> Iterator[BirthDate]:
    """The date, unless no such day was ever; a month or day not yet typed whole is left open."""
    if len(year) > 4 or (len(year) == 4 and not FIRST_YEAR <= int(year) <= LAST_YEAR):
        return
    number = _month(month) or (int(month) if month.isdigit() else 0)
    days = int(day) if day.isdigit() else 0
    if len(day) > 2 or number > 12 or (number and days and not _date(2000, number, days)):
        return
    if year or (number and days):
        yield BirthDate(year, number or None, (days or None) if number else None)


def _years(written: str) -> tuple[str, ...]:
    """The years meant: two figures stand for a year of either century, one or three for a year begun."""
    if not written.isdigit() and written:
        return ()
    if len(written) == 2 and written not in ("19", "20"):
        return tuple(year for year in (f"19{written}", f"20{written}") if int(year) <= LAST_YEAR)
    return (written,)


def _month(word: str) -> int:
    """1 to 12 for the name of a month or its first three letters and more, else 0."""
    if len(word) < 3:
        return 0
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)


def _two(number: int | None) -> str:
    return "__" if number is None else f"{number:02}"


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
