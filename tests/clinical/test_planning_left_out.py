"""Planning arithmetic, lines 10 to 12: what waits, what is not offered, what fits where."""

import pytest

from consult_app.clinical.admission import problems
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import AreaConcern
from tests.clinical.cases import case
from tests.clinical.knowledge_files import areas, concerns
from tests.clinical.plans import asked, band, planned, said, sessions


def test_2_6_line_10_what_waits_for_an_answer_stands_in_the_plan_without_dates() -> None:
    plan = planned(asked("face_cheeks"), asked("shoulders.right", earliest=None, waits_for="GP letter"))
    assert [visit.date is None for visit in sessions(plan)] == [False] * 3 + [True] * 3
    assert {area.key for visit in plan.visits if visit.date is None for area in visit.areas} == {"shoulders.right"}


def test_2_6_line_10_a_patch_without_a_date_comes_first_when_everything_waits() -> None:
    plan = planned(asked("face_cheeks", earliest=None), skin_type=5)
    assert [visit.kind for visit in plan.visits] == ["test_patch", "session", "session", "session"]
    assert all(visit.date is None for visit in plan.visits)
    assert plan.total_weeks is None


@pytest.mark.parametrize("name", [name for name, each in concerns().items() if not each.offered])
def test_2_6_line_11_what_is_not_offered_is_not_planned(name: str) -> None:
    key = "scalp" if name == "alopecia_areata" else "back_upper"
    alone = planned(asked(key, name))
    assert list(alone.not_planned) == [key]
    assert not alone.visits
    beside = planned(asked(key, name, "texture_tone"))
    assert beside.areas[0].concerns == ("texture_tone",)
    assert "left out" in said(beside)


@pytest.mark.parametrize(
    "concern",
    [
        AreaConcern(id="acne_scar_rolling", grade=1),
        AreaConcern(id="acne_scar_grade1_macular"),
    ],
)
def test_2_6_line_11_acne_scars_of_grade_one_are_planned_as_dark_marks(concern: AreaConcern) -> None:
    plan = planned(asked("face_cheeks", concern))
    assert band(plan.areas[0]) == (0.5, 1.0)
    assert plan.interval_days == 42
    assert plan.areas[0].concerns == ("pih",)


def test_2_6_line_11_the_armpit_has_no_depth_and_no_plan() -> None:
    assert "axilla" in planned(asked("axilla")).not_planned


def test_2_6_line_11_a_blocked_area_is_left_out_with_its_reason_while_others_go_ahead() -> None:
    plan = planned(asked("back_upper", may_plan=False, why_not="Keloid here"), asked("face_cheeks"))
    assert plan.not_planned == {"back_upper": "Keloid here"}
    assert [area.key for area in plan.areas] == ["face_cheeks"]


def test_2_6_line_11_radiofrequency_gets_no_plan() -> None:
    plan = planned(asked("face_cheeks"), device_kind="rf")
    assert not plan.visits
    assert "Radiofrequency" in plan.not_planned["face_cheeks"]


def test_2_6_line_10_what_waits_says_for_what() -> None:
    plan = planned(asked("shoulders.right", earliest=None, waits_for="the GP's letter"))
    assert {reason.text for visit in plan.visits for reason in visit.waits_for} == {"the GP's letter"}
    assert {visit.aim for visit in plan.visits} == {None}
    assert plan.last_day is None


def test_2_6_line_11_burn_scars_are_planned_under_supervision_alone() -> None:
    assert planned(asked("back_upper", "burn_scar"), supervised=True).areas
    alone = planned(asked("back_upper", "burn_scar", "texture_tone"), asked("face_cheeks"), supervised=False)
    assert "only under medical supervision" in alone.not_planned["back_upper"]
    assert [area.key for area in alone.areas] == ["face_cheeks"]


def test_2_6_line_12_each_concern_fits_its_areas_only() -> None:
    named, zones = concerns(), areas()
    for name in ("androgenetic_alopecia", "alopecia_areata"):
        assert {key for key, area in zones.items() if named[name].fits(area)} == {"scalp"}
    face = {key for key, area in zones.items() if area.group == "face"}
    assert {key for key, area in zones.items() if not named["acne_scar_body"].fits(area)} == face


def test_2_6_line_12_a_concern_elsewhere_is_refused_by_name(catalogue: Catalogue) -> None:
    lost = case(areas=[{"id": "back_upper", "concerns": [{"id": "androgenetic_alopecia"}]}])
    assert problems(lost, catalogue) == (
        "areas[1].concerns[1].id: androgenetic_alopecia does not belong to back_upper",
    )


def test_an_area_without_a_reason_of_its_own_says_that_it_is_not_cleared() -> None:
    assert planned(asked("face_cheeks", may_plan=False)).not_planned == {"face_cheeks": "Not cleared for treatment."}


def test_where_a_client_is_referred_stands_behind_the_reason() -> None:
    told = planned(asked("axilla", refer="Refer to a dermatologist.")).not_planned["axilla"]
    assert told == "No depth range is published for this area. Refer to a dermatologist."
