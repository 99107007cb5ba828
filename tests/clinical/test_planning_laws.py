"""The laws no plan may break, whatever is asked for."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from consult_app.clinical.consultation import Avoid, Booking, PlanChoices
from consult_app.clinical.contraindications import Watch
from consult_app.clinical.course import Circumstances
from consult_app.clinical.dates import add_months
from consult_app.clinical.planning import plan_sessions
from tests.clinical.knowledge_files import concerns, planning
from tests.clinical.plans import TODAY, asked, days

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
