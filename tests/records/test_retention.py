"""The newest backup always stays, and what one rule keeps no other takes away."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from consult_app.records.retention import kept

START = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
MINUTES = 4 * 366 * 24 * 60
INSTANTS = st.frozensets(st.integers(0, MINUTES), max_size=60).map(
    lambda minutes: frozenset(START + dt.timedelta(minutes=minute) for minute in minutes)
)


def _each_day(last: dt.datetime, days: int) -> list[dt.datetime]:
    return [last - dt.timedelta(days=ago) for ago in range(days)]


def test_a_year_of_daily_backups_leaves_seven_days_four_weeks_and_twelve_months() -> None:
    last = dt.datetime(2026, 11, 20, 8, 2, tzinfo=dt.UTC)
    left = sorted({instant.date() for instant in kept(_each_day(last, 400))}, reverse=True)
    days = [dt.date(2026, 11, day) for day in range(20, 13, -1)]
    weeks = [dt.date(2026, 11, 8), dt.date(2026, 11, 1)]
    months = [dt.date(2026, month + 1, 1) - dt.timedelta(days=1) for month in range(10, 0, -1)]
    assert left == [*days, *weeks, *months, dt.date(2025, 12, 31)]


def test_several_of_one_day_leave_the_last() -> None:
    day = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    assert kept([day + dt.timedelta(hours=hour) for hour in (8, 12, 17)]) == {day + dt.timedelta(hours=17)}


def test_days_without_a_backup_take_nothing_away() -> None:
    old = [dt.datetime(2019, 1, day, tzinfo=dt.UTC) for day in range(1, 8)]
    assert kept(old) == set(old)


@given(INSTANTS)
def test_the_newest_stays_and_a_second_clearing_finds_nothing(instants: frozenset[dt.datetime]) -> None:
    left = kept(instants)
    assert left <= instants
    assert not instants or max(instants) in left
    assert kept(left) == left
    assert len(left) <= 7 + 4 + 12


@given(INSTANTS)
def test_the_last_of_each_of_the_last_days_weeks_and_months_stays(instants: frozenset[dt.datetime]) -> None:
    left = kept(instants)
    for length, count in ((len("2026-11-20"), 7), (len("2026-11"), 12)):
        periods = sorted({str(instant)[:length] for instant in instants})[-count:]
        assert {max(instant for instant in instants if str(instant)[:length] == period) for period in periods} <= left
    mondays = {instant.date() - dt.timedelta(days=instant.weekday()) for instant in instants}
    for monday in sorted(mondays)[-4:]:
        assert max(one for one in instants if dt.timedelta(0) <= one.date() - monday < dt.timedelta(days=7)) in left


@given(INSTANTS, st.integers(1, 60))
def test_a_new_backup_takes_away_no_more_than_one_of_each_rule(instants: frozenset[dt.datetime], later: int) -> None:
    newest = START + dt.timedelta(minutes=MINUTES, days=later)
    before, after = kept(instants), kept(instants | {newest})
    assert after <= before | {newest}
    assert len(before - after) <= 3
