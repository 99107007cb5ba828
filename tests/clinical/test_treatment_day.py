"""What a consultation leaves open for a session on its own day, and the limits it sets."""

from datetime import date
from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.summary import summarise
from consult_app.clinical.treatment_day import TreatmentDay, first_record, treatment_day
from tests.clinical.cases import RECENT, case, decision

TODAY = date(2026, 11, 20)
BOTH = [
    {"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]},
    {"id": "abdomen", "area_cm2": 90, "concerns": [{"id": "stretch_marks"}]},
]
SPOTS = {"acne_active": {"answer": "yes", "areas": ["back_upper"], "pustules": 2}}


def on_the_day(catalogue: Catalogue, **parts: Any) -> TreatmentDay:
    return treatment_day(case(**({"session": {"date": "2026-11-20"}} | parts)), catalogue, TODAY)


def keys(day: TreatmentDay) -> list[str]:
    return [area.key for area in day.areas]


def test_with_nothing_in_the_way_the_areas_are_open_within_the_plan(catalogue: Catalogue) -> None:
    day = on_the_day(catalogue)
    assert (day.refused, day.kind, keys(day)) == ("", "session", ["back_upper"])
    limits = day.limits("back_upper")
    assert limits is not None
    assert 0 < limits.low_mm <= limits.high_mm <= limits.ceiling_mm
    assert limits.passes >= 1
    assert day.limits("abdomen") is None


def test_one_area_may_be_open_while_another_is_shut(catalogue: Catalogue) -> None:
    day = on_the_day(catalogue, areas=BOTH, answers=SPOTS)
    assert keys(day) == ["abdomen"]
    assert "back_upper" in day.shut


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"answers": RECENT}, "12 Mar 2027"),
        ({"remaining_answers": None}, "Not answered yet"),
        ({"areas": []}, "No area"),
        ({"session": None, "avoid": [{"from": "2026-11-20", "to": "2056-11-20", "label": "Away"}]}, "open day"),
        ({"answers": {"pregnancy": "yes"}}, "Not to be treated"),
        (
            {"answers": {"eczema_dermatitis": {"answer": "yes", "areas": ["back_upper"]}}},
            "the skin of the area has been clear",
        ),
    ],
)
def test_what_shuts_every_area_refuses_with_the_reason(parts: dict[str, Any], said: str, catalogue: Catalogue) -> None:
    day = on_the_day(catalogue, **parts)
    assert day.areas == ()
    assert day.refused
    assert said in day.refused


def test_a_consultation_of_another_day_allows_nothing(catalogue: Catalogue) -> None:
    yesterday = case(as_of="2026-11-19", session={"date": "2026-11-20"})
    assert "19 Nov 2026" in treatment_day(yesterday, catalogue, TODAY).refused


def test_where_a_test_patch_comes_first_only_that_is_offered(catalogue: Catalogue) -> None:
    day = on_the_day(catalogue, skin={"fitzpatrick": 5})
    assert (day.refused, day.kind) == ("", "test_patch")


def test_a_patch_under_watch_lets_nothing_begin(catalogue: Catalogue) -> None:
    patch = {"answer": "yes", "kind": "own", "patch_date": "2026-11-01", "patch_result": "clear"}
    day = on_the_day(catalogue, answers={"hypertrophic_history": patch})
    assert day.areas == ()
    assert day.refused


def test_a_session_begins_with_what_was_planned_by_name_and_no_figure(catalogue: Catalogue) -> None:
    numbing = {"product": "lidocaine_prilocaine", "grams": 9}
    value = case(session={"date": "2026-11-20"}, device={"kind": "pen"}, anaesthetic=numbing)
    record = first_record(value, treatment_day(value, catalogue, TODAY))
    assert (record.date, [area.key for area in record.areas]) == (TODAY, ["back_upper"])
    assert record.numbing is not None
    assert (record.numbing.product, record.numbing.grams, record.areas[0].depth_mm) == (
        "lidocaine_prilocaine",
        None,
        None,
    )
    assert record.device == value.device
    assert first_record(case(), treatment_day(case(), catalogue, TODAY)).numbing is None


BURN = {"id": "burn_scar", "age_months": 24, "flat": "yes", "grafted": "no", "size_cm2": 20}


@pytest.mark.parametrize(
    ("parts", "refused"),
    [
        ({"answers": RECENT}, "Not before 12 Mar 2027."),
        ({"answers": {"pregnancy": "unsure"}}, "Not answered yet: Pregnancy."),
        ({"answers": SPOTS}, "Waits: the acne of this area is under control."),
        ({"answers": {"pregnancy": "yes"}}, "Not to be treated: Pregnancy."),
        ({"areas": []}, "No area is chosen."),
        (
            {
                "answers": {
                    "allergy_nickel": {
                        "answer": "yes",
                        "severity": "local",
                        "patch_date": "2026-11-18",
                        "patch_result": "clear",
                    }
                }
            },
            "The test patch is watched until 25 Nov 2026.",
        ),
    ],
)
def test_a_refusal_is_one_plain_sentence(parts: dict[str, Any], refused: str, catalogue: Catalogue) -> None:
    day = on_the_day(catalogue, **parts)
    assert (day.refused, day.areas) == (refused, ())


def test_a_watch_over_a_patch_that_has_ended_holds_nothing_up(catalogue: Catalogue) -> None:
    nickel = {"answer": "yes", "severity": "local", "patch_date": "2026-11-13", "patch_result": "clear"}
    day = on_the_day(catalogue, answers={"allergy_nickel": nickel})
    assert (day.refused, keys(day)) == ("", ["back_upper"])


def test_missing_answers_are_named_up_to_three(catalogue: Catalogue) -> None:
    refused = on_the_day(catalogue, remaining_answers=None).refused
    assert refused.startswith("Not answered yet: ")
    assert refused.count(", ") == 2


def test_an_area_the_plan_leaves_out_is_named_with_its_reason(catalogue: Catalogue) -> None:
    scar = BOTH[0] | {"concerns": [BURN]}
    day = on_the_day(catalogue, areas=[scar, BOTH[1]], decisions=[decision("burn_scar", "clearance", "surgeon")])
    assert keys(day) == ["abdomen"]
    assert day.shut == {"back_upper": "Burn scar only under medical supervision on site, and there is none."}
    sweat = {"id": "axilla", "concerns": [{"id": "hyperhidrosis"}]}
    barred = on_the_day(catalogue, areas=[BOTH[1], sweat]).shut["axilla"]
    assert barred.startswith("Not to be treated: ")


def test_each_area_has_the_limits_of_its_own_first_session(catalogue: Catalogue) -> None:
    value = case(session={"date": "2026-11-20"}, areas=BOTH)
    day, plan = treatment_day(value, catalogue, TODAY), summarise(value, catalogue).plan
    for key in ("back_upper", "abdomen"):
        limits, area = day.limits(key), plan.area(key)
        assert limits is not None
        assert area is not None
        assert (limits.low_mm, limits.high_mm) == (area.first_mm.low, area.first_mm.high)
        assert (limits.start_mm, limits.ceiling_mm, limits.passes) == (
            area.first_start_mm,
            area.ceiling_mm,
            area.passes,
        )
        assert (limits.name, limits.end_point) == (area.name, area.end_point)
    starts = {area.key: area.start_mm for area in day.areas}
    assert starts["back_upper"] != starts["abdomen"]
