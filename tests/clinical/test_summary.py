"""The summary: areas found by their key, and concerns in words."""

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.summary import summarise
from tests.clinical.cases import case


def test_an_area_is_found_by_its_key_and_one_not_requested_is_an_error(catalogue: Catalogue) -> None:
    asked = [{"id": "back_upper", "area_cm2": 90}, {"id": "shoulders", "side": "left", "area_cm2": 90}]
    found = summarise(case(areas=asked), catalogue)
    assert found.area("shoulders.left").name == "Left shoulder"
    with pytest.raises(KeyError, match="shoulders"):
        found.area("shoulders")
