"""Windows: the same condition with one of its windows of another length."""

import pytest
from pydantic import TypeAdapter

from consult_app.clinical.conditions import Condition, FactWithin
from consult_app.clinical.windows import Length, lasting, length_of, windows

READ: TypeAdapter[Condition] = TypeAdapter(Condition)
SHORT, LONG = {"fact": "peel.date", "within_days": 14}, {"fact": "peel.date", "within_days": 28}
OTHER = {"fact": "laser.date", "within_days": 14}
YES = {"fact": "peel", "is": "yes"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SHORT, LONG),
        ({"any": [SHORT, OTHER]}, {"any": [LONG, OTHER]}),
        ({"all": [YES, {"any": [OTHER, SHORT]}]}, {"all": [YES, {"any": [OTHER, LONG]}]}),
        ({"all": [{"not": SHORT}, SHORT]}, {"all": [{"not": SHORT}, LONG]}),
    ],
)
def test_one_window_gets_another_length_and_all_else_stays(before: object, after: object) -> None:
    condition, window = READ.validate_python(before), FactWithin.model_validate(SHORT)
    assert window in windows(condition)
    assert lasting(condition, window, Length(days=28)) == READ.validate_python(after)


def test_the_windows_of_any_run_beside_each_other() -> None:
    found = windows(READ.validate_python({"any": [SHORT, OTHER, YES]}))
    assert {(each.fact, length_of(each)) for each in found} == {
        ("peel.date", Length(days=14)),
        ("laser.date", Length(days=14)),
    }
