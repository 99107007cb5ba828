"""Session planning: the course for a consultation, what keeps a wish from being met, and what can be had instead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from consult_app.clinical.areas import Concern
from consult_app.clinical.consultation import Booking
from consult_app.clinical.course import AreaToPlan, Circumstances, PlannedArea, TreatmentPlan, Visit, VisitArea
from consult_app.clinical.dates import long_date
from consult_app.clinical.drafting import Order, draft, test_patches
from consult_app.clinical.offers import offers
from consult_app.clinical.opening import AlwaysOpen, DayJudge
from consult_app.clinical.planning_rules import PlanningRules
from consult_app.clinical.wishes import binding, one_limit_less, wishes_of
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
    "test_patches",
]

ALWAYS_OPEN = AlwaysOpen()


def plan_sessions(
    areas: Sequence[AreaToPlan],
    case: Circumstances,
    rules: PlanningRules,
    concerns: Mapping[str, Concern],
    judge: DayJudge = ALWAYS_OPEN,
) -> TreatmentPlan:
    """The treatment plan for the requested areas; an area that may not be planned is named with the reason.

    No visit with needles falls before an area's earliest day, in a span to avoid, on a closed day, under the shortest
    interval, or on a day the ``judge`` finds shut: where it finds no open day the visit has none. Where a wish cannot
    be met the plan says what binds it and what can be had instead. Raises BadInputError when the calendar holds no
    open day.
    """
    order = Order(tuple(areas), case, rules, concerns, judge)
    plan = draft(order)
    missed = tuple(wish for wish in wishes_of(order) if not wish.met(plan))
    if not plan.visits or not missed:
        return plan
    tried = one_limit_less(plan, order)
    return replace(
        plan,
        binding=tuple(reason for wish in missed for reason in binding(wish, plan, tried)),
        offers=tuple(offer for wish in missed for offer in offers(wish, plan, order)),
    )


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
