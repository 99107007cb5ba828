"""US status: off-label, not known or authorised, by area, concern, skin type, age and device."""

from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import DeviceChoice
from consult_app.clinical.practice import Device
from consult_app.clinical.summary import summarise
from consult_app.clinical.us_status import NOT_JUDGED, UsStatus, us_status
from consult_app.knowledge.loader import catalogue_or_error
from tests.clinical.cases import case

ACNE = "acne_scar_rolling"
LINES = "fine_lines_wrinkles"
WHOLLY_OFF_LABEL = (
    "face_perioral decolletage scalp hands_dorsum upper_arms flanks buttocks thighs knees back_upper back_mid "
    "back_lower shoulders"
)


def device(authorised: str | None = None, **more: Any) -> Device:
    given: dict[str, Any] = {"id": "pen_1", "label": "Pen 1", "kind": "pen", "max_depth_mm": 1.5}
    return Device.model_validate(given | {"us_authorisation": authorised} | more)


def judged(
    catalogue: Catalogue,
    area: str,
    *concerns: str,
    by: Device | DeviceChoice | None = None,
    skin_type: int | None = 2,
    age: int | None = 35,
) -> UsStatus:
    named = [catalogue.concerns[name] for name in concerns]
    return us_status(catalogue.areas[area], named, by, catalogue.authorisations, skin_type=skin_type, age=age)


@pytest.mark.parametrize(
    ("name", "area", "concern", "skin_type", "expected"),
    [
        ("skinpen", "face_cheeks", ACNE, 6, ("authorised", "")),
        ("skinpen", "neck_front", LINES, 2, ("authorised", "")),
        ("skinpen", "neck_front", LINES, 4, ("authorised", "")),
        ("skinpen", "neck_front", LINES, 1, ("off_label", "skin_type")),
        ("skinpen", "neck_front", LINES, 5, ("off_label", "skin_type")),
        ("skinpen", "face_periorbital", LINES, 2, ("off_label", "use")),
        ("skinpen", "back_upper", "acne_scar_body", 2, ("off_label", "use")),
        ("skinpen", "face_perioral", LINES, 2, ("off_label", "use")),
        ("exceed", "face_cheeks", ACNE, 4, ("authorised", "")),
        ("exceed", "face_cheeks", ACNE, 5, ("off_label", "skin_type")),
        ("exceed", "face_periorbital", LINES, 3, ("authorised", "")),
        ("exceed", "face_periorbital", LINES, 4, ("off_label", "skin_type")),
        ("exceed", "face_forehead", LINES, 3, ("not_known", "part")),
        ("exceed", "face_cheeks", LINES, 1, ("not_known", "part")),
        ("exceed", "neck_front", LINES, 3, ("off_label", "use")),
        ("skinstylus", "abdomen", "surgical_traumatic_scar", 2, ("not_known", "part")),
        ("skinstylus", "abdomen", "hypertrophic_scar", 2, ("not_known", "missing")),
        ("skinstylus", "abdomen", "stretch_marks", 2, ("off_label", "use")),
        ("skinstylus", "face_cheeks", ACNE, 2, ("off_label", "use")),
    ],
)
def test_a_device_that_is_stated_is_judged_by_its_own_authorisation(
    catalogue: Catalogue, name: str, area: str, concern: str, *, skin_type: int, expected: tuple[str, str]
) -> None:
    found = judged(catalogue, area, concern, by=device(name), skin_type=skin_type)
    assert (found.status, found.why) == expected
    assert found.sources


@pytest.mark.parametrize("by", [None, DeviceChoice(kind="pen"), device()])
def test_any_other_device_is_never_authorised_itself(catalogue: Catalogue, by: Device | DeviceChoice | None) -> None:
    found = judged(catalogue, "face_cheeks", ACNE, by=by)
    assert (found.status, found.why) == ("not_known", "device")
    assert "some devices only (SkinPen, Exceed)" in found.words


def test_only_devices_authorised_for_the_skin_type_are_named(catalogue: Catalogue) -> None:
    assert "(SkinPen)" in judged(catalogue, "face_cheeks", ACNE, skin_type=5).words
    assert judged(catalogue, "neck_front", LINES, skin_type=6).status == "off_label"


@pytest.mark.parametrize("missing", [{"skin_type": None}, {"age": None}])
@pytest.mark.parametrize("name", ["skinpen", None])
def test_what_is_not_known_of_the_client_is_never_authorised(
    catalogue: Catalogue, name: str | None, missing: dict[str, Any]
) -> None:
    found = judged(catalogue, "face_cheeks", ACNE, by=device(name), **missing)
    assert (found.status, found.why) == ("not_known", "missing")


def test_off_label_stays_off_label_whatever_is_not_known(catalogue: Catalogue) -> None:
    assert judged(catalogue, "back_upper", skin_type=None, age=None).status == "off_label"


@pytest.mark.parametrize(("age", "status"), [(21, "off_label"), (22, "authorised")])
def test_devices_are_authorised_from_22(catalogue: Catalogue, age: int, status: str) -> None:
    found = judged(catalogue, "face_cheeks", ACNE, by=device("skinpen"), age=age)
    assert found.status == status
    assert ("from age 22" in found.words) == (age == 21)


def test_without_a_reason_for_treatment_it_is_not_known_at_best(catalogue: Catalogue) -> None:
    assert judged(catalogue, "face_cheeks", by=device("skinpen")).why == "missing"
    assert judged(catalogue, "thighs").status == "off_label"


def test_the_strictest_concern_decides(catalogue: Catalogue) -> None:
    found = judged(catalogue, "face_cheeks", ACNE, "pores", by=device("skinpen"))
    assert found.status == "off_label"
    assert "enlarged pores" in found.words


def test_the_areas_of_the_instructions_and_the_authorisation_count_and_the_stricter_is_named(
    catalogue: Catalogue,
) -> None:
    ifu = {"title": "Pen 1 instructions for use", "version": "3"}
    found = judged(catalogue, "face_cheeks", ACNE, by=device("skinpen", areas=["face_nose"], ifu=ifu))
    assert (found.status, found.why) == ("off_label", "instructions")
    assert "not among the areas named in Pen 1 instructions for use, version 3" in found.words
    listed = judged(catalogue, "back_upper", "acne_scar_body", by=device("skinpen", areas=["back_upper"]))
    assert (listed.status, listed.why) == ("off_label", "use")


def test_radiofrequency_is_another_procedure(catalogue: Catalogue) -> None:
    found = judged(catalogue, "face_cheeks", ACNE, by=DeviceChoice(kind="rf"))
    assert (found.status, found.why) == ("off_label", "device_kind")
    assert "another procedure" in found.words


@pytest.mark.parametrize("area", WHOLLY_OFF_LABEL.split())
def test_areas_the_reference_calls_off_label_are_so_for_every_concern(catalogue: Catalogue, area: str) -> None:
    for concern in catalogue.concerns.values():
        assert judged(catalogue, area, concern.id).status == "off_label"


def test_no_needle_in_an_authorised_area_may_go_deeper_than_was_authorised(catalogue: Catalogue) -> None:
    for known in catalogue.authorisations.devices:
        for use in known.uses:
            assert all(catalogue.areas[name].ceiling_mm <= known.max_needle_mm for name in use.areas)


CLINIC = """
format: 1
devices:
  - {id: pen_1, label: Pen 1, kind: pen, max_depth_mm: 1.5, us_authorisation: skinpen}
"""


def test_the_plan_carries_it_and_says_what_is_not_authorised() -> None:
    clinic = catalogue_or_error(CLINIC)
    cheeks = {"id": "face_cheeks", "area_cm2": 90, "concerns": [{"id": ACNE, "grade": 3}]}
    back = {"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]}
    plan = summarise(case(areas=[cheeks, back], device="pen_1"), clinic).plan
    assert [area.us_status.status for area in plan.areas] == ["authorised", "off_label"]
    said = [reason.text for reason in plan.constraints if "in the US" in reason.text]
    assert said == [
        "Upper back: Off-label in the US: SkinPen is not authorised for acne scars on the body here (upper back)."
    ]


def test_flat_marks_are_judged_as_the_dark_marks_they_are_planned_as() -> None:
    flat = {"id": "face_cheeks", "area_cm2": 90, "concerns": [{"id": ACNE, "grade": 1}]}
    (area,) = summarise(case(areas=[flat], device="pen_1"), catalogue_or_error(CLINIC)).plan.areas
    assert area.us_status.status == "off_label"


def test_what_was_not_judged_is_not_known() -> None:
    assert NOT_JUDGED.status == "not_known"
