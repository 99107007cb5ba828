"""Scoring of instruments, and the two scales that ship."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from consult_app.clinical.instruments import Instrument, Missing, Score, score
from consult_app.errors import BadInputError
from tests.clinical.knowledge_files import content, instrument

TEN = instrument("fitzpatrick_a")
IDS = [item.id for item in TEN.items]


def spread(total: int) -> dict[str, int]:
    """Answers to all ten items that add up to ``total``."""
    return {name: min(4, max(0, total - 4 * index)) for index, name in enumerate(IDS)}


@pytest.mark.parametrize(
    ("total", "band"),
    [(0, 1), (6, 1), (7, 2), (13, 2), (14, 3), (20, 3), (21, 4), (27, 4), (28, 5), (34, 5), (35, 6), (40, 6)],
)
def test_the_bands_of_version_a_change_where_the_reference_says(total: int, band: int) -> None:
    result = score(TEN, spread(total))
    assert isinstance(result, Score)
    assert (result.total, result.value, result.version) == (total, band, "A")


@given(st.dictionaries(st.sampled_from(IDS), st.integers(0, 4)))
def test_an_unfinished_sheet_never_has_a_score(answers: dict[str, int]) -> None:
    result = score(TEN, answers)
    if len(answers) < len(IDS):
        assert isinstance(result, Missing)
        assert set(result.items) == set(IDS) - set(answers)
    else:
        assert isinstance(result, Score)


@pytest.mark.parametrize("answers", [{"eye_colour": 5}, {"eye_colour": -1}, {"shoe_size": 1}])
def test_answers_that_cannot_be_are_refused_by_name(answers: dict[str, int]) -> None:
    with pytest.raises(BadInputError) as refused:
        score(TEN, answers)
    assert next(iter(answers)) in refused.value.problems[0]


def test_the_scar_grade_is_judged_per_area_and_stands_for_itself() -> None:
    scale = instrument("goodman_baron")
    assert scale.per_area
    assert [score(scale, {"grade": grade}).value for grade in (1, 2, 3, 4)] == [1, 2, 3, 4]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "change",
    [
        {"bands": [{"label": "I", "low": 0, "high": 39, "value": 1}]},
        {
            "bands": [
                {"label": "I", "low": 0, "high": 20, "value": 1},
                {"label": "II", "low": 22, "high": 40, "value": 2},
            ]
        },
        {"groups": []},
        {"items": TEN.model_dump()["items"] * 2},
        {"sources": []},
    ],
)
def test_a_scale_with_gaps_is_no_scale(change: dict[str, Any]) -> None:
    (entry,) = content("instruments", "fitzpatrick_a.yaml")
    with pytest.raises(ValidationError):
        Instrument.model_validate(entry | change)
