"""Session planning, rule by rule, and the laws no plan may break."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult_app.clinical.consultation import AreaConcern, AreaRequest, Avoid, Booking, PlanChoices
from consult_app.clinical.contraindications import Watch
from consult_app.clinical.course import AreaToPlan, Circumstances, PlannedArea, TreatmentPlan, Visit
from consult_app.clinical.dates import add_months
from consult_app.clinical.planning import plan_sessions, session_problem
from consult_app.errors import BadInputError
from tests.clinical.knowledge_files import areas, concerns, planning

TODAY = date(2026, 11, 20)
FAIR = {"skin_type": 2, "body_surface_m2": 1.8, "supervised": True}


def asked(key: str, *named: str | AreaConcern, cm2: float | None = 100, **more: Any) -> AreaToPlan:
    """A requested area with its concerns, free from today unless ``more`` says otherwise."""
    name, _, side = key.partition(".")
    wanted = tuple(AreaConcern(id=each) if isinstance(each, str) else each for each in named)
    request = AreaRequest(id=name, side=side or None, concerns=wanted)
    given: dict[str, Any] = {"may_plan": True, "earliest": TODAY, "estimated": False}
    return AreaToPlan(request=request, area=areas()[name], area_cm2=cm2, **given | more)


def planned(*requests: AreaToPlan, **case: Any) -> TreatmentPlan:
    return plan_sessions(requests, Circumstances(as_of=TODAY, **FAIR | case), planning(), concerns())


def only(*requests: AreaToPlan, **case: Any) -> PlannedArea:
    (area,) = planned(*requests, **case).areas
    return area


def band(area: PlannedArea) -> tuple[float, float]:
    return area.depth_mm.low, area.depth_mm.high


def first(area: PlannedArea) -> tuple[float, float]:
    return area.first_mm.low, area.first_mm.high


def sessions(plan: TreatmentPlan) -> list[Visit]:
    return [visit for visit in plan.visits if visit.kind == "session"]


def days(plan: TreatmentPlan, kind: str = "session") -> list[date]:
    return [visit.date for visit in plan.visits if visit.kind == kind and visit.date]


def said(plan: TreatmentPlan) -> str:
    return " ".join(reason.text for reason in plan.constraints)


# 1. Band


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
def test_the_band_runs_from_the_highest_low_to_the_lowest_high(
    key: str, named: list[str], expected: tuple[float, float]
) -> None:
    assert band(only(asked(key, *named))) == expected


# 2. Ceiling


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
def test_the_lowest_limit_is_the_ceiling_and_is_named(case: dict[str, Any], ceiling: float, word: str) -> None:
    area = only(asked("back_upper"), **case)
    assert area.ceiling_mm == ceiling
    assert word in area.ceiling_reason.text


def test_a_clearance_may_limit_depth() -> None:
    assert only(asked("back_upper", max_depth_mm=0.75)).ceiling_mm == 0.75


def test_the_band_stays_under_the_ceiling() -> None:
    assert band(only(asked("buttocks"), supervised=False)) == (1.0, 1.5)
    assert band(only(asked("back_upper"), device_max_mm=0.5)) == (0.5, 0.5)


def test_of_two_figures_the_higher_is_the_ceiling_and_the_lower_a_cap_on_bone() -> None:
    plan = planned(asked("face_nose"), asked("face_chin_jaw"), asked("back_upper"))
    assert [(area.ceiling_mm, area.bone_cap_mm) for area in plan.areas] == [(1.0, 0.75), (1.5, 1.0), (2.0, 1.0)]
    assert band(plan.areas[2]) == (1.0, 1.5)
    assert "no rolling" in said(plan)


# 3. First session


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
def test_the_first_session_is_shallower_for_skin_that_keeps_marks(
    case: dict[str, Any], key: str, expected: tuple[float, float]
) -> None:
    assert first(only(asked(key), **case)) == expected


def test_later_sessions_use_the_full_band() -> None:
    plan = planned(asked("face_cheeks", cm2=150), skin_type=4)
    bands = [(visit.areas[0].depth_mm.low, visit.areas[0].depth_mm.high) for visit in sessions(plan)]
    assert bands == [(0.25, 1.0), (0.5, 1.5), (0.5, 1.5)]


# 4. Start and passes


def test_needling_starts_at_the_areas_lower_end_or_the_bands_if_lower() -> None:
    rolling = only(asked("face_cheeks", "acne_scar_rolling"))
    assert (rolling.start_mm, rolling.first_start_mm) == (0.5, 0.5)
    dark = only(asked("face_cheeks", "acne_scar_rolling"), skin_type=4)
    assert (dark.start_mm, dark.first_start_mm) == (0.5, 0.25)
    melasma = only(asked("face_cheeks", "melasma", "acne_scar_boxcar"))
    assert melasma.start_mm == 0.25


def test_passes_are_the_rows_lower_figure_unless_set_by_hand() -> None:
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
    assert "Melasma the protocol names nothing deeper than 1 mm" in said(plan)
    assert "Burn scar only with medical supervision" in said(plan)
    assert "Sun-aged skin" in said(plan)
    assert all(reason.text.endswith(".") for reason in plan.constraints)


# 5. Number


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
def test_three_sessions_moved_to_the_nearest_figure(named: list[str], number: int) -> None:
    plan = planned(asked("face_cheeks", *named))
    assert plan.sessions == number
    assert max(visit.number for visit in sessions(plan)) == number


def test_an_area_ends_with_its_own_number() -> None:
    plan = planned(asked("face_cheeks", "laxity"), asked("face_nose", "pores"))
    assert [len(visit.areas) for visit in sessions(plan)] == [2, 2, 2, 1]


def test_a_number_set_by_hand_is_kept_and_said() -> None:
    plan = planned(asked("face_cheeks"), choices=PlanChoices(sessions=6))
    assert plan.sessions == 6
    assert plan.sessions_reason is not None
    assert "as set here" in plan.sessions_reason.text


# 6. Interval


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
    ],
)
def test_the_shortest_interval(request_: AreaToPlan, case: dict[str, Any], interval: int) -> None:
    plan = planned(request_, **case)
    assert plan.interval_days == interval
    assert plan.interval_reason is not None
    assert plan.interval_reason.sources


def test_the_interval_is_counted_between_needlings() -> None:
    plan = planned(asked("face_cheeks"))
    assert days(plan) == [TODAY, TODAY + timedelta(28), TODAY + timedelta(56)]
    assert plan.total_weeks == 8


@pytest.mark.parametrize(("wish", "kept"), [(56, 56), (28, 28), (14, 28)])
def test_an_interval_set_by_hand_is_never_shorter(wish: int, kept: int) -> None:
    assert planned(asked("face_cheeks"), choices=PlanChoices(interval_days=wish)).interval_days == kept


# 7. Test patch


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
def test_the_longest_watch_over_the_patch_comes_first(case: dict[str, Any], until: date) -> None:
    plan = planned(asked("face_cheeks"), **case)
    assert days(plan, "test_patch") == [TODAY]
    assert days(plan)[0] == until
    assert plan.visits[0].areas[0].area_cm2 == 4


def test_no_patch_where_none_is_asked_for() -> None:
    assert not days(planned(asked("face_cheeks")), "test_patch")


def test_the_patch_is_needling_and_waits_for_the_earliest_safe_date() -> None:
    safe = date(2027, 3, 12)
    plan = planned(asked("back_upper", earliest=safe), skin_type=4)
    assert days(plan, "test_patch") == [safe]
    assert days(plan)[0] == safe + timedelta(28)


# 8. First session on a body area


def test_a_body_area_starts_with_one_block_and_two_reviews() -> None:
    plan = planned(asked("back_upper", cm2=500))
    assert [(visit.kind, visit.date) for visit in plan.visits[:3]] == [
        ("session", TODAY),
        ("review", TODAY + timedelta(7)),
        ("review", TODAY + timedelta(28)),
    ]
    assert [visit.areas[0].area_cm2 for visit in sessions(plan)] == [100, 500, 500]


def test_a_block_is_never_larger_than_the_area_and_the_face_needs_none() -> None:
    plan = planned(asked("shoulders.left", cm2=60), asked("face_cheeks", cm2=162))
    assert {area.key: area.area_cm2 for area in sessions(plan)[0].areas} == {"shoulders.left": 60, "face_cheeks": 162}
    assert not days(planned(asked("face_cheeks")), "review")


def test_fields_wait_for_the_last_review() -> None:
    away = Avoid.model_validate({"from": TODAY + timedelta(28), "to": TODAY + timedelta(40)})
    plan = planned(asked("back_upper", cm2=200), avoid=(away,))
    assert days(plan)[1] >= days(plan, "review")[-1] == TODAY + timedelta(41)


# 9. Fields


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
def test_large_requests_are_split_into_the_fewest_equal_fields(
    cm2: float, case: dict[str, Any], fields: list[float]
) -> None:
    plan = planned(asked("back_upper", cm2=cm2), **case)
    assert [visit.areas[0].area_cm2 for visit in sessions(plan) if visit.number == 2] == fields


def test_a_whole_back_without_cream_takes_three_fields_at_any_body_size() -> None:
    for surface in (1.5, 1.77, 1.81, 1.83, 2.1):
        back = [
            asked(key, cm2=float(round(areas()[key].share_percent * surface * 100)), estimated=True)
            for key in ("back_upper", "back_mid", "back_lower")
        ]
        plan = planned(*back, body_surface_m2=surface)
        assert len([visit for visit in sessions(plan) if visit.number == 2]) == 3


def test_all_areas_of_a_visit_count_together() -> None:
    plan = planned(asked("back_upper", cm2=900), asked("shoulders", cm2=180), numbed=True)
    second = [visit for visit in sessions(plan) if visit.number == 2]
    assert [sum(area.area_cm2 or 0 for area in visit.areas) for visit in second] == [540, 540]
    assert second[0].areas[0].part == "part 1 of 2"
    assert "600 cm²" in said(plan)


def test_fields_lie_fourteen_days_apart_and_keep_their_own_interval() -> None:
    plan = planned(asked("back_upper", cm2=900), numbed=True)
    by_part: dict[str, list[date]] = {}
    for visit in sessions(plan)[1:]:
        assert visit.date is not None
        by_part.setdefault(visit.areas[0].part, []).append(visit.date)
    (one, two), (other_one, other_two) = by_part.values()
    assert other_one - one >= timedelta(14)
    assert two - one == other_two - other_one == timedelta(42)


def test_an_unknown_size_is_said_and_not_invented() -> None:
    plan = planned(asked("back_upper", cm2=None), body_surface_m2=None)
    assert plan.areas[0].area_cm2 is None
    assert "Measure it" in said(plan)
    assert [visit.areas[0].area_cm2 for visit in sessions(plan) if visit.number == 2] == [None, None]


# 10. No date


def test_what_waits_for_an_answer_stands_in_the_plan_without_dates() -> None:
    plan = planned(asked("face_cheeks"), asked("shoulders.right", earliest=None, waits_for="GP letter"))
    assert [visit.date is None for visit in sessions(plan)] == [False] * 3 + [True] * 3
    assert {area.key for visit in plan.visits if visit.date is None for area in visit.areas} == {"shoulders.right"}


def test_a_patch_without_a_date_comes_first_when_everything_waits() -> None:
    plan = planned(asked("face_cheeks", earliest=None), skin_type=5)
    assert [visit.kind for visit in plan.visits] == ["test_patch", "session", "session", "session"]
    assert all(visit.date is None for visit in plan.visits)
    assert plan.total_weeks is None


# 11. Not offered


@pytest.mark.parametrize("name", [name for name, each in concerns().items() if not each.offered])
def test_what_is_not_offered_is_not_planned(name: str) -> None:
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
def test_acne_scars_of_grade_one_are_planned_as_dark_marks(concern: AreaConcern) -> None:
    plan = planned(asked("face_cheeks", concern))
    assert band(plan.areas[0]) == (0.5, 1.0)
    assert plan.interval_days == 42
    assert plan.areas[0].concerns == ("pih",)


def test_the_armpit_has_no_depth_and_no_plan() -> None:
    assert "axilla" in planned(asked("axilla")).not_planned


def test_a_blocked_area_is_left_out_with_its_reason_while_others_go_ahead() -> None:
    plan = planned(asked("back_upper", may_plan=False, why_not="Keloid here"), asked("face_cheeks"))
    assert plan.not_planned == {"back_upper": "Keloid here"}
    assert [area.key for area in plan.areas] == ["face_cheeks"]


def test_radiofrequency_gets_no_plan() -> None:
    plan = planned(asked("face_cheeks"), device_kind="rf")
    assert not plan.visits
    assert "Radiofrequency" in plan.not_planned["face_cheeks"]


# Off-label, calendar, session asked for


def test_an_area_the_device_does_not_name_is_off_label() -> None:
    plan = planned(asked("face_cheeks"), asked("back_upper"), device_areas=("face_cheeks",))
    assert [bool(area.off_label) for area in plan.areas] == [False, True]


def test_closed_days_weekdays_and_trips_are_kept_free() -> None:
    case = {
        "weekdays": frozenset({"tue"}),
        "closed": frozenset({date(2026, 11, 24)}),
        "avoid": (Avoid.model_validate({"from": date(2026, 12, 29), "to": date(2027, 1, 3)}),),
    }
    assert days(planned(asked("face_cheeks"), **case)) == [date(2026, 12, 1), date(2027, 1, 5), date(2027, 2, 2)]


def test_a_calendar_without_an_open_day_is_refused() -> None:
    never = Avoid.model_validate({"from": TODAY, "to": TODAY + timedelta(5000)})
    with pytest.raises(BadInputError, match="open day"):
        planned(asked("face_cheeks"), avoid=(never,))


def test_the_session_asked_for_is_kept_when_it_can_be() -> None:
    wanted = Booking(date=date(2027, 1, 12))
    assert days(planned(asked("face_cheeks"), session=wanted))[0] == wanted.date
    late = planned(asked("face_cheeks"), session=Booking(date=TODAY + timedelta(4)), skin_type=4)
    assert days(late)[0] == TODAY + timedelta(28)
    assert "moves from 24 Nov 2026 to 18 Dec 2026" in said(late)


def test_a_session_before_the_earliest_safe_date_is_refused() -> None:
    free = asked("back_upper", earliest=date(2027, 3, 12))
    with pytest.raises(BadInputError, match="12 March 2027"):
        session_problem(Booking(date=date(2027, 3, 11)), [free])
    session_problem(Booking(date=date(2027, 3, 12)), [free])
    session_problem(Booking(date=date(2027, 3, 11)), [free, asked("face_cheeks")])
    session_problem(Booking(date=date(2027, 3, 11)), [asked("back_upper", earliest=None)])
    session_problem(None, [free])


def test_a_date_set_by_hand_is_kept_or_moved_to_the_first_day_that_may_be() -> None:
    choices = PlanChoices(dates={"session_2": date(2027, 2, 1), "session_3": date(2027, 2, 2)})
    plan = planned(asked("face_cheeks"), choices=choices)
    assert days(plan) == [TODAY, date(2027, 2, 1), date(2027, 3, 1)]
    assert "2 Feb 2027 cannot be kept" in said(plan)


def test_areas_that_are_free_later_follow_on_days_of_their_own() -> None:
    later = TODAY + timedelta(20)
    plan = planned(asked("face_cheeks"), asked("back_upper", earliest=later))
    of_back = [visit.date for visit in sessions(plan) if visit.areas[0].key == "back_upper" and visit.date]
    assert min(of_back) >= later
    assert days(plan)[0] == TODAY


# Laws

KEYS = ["face_cheeks", "face_nose", "scalp", "neck_front", "back_upper", "back_mid", "shoulders.left", "thighs"]
REQUESTS = st.lists(
    st.tuples(
        st.sampled_from(KEYS),
        st.sampled_from([(), ("pih",), ("texture_tone",), ("laxity",)]),
        st.one_of(st.none(), st.integers(20, 3500)),
        st.one_of(st.none(), st.integers(0, 300)),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda each: each[0],
)


@st.composite
def cases(draw: st.DrawFn) -> Circumstances:
    start = TODAY + timedelta(draw(st.integers(0, 200)))
    away = Avoid.model_validate({"from": start, "to": start + timedelta(draw(st.integers(0, 60)))})
    opening = draw(st.frozensets(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])))
    return Circumstances(
        as_of=TODAY,
        skin_type=draw(st.one_of(st.none(), st.integers(1, 6))),
        past_pih=draw(st.booleans()),
        glogau=draw(st.one_of(st.none(), st.integers(1, 4))),
        device_max_mm=draw(st.one_of(st.none(), st.sampled_from([0.2, 0.5, 1.0, 2.5]))),
        supervised=draw(st.booleans()),
        numbed=draw(st.booleans()),
        body_surface_m2=draw(st.one_of(st.none(), st.floats(1.3, 2.4))),
        watches=draw(st.sampled_from([(), (Watch(days=7),), (Watch(months=3),)])),
        avoid=(away,),
        closed=frozenset({TODAY, date(2026, 12, 25)}),
        weekdays=opening,
        session=draw(st.one_of(st.none(), st.just(Booking(date=TODAY + timedelta(50))))),
        choices=PlanChoices(
            sessions=draw(st.one_of(st.none(), st.integers(1, 5))),
            interval_days=draw(st.one_of(st.none(), st.integers(14, 60))),
            dates=draw(st.dictionaries(st.sampled_from(["test_patch", "session_1", "session_2"]), st.just(TODAY))),
        ),
    )


@settings(max_examples=150, deadline=None)
@given(requests=REQUESTS, case=cases())
def test_no_visit_breaks_a_limit(
    requests: list[tuple[str, tuple[str, ...], int | None, int | None]], case: Circumstances
) -> None:
    wanted = {
        key: asked(key, *named, cm2=size, earliest=None if wait is None else TODAY + timedelta(wait))
        for key, named, size, wait in requests
    }
    plan = plan_sessions(list(wanted.values()), case, planning(), concerns())
    dated = [visit for visit in plan.visits if visit.date]
    assert [visit.date for visit in dated] == sorted(days(plan) + days(plan, "test_patch") + days(plan, "review"))
    assert len({visit.key for visit in plan.visits}) == len(plan.visits)
    needled: dict[tuple[str, str], date] = {}
    patch = next((visit.date for visit in dated if visit.kind == "test_patch"), None)
    for visit in dated:
        assert visit.date is not None
        assert visit.date not in case.closed
        assert not any(span.start <= visit.date <= span.end for span in case.avoid)
        assert not case.weekdays or f"{visit.date:%a}".lower() in case.weekdays
        for area in visit.areas:
            earliest = wanted[area.key].earliest
            assert earliest is not None
            assert visit.date >= earliest
            assert area.start_mm <= area.depth_mm.low <= area.depth_mm.high <= area.ceiling_mm
        if visit.kind != "session":
            continue
        assert patch is None or visit.date >= max(patch + timedelta(7), add_months(patch, 0))
        for area in visit.areas:
            for part in {area.part, ""}:
                last = needled.get((area.key, part))
                assert last is None or (visit.date - last).days >= (plan.interval_days or 0)
        if visit.number == 1:
            needled |= {(area.key, ""): visit.date for area in visit.areas}
        needled |= {(area.key, area.part): visit.date for area in visit.areas if visit.number > 1}
        covered = sum(area.area_cm2 or 0 for area in visit.areas)
        assert covered <= (
            600.1 if case.numbed or not case.body_surface_m2 else 13 / 3 * case.body_surface_m2 * 100 + 2.5
        )
    gaps = [later - earlier for earlier, later in zip(days(plan), days(plan)[1:], strict=False)]
    assert all(gap >= timedelta(14) for gap in gaps)
