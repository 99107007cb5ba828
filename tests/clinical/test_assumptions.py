"""The answers an open question is tried with, and how an assumed one is said."""

from datetime import date

import pytest

from consult_app.clinical.assumptions import assumed, values_for
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.dependence import Dependence
from consult_app.clinical.what_if import Assumed, told
from tests.clinical.cases import case

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("anticoagulant", ["no"]),
        ("peel_medium.date", [date(2026, 10, 23), TODAY]),
        ("diabetes.hba1c_date", [date(2026, 5, 20)]),
        ("vaccination.planned_date", [date(2026, 11, 27)]),
        ("diabetes.hba1c_mmol_mol", [68, 69, 70]),
        ("diabetes.hba1c_percent", [8.4, 8.5, 8.6]),
        ("acne_active.pustules", [0, 1]),
        ("acne_active.areas", [("elsewhere",)]),
        ("anticoagulant.product", [("apixaban",)]),
        ("allergy_nickel.severity", ["local"]),
        ("sunburn.settled", ["yes", "no"]),
        ("client.date_of_birth", [date(2008, 11, 20)]),
        ("client.sex_at_birth", ["male", "female"]),
        ("skin.fitzpatrick", [1, 6]),
        ("skin.glogau", [1, 4]),
        ("areas.back_upper.area_cm2", [300, 301]),
        ("areas.back_upper.grade", [1, 4]),
        ("areas.back_upper.burn_scar.age_months", [11, 12]),
        ("areas.back_upper.burn_scar.flat", ["no", "yes"]),
    ],
)
def test_what_is_tried(catalogue: Catalogue, name: str, some: list[Assumed]) -> None:
    rules = Dependence.of(catalogue).on(name)
    assert set(some) <= set(values_for(name, rules, catalogue, TODAY))


def said(catalogue: Catalogue, name: str, values: list[Assumed], working: list[Assumed]) -> str:
    change = assumed(name, tuple(values), working.__contains__, catalogue)
    return change.said if change else ""


def test_a_day_or_figure_is_said_with_all_that_do_as_well(catalogue: Catalogue) -> None:
    days: list[Assumed] = [TODAY, date(2026, 11, 6), date(2026, 10, 23)]
    assert said(catalogue, "peel_medium.date", days, days[1:]) == "6 Nov 2026 or earlier"
    assert said(catalogue, "diabetes.hba1c_date", days, days[:1]) == "20 Nov 2026 or later"
    assert said(catalogue, "diabetes.hba1c_mmol_mol", [0, 68.0, 69.0], [0, 68.0]) == "68 or less"
    assert said(catalogue, "areas.back_upper.burn_scar.age_months", [1, 11, 12], [12]) == "12 or more"
    assert said(catalogue, "skin.fitzpatrick", [1, 2, 3, 4], [1, 2, 3]) == "III or less"


def test_choices_are_said_by_their_labels(catalogue: Catalogue) -> None:
    options: list[Assumed] = ["local", "widespread_or_steel"]
    assert said(catalogue, "allergy_nickel.severity", options, ["local"]) == "only where the metal touched"
    assert said(catalogue, "sunburn.settled", ["yes", "no"], ["yes"]) == "Yes"
    assert said(catalogue, "client.sex_at_birth", ["male", "female"], ["male"]) == "male"
    assert said(catalogue, "sunburn.settled", ["yes", "no"], []) == ""


def test_an_answer_is_stored_under_the_name_the_case_uses(catalogue: Catalogue) -> None:
    given = case(answers={"diabetes_controlled": {"answer": "yes", "ulcer": "unsure"}})
    then = told(given, catalogue, "diabetes.ulcer", "no")
    assert then.answers["diabetes_controlled"][0].fields["ulcer"] == "no"
    assert "diabetes" not in then.answers


def test_only_what_is_open_is_answered(catalogue: Catalogue) -> None:
    acne = [{"answer": "unsure", "areas": ["back_upper"], "pustules": 2}, {"answer": "yes", "areas": ["face_cheeks"]}]
    then = told(case(answers={"acne_active": acne}), catalogue, "acne_active", "no").answers["acne_active"]
    assert [(one.answer, one.areas) for one in then] == [("no", ("back_upper",)), ("yes", ("face_cheeks",))]
    assert "pustules" not in then[0].fields
    sure = told(case(answers={"acne_active": acne}), catalogue, "acne_active", "yes").answers["acne_active"]
    assert sure[0].fields["pustules"] == 2
    mixed = [{"answer": "no", "areas": ["back_upper"]}, {"answer": "yes", "areas": ["face_cheeks"], "pustules": 3}]
    kept = told(case(answers={"acne_active": mixed}), catalogue, "acne_active.pustules", 0).answers["acne_active"]
    assert [one.fields.get("pustules") for one in kept] == [None, 3]


def test_an_areas_figure_is_filled_in_that_area_alone(catalogue: Catalogue) -> None:
    places = [
        {"id": "back_upper", "concerns": [{"id": "acne_scar_body"}, {"id": "burn_scar"}]},
        {"id": "shoulders", "side": "left"},
    ]
    given = case(areas=places)
    sized = told(given, catalogue, "areas.shoulders.left.area_cm2", 60.0)
    assert [area.area_cm2 for area in sized.areas] == [None, 60.0]
    burn = told(given, catalogue, "areas.back_upper.burn_scar.flat", "yes").areas[0]
    assert [concern.flat for concern in burn.concerns] == [None, "yes"]
    graded = told(given, catalogue, "areas.back_upper.grade", 2).areas[0]
    assert graded.concerns[0].grade == 2
    assert told(given, catalogue, "skin.glogau", 2).skin.glogau == 2
    assert told(given, catalogue, "client.sex_at_birth", "male").client.sex_at_birth == "male"
