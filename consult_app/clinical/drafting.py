"""Drafting a course: depths, number, interval and visits for one set of wishes, just as it is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from consult_app.clinical.areas import Concern
from consult_app.clinical.contraindications import Watch
from consult_app.clinical.course import AreaToPlan, Circumstances, PlannedArea, TreatmentPlan
from consult_app.clinical.depth import is_careful
from consult_app.clinical.fields import Skin, skin_of, split, visit_limit_cm2
from consult_app.clinical.intervals import sessions_for, shortest_interval
from consult_app.clinical.opening import AlwaysOpen, DayJudge, shuts_for_good
from consult_app.clinical.plannable import planned_concerns, why_not
from consult_app.clinical.planned_areas import planned_area
from consult_app.clinical.planning_notes import field_note, finish_note, moved_notes, notes
from consult_app.clinical.planning_rules import PlanningRules
from consult_app.clinical.reasons import Reason
from consult_app.clinical.scheduling import NOWHERE, Calendar, Place, Timetable
from consult_app.clinical.slots import Course
from consult_app.clinical.visits import Diary, schedule

Chosen = tuple[AreaToPlan, tuple[Concern, ...]]


@dataclass(frozen=True)
class Order:
    """All a plan is drafted from; another wish, or one limit less, is another order."""

    areas: tuple[AreaToPlan, ...]
    case: Circumstances
    rules: PlanningRules
    concerns: Mapping[str, Concern]
    judge: DayJudge = field(default_factory=AlwaysOpen)


def draft(order: Order) -> TreatmentPlan:
    """The treatment plan of one order with all it has to say."""
    plan, case, rules = outline(order), order.case, order.rules
    if not plan.areas:
        return plan
    wanted = [area for area in order.areas if area.key not in plan.not_planned]
    watches = test_patches(case, rules)
    limits = notes(wanted, plan.areas, case, rules, concerns=order.concerns, watches=watches)
    constraints = [*limits, *filter(None, (plan.interval_reason,))]
    if plan.fields > 1:
        constraints.append(field_note(visit_limit_cm2(case, rules), plan.fields, case, rules))
    if case.choices.finish_by and plan.last_day:
        constraints.append(finish_note(plan.last_day, rules))
    constraints += moved_notes(plan.visits, case, rules)
    return replace(plan, constraints=tuple(constraints))


def outline(order: Order) -> TreatmentPlan:
    """The course of one order, without its notes; an area that may not be planned is named with the reason."""
    case, rules, concerns = order.case, order.rules, order.concerns
    left_out = {area.key: reason for area in order.areas if (reason := why_not(area, case, rules, concerns))}
    wanted = [area for area in order.areas if area.key not in left_out]
    chosen = [(area, planned_concerns(area.request, concerns, rules)) for area in wanted]
    if not chosen:
        return TreatmentPlan((), (), left_out, None, None, 0, None, ())
    planned = tuple(planned_area(area, named, case, rules) for area, named in chosen)
    skins = {a.key: skin_of(p, a.area.share(a.request.side), rules) for (a, _), p in zip(chosen, planned, strict=True)}
    limit = visit_limit_cm2(case, rules)
    interval, why = _interval(chosen, skins, limit, case, rules)
    courses = _courses(planned, skins, limit, interval, order)
    timetable = Timetable(Calendar.of(case), order.judge, rules.calendar.horizon_days)
    diary = Diary(rules, timetable, case.choices.dates)
    visits = schedule(courses, test_patches(case, rules), diary, case.watched_until)
    number, because = _number(chosen, planned, case, rules)
    fields = max(len(split(course.skins, course.limit_cm2, course.slack_cm2)) for course in courses)
    return TreatmentPlan(planned, visits, left_out, interval, why, number, because, (), fields)


def test_patches(case: Circumstances, rules: PlanningRules) -> tuple[Watch, ...]:
    """Every watch a test patch has to outlast: those of the findings, and that of careful skin."""
    own = (Watch(days=rules.patch.careful_days),) if is_careful(case, rules) else ()
    return (*(watch for watch in case.watches if watch.days or watch.months), *own)


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


Open = tuple[date | None, date | None]


def _courses(
    planned: Sequence[PlannedArea], skins: Mapping[str, Skin], limit: float, interval: int, order: Order
) -> list[Course]:
    """Areas that are open over the same days share their sessions; those that wait without a date come last."""
    case = order.case
    spans = {area.key: _open_over(area, order) for area in planned}
    courses = []
    for index, span in enumerate(sorted(set(spans.values()), key=_in_order)):
        members = tuple(area for area in planned if spans[area.key] == span)
        rounded = sum(area.estimated for area in members) if not case.numbed else 0
        start, _ = span
        courses.append(
            Course(
                areas=members,
                skins=tuple(skins[area.key] for area in members),
                limit_cm2=limit,
                slack_cm2=0.5 * rounded,
                interval_days=interval,
                start=start,
                waiting=NOWHERE if start else Place(waits_for=_waits(members, order)),
                wanted=case.session.date if case.session and start else None,
                suffix=f"_course_{index + 1}" if index else "",
            )
        )
    return courses


def _in_order(span: Open) -> tuple[date, date]:
    """The earliest start first; of those that start together, the one open longest."""
    start, shut = span
    return start or date.max, date.min + (date.max - (shut or date.max))


def _open_over(area: PlannedArea, order: Order) -> Open:
    """The first day an area may be needled and the day it shuts for good; no start while it waits."""
    if area.earliest is None:
        return None, None
    start = max(area.earliest, order.case.as_of)
    horizon = start + timedelta(days=order.rules.calendar.horizon_days)
    return start, shuts_for_good(order.judge, area.key, start, horizon)


def _waits(members: Sequence[PlannedArea], order: Order) -> tuple[Reason, ...]:
    """What areas without a date wait for, by the rules of the day, else as the area itself says."""
    shut = order.judge([area.key for area in members], order.case.as_of)
    said = [each.reason for each in shut] or [Reason(area.waits_for) for area in members]
    return tuple(dict.fromkeys(said))
