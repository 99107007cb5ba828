"""Dates: which days are open, and when the visits of a course fall."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from consult_app.clinical.consultation import Avoid
from consult_app.clinical.contraindications import Watch
from consult_app.clinical.course import Circumstances
from consult_app.clinical.dates import shift, short_date
from consult_app.clinical.opening import DayJudge, Shut
from consult_app.clinical.reasons import Reason
from consult_app.errors import BadInputError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FARTHEST_DAYS = 3660


@dataclass(frozen=True)
class Calendar:
    """The days the clinic is open and the client is free; no weekdays means every day."""

    avoid: tuple[Avoid, ...] = ()
    closed: frozenset[date] = frozenset()
    weekdays: frozenset[str] = frozenset()

    @staticmethod
    def of(case: Circumstances) -> "Calendar":
        """The calendar of a case."""
        return Calendar(case.avoid, case.closed, case.weekdays)

    def is_open(self, day: date) -> bool:
        """Whether a visit may fall on that day."""
        if day in self.closed or (self.weekdays and WEEKDAYS[day.weekday()] not in self.weekdays):
            return False
        return not any(span.start <= day <= span.end for span in self.avoid)

    def first_open(self, day: date, taken: Iterable[date] = (), gap_days: int = 0) -> date:
        """The first open day from ``day`` on that lies ``gap_days`` or more from every day in ``taken``.

        Raises BadInputError when ten years hold no such day.
        """
        others = tuple(taken)
        for ahead in range(FARTHEST_DAYS):
            found = day + timedelta(days=ahead)
            if self.is_open(found) and all(abs((found - other).days) >= gap_days for other in others):
                return found
        raise BadInputError("There is no open day within ten years.", next_step="Check opening days and days to avoid.")


@dataclass(frozen=True)
class Place:
    """Where a visit stands: its day, or the day to aim for and what it waits for; all empty while an area waits.

    ``moved`` says why the day is later than the calendar alone would have it.
    """

    day: date | None = None
    aim: date | None = None
    waits_for: tuple[Reason, ...] = ()
    moved: tuple[Reason, ...] = ()

    @property
    def around(self) -> date | None:
        """The day later visits are counted from: the day itself, else the one aimed for."""
        return self.day or self.aim

    def after(self, waits: Sequence[Reason]) -> "Place":
        """The same place behind a visit that itself still waits: no day, only an aim."""
        if not waits:
            return self
        both = {reason.text: reason for reason in (*waits, *self.waits_for)}
        return Place(None, self.around, tuple(both.values()))


NOWHERE = Place()


@dataclass(frozen=True)
class Timetable:
    """The calendar and the rules together, searched up to ``horizon_days`` past the first day that could be."""

    calendar: Calendar
    judge: DayJudge
    horizon_days: int

    def find(self, keys: Sequence[str], earliest: date, taken: Iterable[date] = (), gap_days: int = 0) -> Place:
        """The first day from ``earliest`` on that is open for all areas; without one, an aim and what it waits for."""
        others = tuple(taken)
        day = self.calendar.first_open(earliest, others, gap_days)
        last, tried = day + timedelta(days=self.horizon_days), []
        while shut := self.judge(keys, day):
            tried.append((day, shut))
            change = self.judge.next_change(day)
            if change is None or change > last:
                return _aimed(tried)
            day = self.calendar.first_open(change, others, gap_days)
        return Place(day, moved=tuple(_moved(*each) for each in tried[:1]))


def _moved(day: date, shut: tuple[Shut, ...]) -> Reason:
    """Why a day could not be kept."""
    words = "; ".join(each.reason.text for each in shut)
    return Reason(
        f"not on {short_date(day)}: {words}.", tuple(dict.fromkeys(s for each in shut for s in each.reason.sources))
    )


def _aimed(tried: Sequence[tuple[date, tuple[Shut, ...]]]) -> Place:
    """The first day that only the lasting causes keep shut, those that still do so in the end."""
    lasting = {shut.cause for shut in tried[-1][1]}
    day, causes = next((day, shut) for day, shut in tried if {each.cause for each in shut} <= lasting)
    return Place(None, day, tuple(each.reason for each in causes))


def watched_until(patch: date, watches: Iterable[Watch]) -> date:
    """The day the longest watch over a test patch ends."""
    return max((shift(patch, days=watch.days, months=watch.months) for watch in watches), default=patch)


def watch_words(watches: Iterable[Watch]) -> str:
    """The longest watch in words."""
    longest = max(watches, key=lambda watch: watch.months * 31 + watch.days)
    parts = ((longest.months, "month"), (longest.days, "day"))
    return " and ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts if count)
