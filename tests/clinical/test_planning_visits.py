"""Planning arithmetic, lines 7 to 9: test patch, first block, fields."""

from datetime import date, timedelta
from typing import Any

import pytest

from consult_app.clinical.consultation import Avoid
from consult_app.clinical.contraindications import Watch
from consult_app.clinical.dates import add_months
from tests.clinical.knowledge_files import areas
from tests.clinical.plans import TODAY, asked, days, planned, said, sessions


@pytest.mark.parametrize(
    ("case", "until"),
    [
        ({"skin_type": 4}, TODAY + timedelta(28)),
        ({"skin_type": None}, TODAY + timedelta(28)),
        ({"past_pih": True}, TODAY + timedelta(28)),
        ({"watches": (Watch(days=7),)}, TODAY + timedelta(7)),
        ({"watches": (Watch(months=3), Watch(days=28))}, add_months(TODAY, 3)),
        ({"watches": (Watch(days=7),), "skin_type": 5}, TODAY + timedelta(28)),
    ],
)
def test_2_6_line_7_the_longest_watch_over_the_patch_comes_first(case: dict[str, Any], until: date) -> None:
    plan = planned(asked("face_cheeks"), **case)
    assert days(plan, "test_patch") == [TODAY]
    assert days(plan)[0] == until
    assert plan.visits[0].areas[0].area_cm2 == 4


@pytest.mark.parametrize(
    ("case", "patches", "first"),
    [
        ({}, [], TODAY + timedelta(1)),
        ({"skin_type": 4}, [TODAY], TODAY + timedelta(28)),
        ({"watches": (Watch(days=7),), "watched_until": TODAY + timedelta(9)}, [TODAY], TODAY + timedelta(9)),
    ],
)
def test_2_6_line_7_a_patch_already_under_watch_is_waited_for(
    case: dict[str, Any], patches: list[date], first: date
) -> None:
    given = {"watched_until": TODAY + timedelta(1)} | case
    plan = planned(asked("face_cheeks"), **given)
    assert (days(plan, "test_patch"), days(plan)[0]) == (patches, first)
    assert "The test patch already done is watched until" in said(plan)
    waiting = planned(asked("face_cheeks", earliest=None), **given)
    assert not days(waiting)


def test_2_6_line_7_no_patch_where_none_is_asked_for() -> None:
    assert not days(planned(asked("face_cheeks")), "test_patch")


def test_2_6_line_7_the_patch_is_needling_and_waits_for_the_earliest_safe_date() -> None:
    safe = date(2027, 3, 12)
    plan = planned(asked("back_upper", earliest=safe), skin_type=4)
    assert days(plan, "test_patch") == [safe]
    assert days(plan)[0] == safe + timedelta(28)


def test_2_6_line_8_a_body_area_starts_with_one_block_and_two_reviews() -> None:
    plan = planned(asked("back_upper", cm2=500))
    assert [(visit.kind, visit.date) for visit in plan.visits[:3]] == [
        ("session", TODAY),
        ("review", TODAY + timedelta(7)),
        ("review", TODAY + timedelta(28)),
    ]
    assert [visit.areas[0].area_cm2 for visit in sessions(plan)] == [100, 500, 500]


def test_2_6_line_8_a_block_is_never_larger_than_the_area_and_the_face_needs_none() -> None:
    plan = planned(asked("shoulders.left", cm2=60), asked("face_cheeks", cm2=162))
    assert {area.key: area.area_cm2 for area in sessions(plan)[0].areas} == {"shoulders.left": 60, "face_cheeks": 162}
    assert not days(planned(asked("face_cheeks")), "review")


def test_2_6_line_8_fields_wait_for_the_last_review() -> None:
    away = Avoid.model_validate({"from": TODAY + timedelta(28), "to": TODAY + timedelta(40)})
    plan = planned(asked("back_upper", cm2=200), avoid=(away,))
    assert days(plan)[1] >= days(plan, "review")[-1] == TODAY + timedelta(41)


@pytest.mark.parametrize(
    ("cm2", "case", "fields"),
    [
        (600, {"numbed": True}, [600]),
        (601, {"numbed": True}, [300.5, 300.5]),
        (900, {"numbed": True}, [450, 450]),
        (1300, {"numbed": True}, [433.3, 433.3, 433.3]),
        (780, {}, [780]),
        (900, {}, [450, 450]),
        (900, {"body_surface_m2": None}, [450, 450]),
        (400, {"numbed": True, "numbing_limit_cm2": 300}, [200, 200]),
    ],
)
def test_2_6_line_9_large_requests_are_split_into_the_fewest_equal_fields(
    cm2: float, case: dict[str, Any], fields: list[float]
) -> None:
    plan = planned(asked("back_upper", cm2=cm2), **case)
    assert [visit.areas[0].area_cm2 for visit in sessions(plan) if visit.number == 2] == fields


def test_2_6_line_9_a_whole_back_without_cream_takes_three_fields_at_any_body_size() -> None:
    for surface in (1.5, 1.77, 1.81, 1.83, 2.1):
        back = [
            asked(key, cm2=float(round(areas()[key].share_percent * surface * 100)), estimated=True)
            for key in ("back_upper", "back_mid", "back_lower")
        ]
        plan = planned(*back, body_surface_m2=surface)
        assert len([visit for visit in sessions(plan) if visit.number == 2]) == 3


def test_2_6_line_9_all_areas_of_a_visit_count_together() -> None:
    plan = planned(asked("back_upper", cm2=900), asked("shoulders", cm2=180), numbed=True)
    second = [visit for visit in sessions(plan) if visit.number == 2]
    assert [sum(area.area_cm2 or 0 for area in visit.areas) for visit in second] == [540, 540]
    assert second[0].areas[0].part == "part 1 of 2"
    assert "600 cm²" in said(plan)


def test_2_6_line_9_fields_lie_fourteen_days_apart_and_keep_their_own_interval() -> None:
    plan = planned(asked("back_upper", cm2=900), numbed=True)
    by_part: dict[str, list[date]] = {}
    for visit in sessions(plan)[1:]:
        assert visit.date is not None
        by_part.setdefault(visit.areas[0].part, []).append(visit.date)
    (one, two), (other_one, other_two) = by_part.values()
    assert other_one - one >= timedelta(14)
    assert two - one == other_two - other_one == timedelta(42)


def test_2_6_line_9_an_unknown_size_is_said_and_not_invented() -> None:
    plan = planned(asked("back_upper", cm2=None), body_surface_m2=None)
    assert plan.areas[0].area_cm2 is None
    assert "Measure it" in said(plan)
    assert [visit.areas[0].area_cm2 for visit in sessions(plan) if visit.number == 2] == [None, None]


@pytest.mark.parametrize(
    ("watches", "words"),
    [
        ((Watch(days=7), Watch(days=28)), "28 days"),
        ((Watch(months=3), Watch(days=28)), "3 months"),
        ((Watch(months=1, days=7), Watch(days=28)), "1 month and 7 days"),
    ],
)
def test_2_6_line_7_the_longest_watch_is_named(watches: tuple[Watch, ...], words: str) -> None:
    assert f"watched for {words}" in said(planned(asked("face_cheeks"), watches=watches))


def test_2_6_line_7_the_patch_stands_on_the_first_area_and_counts_for_all() -> None:
    plan = planned(asked("face_cheeks"), asked("back_upper", earliest=TODAY + timedelta(20)), skin_type=5)
    assert [area.key for area in plan.visits[0].areas] == ["face_cheeks"]
    assert plan.visits[0].areas[0].part == ""
    assert min(days(plan)) == TODAY + timedelta(28)


def test_2_6_line_8_the_first_block_tells_its_share() -> None:
    plan = planned(asked("back_upper", cm2=500), asked("shoulders.left", cm2=100), asked("face_cheeks"))
    assert [(area.part, area.share_percent) for area in sessions(plan)[0].areas] == [
        ("", 20.0),
        ("", 100.0),
        ("", 100.0),
    ]
    unknown = planned(asked("back_upper", cm2=None))
    assert [(area.part, area.share_percent) for area in sessions(unknown)[0].areas] == [("", None)]


def test_2_6_line_9_each_visit_tells_its_part_and_share_of_the_back() -> None:
    """1,200 cm2 numbed at most 600 a visit: two fields, half of the area each."""
    plan = planned(asked("back_upper", cm2=900), asked("back_mid", cm2=300), numbed=True)
    second = [visit for visit in sessions(plan) if visit.number == 2]
    assert [[(area.key, area.part, area.share_percent) for area in visit.areas] for visit in second] == [
        [("back_upper", "part 1 of 2", 66.7)],
        [("back_upper", "part 2 of 2", 33.3), ("back_mid", "", 100.0)],
    ]
    assert plan.fields == 2


def test_2_6_line_9_a_third_of_the_back_is_thirteen_percent_of_the_body_surface_by_three() -> None:
    """13 / 3 percent of 1.5 m2 is 650 cm2, of 1.8 m2 780 cm2."""
    for surface, most in ((1.5, 650), (1.8, 780)):
        assert planned(asked("back_upper", cm2=most), body_surface_m2=surface).fields == 1
        assert planned(asked("back_upper", cm2=most + 1), body_surface_m2=surface).fields == 2
