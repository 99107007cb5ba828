"""Planning arithmetic, lines 5 and 6: how many sessions, and how far apart."""

from datetime import timedelta
from typing import Any

import pytest

from consult_app.clinical.consultation import PlanChoices
from consult_app.clinical.course import AreaToPlan
from tests.clinical.knowledge_files import concerns, planning
from tests.clinical.plans import TODAY, asked, days, planned, said, sessions


@pytest.mark.parametrize(
    ("named", "number"),
    [
        ([], 3),
        (["pih"], 3),
        (["acne_scar_rolling"], 3),
        (["laxity"], 4),
        (["laxity", "pih"], 4),
        (["melasma"], 3),
        (["stretch_marks"], 3),
    ],
)
def test_2_6_line_5_three_sessions_moved_to_the_nearest_figure(named: list[str], number: int) -> None:
    plan = planned(asked("face_cheeks", *named))
    assert plan.sessions == number
    assert max(visit.number for visit in sessions(plan)) == number


def test_2_6_line_5_an_area_ends_with_its_own_number() -> None:
    plan = planned(asked("face_cheeks", "laxity"), asked("face_nose", "pores"))
    assert [len(visit.areas) for visit in sessions(plan)] == [2, 2, 2, 1]


def test_2_6_line_5_a_number_set_by_hand_is_kept_and_said() -> None:
    plan = planned(asked("face_cheeks"), choices=PlanChoices(sessions=6))
    assert plan.sessions == 6
    assert plan.sessions_reason is not None
    assert "as set here" in plan.sessions_reason.text


@pytest.mark.parametrize(
    ("request_", "case", "interval"),
    [
        (asked("face_cheeks"), {}, 28),
        (asked("face_cheeks"), {"skin_type": 4}, 42),
        (asked("face_cheeks"), {"skin_type": None}, 42),
        (asked("face_cheeks"), {"past_pih": True}, 42),
        (asked("face_cheeks", "melasma"), {}, 42),
        (asked("face_cheeks", "pih"), {}, 42),
        (asked("back_upper", cm2=300), {}, 28),
        (asked("back_upper", cm2=301), {}, 42),
        (asked("back_upper", cm2=None), {}, 42),
        (asked("face_cheeks", cm2=None), {}, 28),
        (asked("back_upper", cm2=1000), {"numbed": True}, 42),
        (asked("scalp", "androgenetic_alopecia", cm2=600), {}, 14),
        (asked("scalp", "androgenetic_alopecia", cm2=600), {"skin_type": 4}, 42),
        (asked("scalp", "texture_tone", cm2=600), {}, 28),
        (asked("scalp", "androgenetic_alopecia", "texture_tone", cm2=600), {}, 28),
        (asked("scalp", cm2=600), {}, 28),
        (asked("face_cheeks", "androgenetic_alopecia"), {}, 28),
    ],
)
def test_2_6_line_6_the_shortest_interval(request_: AreaToPlan, case: dict[str, Any], interval: int) -> None:
    plan = planned(request_, **case)
    assert plan.interval_days == interval
    assert plan.interval_reason is not None
    assert plan.interval_reason.sources


def test_2_6_line_6_the_interval_is_counted_between_needlings() -> None:
    plan = planned(asked("face_cheeks"))
    assert days(plan) == [TODAY, TODAY + timedelta(28), TODAY + timedelta(56)]
    assert plan.total_weeks == 8


@pytest.mark.parametrize(("wish", "kept"), [(56, 56), (28, 28), (14, 28)])
def test_2_6_line_6_an_interval_set_by_hand_is_never_shorter(wish: int, kept: int) -> None:
    assert planned(asked("face_cheeks"), choices=PlanChoices(interval_days=wish)).interval_days == kept


@pytest.mark.parametrize(
    ("named", "number"),
    [
        (["acne_scar_icepick"], 3),
        (["pih", "melasma"], 3),
        (["fine_lines_wrinkles", "laxity", "pores"], 4),
        (["texture_tone", "stretch_marks"], 3),
    ],
)
def test_2_6_line_5_of_several_concerns_the_highest_number_counts(named: list[str], number: int) -> None:
    plan = planned(asked("face_cheeks", *named))
    assert plan.sessions == number
    assert plan.sessions_reason is not None
    assert plan.sessions_reason.sources


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("laxity", "4 sessions: Mild laxity takes 4 in print."),
        ("acne_scar_rolling", "3 sessions: Rolling acne scars takes 3 to 4 in print."),
    ],
)
def test_2_6_line_5_the_number_says_what_is_in_print_and_where(named: str, words: str) -> None:
    reason = planned(asked("face_cheeks", named)).sessions_reason
    assert reason is not None
    assert reason.text.startswith(words)
    assert {*concerns()[named].sources, *planning().course.sources} == {*reason.sources}


def test_2_6_line_6_dark_marks_on_fair_skin_are_not_called_a_dark_skin_type() -> None:
    reason = planned(asked("face_cheeks"), past_pih=True).interval_reason
    assert reason is not None
    assert reason.text == "At least 42 days apart: dark marks in the past."


def test_2_6_line_6_an_interval_set_by_hand_is_said() -> None:
    assert "56 days apart, as set here" in said(planned(asked("face_cheeks"), choices=PlanChoices(interval_days=56)))
    short = planned(asked("face_cheeks"), choices=PlanChoices(interval_days=14))
    assert "14 days were set and are too short" in said(short)


@pytest.mark.parametrize(
    ("requests", "case", "interval", "why"),
    [
        ([asked("face_cheeks")], {"findings": frozenset({"melasma"})}, 42, "pigment"),
        ([asked("face_cheeks"), asked("back_upper", cm2=301)], {}, 42, "over 300"),
        ([asked("back_upper", cm2=200), asked("back_mid", cm2=150)], {}, 42, "over 300"),
        ([asked("back_upper", cm2=None)], {}, 42, "unknown size"),
        ([asked("face_cheeks", cm2=500)], {}, 28, "At least 28"),
        ([asked("scalp", "androgenetic_alopecia"), asked("face_nose")], {}, 28, "At least 28"),
        ([asked("scalp", "androgenetic_alopecia")], {"past_pih": True}, 42, "dark marks"),
    ],
)
def test_2_6_line_6_every_branch_of_the_interval_names_its_reason(
    requests: list[AreaToPlan], case: dict[str, Any], interval: int, why: str
) -> None:
    plan = planned(*requests, **case)
    assert plan.interval_days == interval
    assert plan.interval_reason is not None
    assert why in plan.interval_reason.text
