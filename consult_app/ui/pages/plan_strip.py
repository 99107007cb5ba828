"""The planned course as the calendar strip shows it: dates, days aimed for, the wait, and days to avoid."""

from datetime import date, timedelta

from consult_app.clinical.course import TreatmentPlan
from consult_app.clinical.course import Visit as PlannedVisit
from consult_app.clinical.summary import Summary
from consult_app.ui.pages.plan_visits import earliest_day, visit_name
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.calendar_strip import Avoided, CourseView, Visit

AFTER_LAST = timedelta(days=28)


def course_view(summary: Summary, state: ConsultationState) -> CourseView | None:
    """The visits on their strip, from the month the wait ends to some weeks after the last; None without any day.

    Neighbours set no least gap here: the plan itself moves later visits on when an earlier one comes too near.
    """
    days = [visit.around for visit in summary.plan.visits if visit.around]
    if not days:
        return None
    as_of = state.consultation.as_of
    earliest = max(earliest_day(summary.plan) or as_of, as_of)
    start = max(min(earliest, *days).replace(day=1), as_of)
    end = max(days) + AFTER_LAST
    avoided = tuple(
        Avoided(span.label or "Not free", max(span.start, start), min(span.end, end))
        for span in state.consultation.avoid
        if span.end >= start and span.start <= end
    )
    return CourseView(start, end, _marks(summary.plan), earliest if earliest > as_of else None, avoided)


def _marks(plan: TreatmentPlan) -> tuple[Visit, ...]:
    """Test patch and sessions in the order of their days."""
    stand = [(visit.around, visit) for visit in plan.visits if visit.kind != "review" and visit.around]
    return tuple(_mark(visit, day, plan) for day, visit in sorted(stand, key=lambda pair: pair[0]))


def _mark(visit: PlannedVisit, day: date, plan: TreatmentPlan) -> Visit:
    is_patch = visit.kind == "test_patch"
    sign, name = "T" if is_patch else str(visit.number), visit_name(visit, plan)
    return Visit(visit.key, sign, name, day, is_patch=is_patch, is_aim=visit.date is None)
