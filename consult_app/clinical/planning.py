"""Session planning: areas, number, interval and visits of a course, worked out from the protocol."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from consult_app.clinical.areas import Concern
from consult_app.clinical.consultation import Booking
from consult_app.clinical.contraindications import Watch
from consult_app.clinical.course import AreaToPlan, Circumstances, PlannedArea, TreatmentPlan, Visit, VisitArea
from consult_app.clinical.dates import long_date
from consult_app.clinical.depth import depths, is_careful
from consult_app.clinical.fields import Skin, skin_of, split, visit_limit_cm2
from consult_app.clinical.intervals import sessions_for, shortest_interval
from consult_app.clinical.plannable import planned_concerns, why_not
from consult_app.clinical.planning_notes import field_note, moved_notes, notes
from consult_app.clinical.planning_rules import PlanningRules
from consult_app.clinical.reasons import Reason
from consult_app.clinical.scheduling import Calendar
from consult_app.clinical.slots import Course
from consult_app.clinical.visits import schedule
from consult_app.errors import BadInputError

__all__ = [
    "AreaToPlan",
    "Circumstances",
    "PlannedArea",
    "PlanningRules",
    "TreatmentPlan",
    "Visit",
    "VisitArea",
    "plan_sessions",
    "session_problem",
]

Chosen = tuple[AreaToPlan, tuple[Concern, ...]]


def plan_sessions(
    areas: Sequence[AreaToPlan], case: Circumstances, rules: PlanningRules, concerns: Mapping[str, Concern]
) -> TreatmentPlan:
    """The treatment plan for the requested areas; an area that may not be planned is named with the reason.

    No visit with needles falls before an area's earliest day, in a span to avoid, on a closed day, or under the
    shortest interval. Raises BadInputError when the calendar holds no open day.
    """
    left_out = {area.key: reason for area in areas if (reason := why_not(area, case, rules, concerns))}
    chosen = [(area, planned_concerns(area.request, concerns, rules)) for area in areas if area.key not in left_out]
    if not chosen:
        return TreatmentPlan((), (), left_out, None, None, 0, None, ())
    planned = tuple(_planned(area, named, case, rules) for area, named in chosen)
    skins = {a.key: skin_of(p, a.area.share(a.request.side), rules) for (a, _), p in zip(chosen, planned, strict=True)}
    limit = visit_limit_cm2(case, rules)
    interval, why = _interval(chosen, skins, limit, case, rules)
    courses = _courses(planned, skins, limit, interval, case)
    watches = test_patches(case, rules)
    visits = schedule(courses, watches, rules, Calendar.of(case), case.choices.dates)
    number, because = _number(chosen, planned, case, rules)
    asked = [area for area, _ in chosen]
    constraints = [*notes(asked, planned, case, rules, concerns=concerns, watches=watches), why]
    fields = max(len(split(course.skins, course.limit_cm2, course.slack_cm2)) for course in courses)
    if fields > 1:
        constraints.append(field_note(limit, fields, case, rules))
    constraints += moved_notes(visits, case, rules)
    return TreatmentPlan(planned, visits, left_out, interval, why, number, because, tuple(constraints))


def test_patches(case: Circumstances, rules: PlanningRules) -> tuple[Watch, ...]:
    """Every watch a test patch has to outlast: those of the findings, and that of careful skin."""
    own = (Watch(days=rules.patch.careful_days),) if is_careful(case, rules) else ()
    return (*(watch for watch in case.watches if watch.days or watch.months), *own)


def session_problem(wanted: Booking | None, areas: Iterable[AreaToPlan]) -> None:
    """Refuse a session that is asked for before the earliest safe date of every area that may be planned.

    Raises BadInputError; an area that waits without a date decides nothing here.
    """
    earliest = min((area.earliest for area in areas if area.may_plan and area.earliest), default=None)
    if wanted and earliest and wanted.date < earliest:
        reason = f"session.date: {wanted.date} lies before the earliest safe date, {earliest}"
        raise BadInputError(
            f"The session cannot be before {long_date(earliest)}.", (reason,), "Choose a later day, or leave it out."
        )


def _planned(area: AreaToPlan, named: Sequence[Concern], case: Circumstances, rules: PlanningRules) -> PlannedArea:
    own, key, side = area.area, area.key, area.request.side
    mm = depths(area, named, case, rules)
    wish = case.choices.depth_mm.get(key)
    scars = any(concern.scar for concern in named) and not is_careful(case, rules)
    usual, _ = sessions_for(named, rules)
    return PlannedArea(
        key=key,
        name=own.name(side),
        plain_name=own.plain(side),
        group=own.group,
        concerns=tuple(concern.id for concern in named),
        depth_mm=mm.band,
        first_mm=mm.first,
        start_mm=mm.start_mm,
        first_start_mm=mm.first_start_mm,
        ceiling_mm=mm.ceiling_mm,
        ceiling_reason=mm.ceiling_reason,
        passes=case.choices.passes.get(key, own.passes[0] if own.passes else 0),
        end_point=case.choices.endpoint.get(key) or (rules.scar_end_point if scars else rules.end_point),
        area_cm2=area.area_cm2,
        estimated=area.estimated,
        sessions=case.choices.sessions or usual,
        us_status=area.us_status,
        bone_cap_mm=own.bone_cap_mm,
        bone_note=own.bone_note,
        chosen_mm=None if wish is None else min(wish, mm.ceiling_mm),
        earliest=area.earliest,
        waits_for=area.waits_for,
    )


def _interval(
    chosen: Sequence[Chosen], skins: Mapping[str, Skin], limit: float, case: Circumstances, rules: PlanningRules
) -> tuple[int, Reason]:
    body = [skins[area.key] for area, _ in chosen if area.area.group == "body"]
    shortest, why = shortest_interval(chosen, body, limit, case, rules)
    wish = case.choices.interval_days
    if wish is None or wish == shortest:
        return shortest, why
    if wish < shortest:
        return shortest, Reason(f"{wish} days were set and are too short. {why.text}", why.sources)
    return wish, Reason(f"{wish} days apart, as set here. {why.text}", why.sources)


def _number(
    chosen: Sequence[Chosen], planned: Sequence[PlannedArea], case: Circumstances, rules: PlanningRules
) -> tuple[int, Reason]:
    usual, why = max((sessions_for(named, rules) for _, named in chosen), key=lambda pair: pair[0])
    number = max(area.sessions for area in planned)
    if case.choices.sessions and number != usual:
        return number, Reason(f"{number} sessions, as set here. The protocol's figure: {why.text}", why.sources)
    return number, why


def _courses(
    planned: Sequence[PlannedArea], skins: Mapping[str, Skin], limit: float, interval: int, case: Circumstances
) -> list[Course]:
    """Areas that may start on the same day share their sessions; those that wait without a date come last."""
    starts = {area.key: max(area.earliest, case.as_of) if area.earliest else None for area in planned}
    courses = []
    for index, start in enumerate(sorted(set(starts.values()), key=lambda day: day or date.max)):
        members = tuple(area for area in planned if starts[area.key] == start)
        rounded = sum(area.estimated for area in members) if not case.numbed else 0
        courses.append(
            Course(
                areas=members,
                skins=tuple(skins[area.key] for area in members),
                limit_cm2=limit,
                slack_cm2=0.5 * rounded,
                interval_days=interval,
                start=start,
                wanted=case.session.date if case.session and start else None,
                suffix=f"_course_{index + 1}" if index else "",
            )
        )
    return courses
