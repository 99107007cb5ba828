"""Fields: no requested skin is lost when it is split, however small or of unknown size."""

import pytest

from consult_app.clinical.fields import Skin, skin_of, split
from tests.clinical.knowledge_files import planning
from tests.clinical.plans import asked, only


def skin(key: str, size: float) -> Skin:
    return Skin(key, size, size)


def test_an_area_under_half_a_square_centimetre_is_still_treated() -> None:
    assert [[piece.key for piece in field] for field in split([skin("nose", 0.4)], 100)] == [["nose"]]


def test_a_last_sliver_stays_in_the_last_field() -> None:
    fields = split([skin("cheeks", 99.8), skin("nose", 0.4)], 100.2)
    assert [[piece.key for piece in field] for field in fields] == [["cheeks", "nose"]]


@pytest.mark.parametrize(("size", "counted"), [(None, 1900.0), (250.0, 250.0)])
def test_skin_of_unknown_size_counts_as_that_of_a_large_adult(size: float | None, counted: float) -> None:
    area, rules = only(asked("back_upper", cm2=size)), planning()
    found = skin_of(area, counted / rules.fields.assumed_surface_m2 / 100 if size is None else 9.0, rules)
    assert (found.known_cm2, found.counted_cm2) == (size, counted)
