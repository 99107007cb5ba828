"""A clinic's own settings over the protocol: what it offers, and what its devices exclude."""

from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.knowledge.loader import catalogue_or_error
from tests.clinical.cases import case

CLINIC = """
format: 1
areas_offered: [axilla]
devices:
  - id: pen_1
    label: Pen 1
    kind: pen
    max_depth_mm: 1.5
    contraindicated: [infection_area, rosacea, keloid_history]
"""


def test_an_area_the_clinic_offers_is_no_longer_barred() -> None:
    consultation = case(areas=[{"id": "axilla", "side": "left", "area_cm2": 20}])
    assert assess(consultation, catalogue_or_error(CLINIC)).outcome == "treat"
    assert assess(consultation, catalogue_or_error()).outcome == "do_not_treat"


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({}, "treat"),
        ({"infection_area": {"answer": "yes", "areas": ["face_cheeks"]}}, "do_not_treat"),
        ({"infection_area": {"answer": "yes", "areas": ["elsewhere"]}}, "treat"),
        ({"rosacea": {"answer": "yes", "kind": "redness", "areas": ["face_cheeks"]}}, "do_not_treat"),
    ],
)
def test_a_device_rule_reaches_as_far_as_the_rule_it_names(answers: dict[str, Any], outcome: str) -> None:
    consultation = case(areas=[{"id": "face_cheeks", "area_cm2": 90}], device="pen_1", answers=answers)
    assert assess(consultation, catalogue_or_error(CLINIC)).outcome == outcome


def test_a_device_may_list_every_rule_of_the_protocol_even_those_that_only_inform() -> None:
    listed = CLINIC.replace("infection_area, rosacea, keloid_history", ", ".join(catalogue_or_error().rules))
    rules = catalogue_or_error(listed).rules.values()
    assert all(any(each.id == "device_pen_1" for each in rule.outcomes) for rule in rules)


def test_a_rule_that_only_informs_bars_where_the_device_lists_it() -> None:
    clinic = CLINIC.replace("infection_area, rosacea, keloid_history", "bloodborne_virus")
    told = case(device="pen_1", answers={"bloodborne_virus": "yes"})
    assert assess(told, catalogue_or_error(clinic)).outcome == "do_not_treat"
    assert assess(told, catalogue_or_error(CLINIC)).outcome == "treat"
