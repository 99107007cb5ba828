"""Planning arithmetic, lines 1 to 4: band, ceiling, first session, start and passes."""

from typing import Any

import pytest
from pydantic import ValidationError

from consult_app.clinical.consultation import PlanChoices
from consult_app.clinical.course import Circumstances
from consult_app.clinical.depth import depths
from consult_app.clinical.planning_rules import PlanningRules
from consult_app.clinical.us_status import UsStatus
from tests.clinical.knowledge_files import planning
from tests.clinical.plans import TODAY, asked, band, first, only, planned, said, sessions


@pytest.mark.parametrize(
    ("key", "named", "expected"),
    [
        ("face_cheeks", ["pih"], (0.5, 1.0)),
        ("face_forehead", ["acne_scar_rolling"], (0.5, 0.75)),
        ("face_cheeks", [], (0.5, 1.5)),
        ("face_cheeks", ["acne_scar_rolling", "pih"], (1.0, 1.0)),
        ("back_upper", ["acne_scar_body", "pih"], (1.0, 1.0)),
        ("face_cheeks", ["acne_scar_boxcar"], (1.5, 1.5)),
        ("face_cheeks", ["melasma", "acne_scar_boxcar"], (0.25, 0.5)),
        ("scalp", ["androgenetic_alopecia"], (0.5, 1.0)),
    ],
)
def test_2_6_line_1_the_band_runs_from_the_highest_low_to_the_lowest_high(
    key: str, named: list[str], expected: tuple[float, float]
) -> None:
    assert band(only(asked(key, *named))) == expected


@pytest.mark.parametrize(
    ("case", "ceiling", "word"),
    [
        ({}, 2.0, "limit of the area"),
        ({"glogau": 2}, 2.0, "limit of the area"),
        ({"glogau": 3}, 1.75, "Glogau"),
        ({"supervised": False}, 1.5, "supervision"),
        ({"device_max_mm": 1.0}, 1.0, "device"),
        ({"role_max_mm": 1.25}, 1.25, "role"),
        ({"device_max_mm": 1.28}, 1.25, "device"),
    ],
)
def test_2_6_line_2_the_lowest_limit_is_the_ceiling_and_is_named(
    case: dict[str, Any], ceiling: float, word: str
) -> None:
    area = only(asked("back_upper"), **case)
    assert area.ceiling_mm == ceiling
    assert word in area.ceiling_reason.text


def test_2_6_line_2_a_clearance_may_limit_depth() -> None:
    assert only(asked("back_upper", max_depth_mm=0.75)).ceiling_mm == 0.75


def test_2_6_line_2_the_band_stays_under_the_ceiling() -> None:
    assert band(only(asked("buttocks"), supervised=False)) == (1.0, 1.5)
    assert band(only(asked("back_upper"), device_max_mm=0.5)) == (0.5, 0.5)


def test_2_6_line_2_of_two_figures_the_higher_is_the_ceiling_and_the_lower_a_cap_on_bone() -> None:
    plan = planned(asked("face_nose"), asked("face_chin_jaw"), asked("back_upper"))
    assert [(area.ceiling_mm, area.bone_cap_mm) for area in plan.areas] == [(1.0, 0.75), (1.5, 1.0), (2.0, 1.0)]
    assert band(plan.areas[2]) == (1.0, 1.5)
    assert "no rolling" in said(plan)


@pytest.mark.parametrize(
    ("case", "key", "expected"),
    [
        ({"skin_type": 3}, "back_upper", (1.0, 1.5)),
        ({"skin_type": 4}, "back_upper", (0.75, 1.25)),
        ({"skin_type": 2, "past_pih": True}, "back_upper", (0.75, 1.25)),
        ({"skin_type": 5}, "back_upper", (0.5, 1.0)),
        ({"skin_type": 6, "past_pih": True}, "back_upper", (0.5, 1.0)),
        ({"skin_type": None}, "back_upper", (0.5, 1.0)),
        ({"skin_type": 5}, "face_periorbital", (0.25, 0.25)),
        ({"skin_type": 4}, "face_cheeks", (0.25, 1.0)),
    ],
)
def test_2_6_line_3_the_first_session_is_shallower_for_skin_that_keeps_marks(
    case: dict[str, Any], key: str, expected: tuple[float, float]
) -> None:
    assert first(only(asked(key), **case)) == expected


def test_2_6_line_3_later_sessions_use_the_full_band() -> None:
    plan = planned(asked("face_cheeks", cm2=150), skin_type=4)
    bands = [(visit.areas[0].depth_mm.low, visit.areas[0].depth_mm.high) for visit in sessions(plan)]
    assert bands == [(0.25, 1.0), (0.5, 1.5), (0.5, 1.5)]


def test_2_6_line_4_needling_starts_at_the_areas_lower_end_or_the_bands_if_lower() -> None:
    rolling = only(asked("face_cheeks", "acne_scar_rolling"))
    assert (rolling.start_mm, rolling.first_start_mm) == (0.5, 0.5)
    dark = only(asked("face_cheeks", "acne_scar_rolling"), skin_type=4)
    assert (dark.start_mm, dark.first_start_mm) == (0.5, 0.25)
    melasma = only(asked("face_cheeks", "melasma", "acne_scar_boxcar"))
    assert melasma.start_mm == 0.25


def test_2_6_line_4_passes_are_the_rows_lower_figure_unless_set_by_hand() -> None:
    assert only(asked("back_upper")).passes == 4
    by_hand = PlanChoices(passes={"back_upper": 5}, endpoint={"back_upper": "Pink"})
    area = only(asked("back_upper"), choices=by_hand)
    assert (area.passes, area.end_point) == (5, "Pink")


def test_skin_that_keeps_marks_stops_at_even_redness() -> None:
    assert "bleeding" in only(asked("back_upper", "acne_scar_body")).end_point
    assert "bleeding" not in only(asked("back_upper", "acne_scar_body"), skin_type=4).end_point
    assert "bleeding" not in only(asked("back_upper", "stretch_marks")).end_point


def test_a_depth_set_by_hand_is_held_at_the_ceiling() -> None:
    choices = PlanChoices(depth_mm={"back_upper": 2.5})
    plan = planned(asked("back_upper"), choices=choices, supervised=False)
    assert plan.areas[0].set_mm == 1.5
    assert "held at 1.5 mm" in said(plan)
    assert only(asked("back_upper")).set_mm == 1.0


def test_what_the_protocol_adds_is_said_beside_the_plan() -> None:
    plan = planned(asked("face_cheeks", "melasma"), asked("back_upper", "burn_scar"), glogau=3)
    assert "at most 1 mm, the deepest the protocol names for Melasma" in said(plan)
    assert "Burn scar only with medical supervision" in said(plan)
    assert "Sun-aged skin" in said(plan)
    assert all(reason.text.endswith(".") for reason in plan.constraints)


def test_2_6_line_1_a_range_that_ends_where_another_starts_meets_it_in_one_point() -> None:
    assert band(only(asked("abdomen", "pih"))) == (0.75, 1.0)
    assert band(only(asked("back_upper", "fine_lines_wrinkles"))) == (1.0, 1.0)


def test_2_6_line_1_bands_that_do_not_meet_leave_the_one_with_the_lowest_upper_end() -> None:
    """Buttocks 1.0 to 2.0 and melasma 0.25 to 0.5 share no depth: melasma's own band counts alone."""
    assert band(only(asked("buttocks", "melasma"))) == (0.25, 0.5)
    assert band(only(asked("face_periorbital", "acne_scar_boxcar"))) == (0.25, 0.5)
    assert band(only(asked("face_cheeks", "acne_scar_boxcar", "pih"))) == (0.5, 1.0)


@pytest.mark.parametrize(
    ("key", "case", "ceiling", "word"),
    [
        ("back_upper", {"device_max_mm": 1.25, "device_limit": "the limit of Pen 1"}, 1.25, "limit of Pen 1"),
        ("face_forehead", {"device_max_mm": 2.5}, 1.0, "limit of the area"),
        ("back_upper", {"device_max_mm": 1.75, "supervised": False}, 1.5, "supervision"),
        ("back_upper", {"device_max_mm": 1.75, "glogau": 4}, 1.75, "Glogau IV|Glogau 4"),
        ("face_periorbital", {"glogau": 3}, 0.25, "sun-aged"),
        ("face_periorbital", {"glogau": 3, "device_max_mm": 0.2}, 0.2, "device"),
        ("abdomen", {"glogau": 3, "supervised": False}, 1.5, "supervision"),
    ],
)
def test_2_6_line_2_the_stricter_of_device_and_protocol_binds_and_is_named(
    key: str, case: dict[str, Any], ceiling: float, word: str
) -> None:
    area = only(asked(key), **case)
    assert area.ceiling_mm == ceiling
    assert any(each in area.ceiling_reason.text for each in word.split("|"))


def test_2_6_line_2_a_clearance_with_a_depth_is_named_by_who_gave_it() -> None:
    area = only(asked("back_upper", max_depth_mm=0.8, max_depth_why="the depth to which Dr Whitcombe agreed"))
    assert (area.ceiling_mm, band(area)) == (0.8, (0.8, 0.8))
    assert "Dr Whitcombe" in area.ceiling_reason.text


def test_2_6_line_2_the_deepest_in_print_for_a_concern_limits_the_area_and_is_named() -> None:
    """Melasma 0.25 to 0.5 (1.0): with scars beside it nothing goes under 1.0 mm, however deep the cheek may go."""
    area = only(asked("face_cheeks", "melasma", "acne_scar_rolling"))
    assert area.ceiling_mm == 1.0
    assert "Melasma" in area.ceiling_reason.text
    assert area.ceiling_reason.sources
    assert only(asked("buttocks", "acne_scar_body")).ceiling_reason.text.endswith("the limit of the area.")


@pytest.mark.parametrize(
    ("case", "less"),
    [
        ({"skin_type": 1}, 0.0),
        ({"skin_type": 3}, 0.0),
        ({"skin_type": 4}, 0.25),
        ({"skin_type": 3, "past_pih": True}, 0.25),
        ({"skin_type": 4, "past_pih": True}, 0.25),
        ({"skin_type": 5}, 0.5),
        ({"skin_type": 6}, 0.5),
        ({"skin_type": None}, 0.5),
        ({"skin_type": None, "past_pih": True}, 0.5),
    ],
)
def test_2_6_line_3_both_ends_of_the_band_come_down_by_the_same(case: dict[str, Any], less: float) -> None:
    area = only(asked("abdomen"), **case)
    assert first(area) == (0.75 - less, 1.5 - less)
    assert band(area) == (0.75, 1.5)


def test_2_6_line_3_never_under_a_quarter_millimetre_and_at_most_one_on_the_face() -> None:
    assert first(only(asked("neck_front"), skin_type=6)) == (0.25, 0.25)
    assert first(only(asked("face_cheeks", "acne_scar_boxcar"), skin_type=4)) == (1.0, 1.0)
    assert first(only(asked("scalp"), skin_type=4)) == (0.25, 0.75)
    assert first(only(asked("buttocks"), skin_type=4)) == (0.75, 1.75)


@pytest.mark.parametrize(
    ("key", "named", "case", "expected"),
    [
        ("face_cheeks", ["acne_scar_boxcar"], {}, (0.5, 0.5)),
        ("back_upper", ["acne_scar_body"], {"skin_type": 5}, (0.5, 1.0)),
        ("back_upper", ["melasma"], {}, (0.25, 0.25)),
        ("abdomen", [], {"skin_type": None}, (0.25, 0.75)),
    ],
)
def test_2_6_line_4_the_start_is_lowered_as_the_first_session_is(
    key: str, named: list[str], case: dict[str, Any], expected: tuple[float, float]
) -> None:
    area = only(asked(key, *named), **case)
    assert (area.first_start_mm, area.start_mm) == expected


@pytest.mark.parametrize(("mm", "shown"), [(1.04, 1.0), (1.05, 1.05), (1.09, 1.05), (0.3, 0.3), (1.15, 1.15)])
def test_2_6_line_4_a_ceiling_stands_on_a_whole_step(mm: float, shown: float) -> None:
    assert only(asked("back_upper"), device_max_mm=mm).ceiling_mm == shown


@pytest.mark.parametrize(("key", "passes"), [("face_periorbital", 2), ("face_forehead", 3), ("face_cheeks", 4)])
def test_2_6_line_4_passes_are_the_lower_figure_of_the_row(key: str, passes: int) -> None:
    assert only(asked(key)).passes == passes


def test_a_depth_outside_the_advised_band_is_said_with_its_reason() -> None:
    choices = PlanChoices(depth_mm={"back_upper": 0.5}, depth_reason={"back_upper": "thin skin"})
    assert "0.5 mm was set outside the advised band (thin skin)" in said(planned(asked("back_upper"), choices=choices))


def test_an_area_without_a_depth_range_has_no_depths() -> None:
    area = asked("axilla")
    with pytest.raises(ValueError, match="axilla"):
        depths(area, (), Circumstances(as_of=TODAY), planning())


def test_a_depth_inside_the_advised_band_is_not_remarked_on() -> None:
    choices = PlanChoices(depth_mm={"back_upper": 1.25})
    assert "1.25 mm was set" not in said(planned(asked("back_upper"), choices=choices))


def test_an_authorised_use_is_not_remarked_on() -> None:
    plain = said(planned(asked("face_cheeks")))
    authorised = UsStatus(status="authorised", words="Authorised in the US.", why="", sources=())
    assert "US status not judged" in plain
    assert "Authorised" not in said(planned(asked("face_cheeks", us_status=authorised)))


def test_careful_skin_never_waits_shorter_than_other_skin() -> None:
    rules = planning().model_dump(by_alias=True)
    with pytest.raises(ValidationError, match="never waits a shorter interval"):
        PlanningRules.model_validate(rules | {"interval": rules["interval"] | {"careful_days": 14}})
