"""Which backups are kept: the newest of each of 7 days, 4 weeks and 12 months."""

import datetime as dt
from collections.abc import Callable, Collection

DAYS, WEEKS, MONTHS = 7, 4, 12
Period = tuple[int, ...]


def kept(instants: Collection[dt.datetime]) -> frozenset[dt.datetime]:
    """Those to keep. A period without a backup does not count, so that an unused summer deletes nothing."""
    return _newest_of(instants, _day, DAYS) | _newest_of(instants, _week, WEEKS) | _newest_of(instants, _month, MONTHS)


def _newest_of(
    instants: Collection[dt.datetime], period: Callable[[dt.datetime], Period], count: int
) -> frozenset[dt.datetime]:
    newest = {period(instant): instant for instant in sorted(instants)}
    return frozenset(newest[key] for key in sorted(newest)[-count:])


def _day(instant: dt.datetime) -> Period:
    return (instant.year, instant.month, instant.day)


def _week(instant: dt.datetime) -> Period:
    return tuple(instant.isocalendar()[:2])


def _month(instant: dt.datetime) -> Period:
    return (instant.year, instant.month)
