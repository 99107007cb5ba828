"""Days that lie ahead: a vaccine holds up needling from 6 days before it, not from 7."""

from datetime import date

import pytest

from consult_app.clinical.conditions import NEVER, FactComing, Value

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 26), True),
        (date(2026, 11, 27), False),
        (date(2026, 11, 1), True),
        (NEVER, False),
    ],
)
def test_a_day_is_near_when_it_lies_less_than_the_window_ahead(planned: Value, *, expected: bool) -> None:
    assert FactComing(fact="vaccination.planned_date", coming_within_days=7).holds(planned, TODAY) is expected
