"""Calendar arithmetic of the decision rules."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from consult_app.clinical.dates import age_on, coming_of_age, day_of, long_date, shift, short_date, weekday_date


def test_months_keep_the_day_and_are_clipped_to_the_months_end() -> None:
    assert shift(date(2026, 9, 12), months=6) == date(2027, 3, 12)
    assert shift(date(2026, 8, 31), months=6) == date(2027, 2, 28)
    assert shift(date(2027, 8, 31), months=6) == date(2028, 2, 29)
    assert shift(date(2026, 1, 31), days=1) == date(2026, 2, 1)
    assert shift(date(2024, 2, 29), years=3) == date(2027, 2, 28)


def test_born_on_29_february_comes_of_age_on_1_march_of_a_common_year() -> None:
    born = date(2008, 2, 29)
    assert coming_of_age(born, 18) == date(2026, 3, 1)
    assert coming_of_age(born, 20) == date(2028, 2, 29)
    assert age_on(born, date(2026, 2, 28)) == 17
    assert age_on(born, date(2026, 3, 1)) == 18


@pytest.mark.parametrize(
    ("text", "means", "expected"),
    [
        ("2026-05-06", "since", date(2026, 5, 6)),
        ("2026-05", "since", date(2026, 5, 31)),
        ("2026-11", "since", date(2026, 11, 20)),
        ("2026-05", "fresh", date(2026, 5, 1)),
        ("2026-11", "fresh", date(2026, 11, 1)),
        ("2025", "since", None),
    ],
)
def test_a_month_stands_for_the_day_that_keeps_the_client_waiting_longest(
    text: str, means: str, expected: date | None
) -> None:
    assert day_of(text, date(2026, 11, 20), "fresh" if means == "fresh" else "since") == expected


def test_a_text_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="month must be"):
        day_of("2026-13", date(2026, 11, 20), "since")


def test_dates_are_written_without_ambiguity() -> None:
    day = date(2027, 3, 12)
    assert (short_date(day), long_date(day), weekday_date(day)) == ("12 Mar 2027", "12 March 2027", "Fri 12 Mar 2027")


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(-600, 600))
def test_months_are_counted_as_the_public_library_counts_them(day: date, months: int) -> None:
    assert shift(day, months=months) == day + relativedelta(months=months)
