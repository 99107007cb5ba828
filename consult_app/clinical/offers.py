"""What can be had instead of a wish that cannot be met: whole courses, planned by the same rules."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from consult_app.clinical.consultation import Booking
from consult_app.clinical.course import Offer, TreatmentPlan
from consult_app.clinical.dates import short_date
from consult_app.clinical.drafting import Order, draft
from consult_app.clinical.reasons import Reason
from consult_app.clinical.wishes import FinishBy, StartOn, Wish


def offers(wish: Wish, plan: TreatmentPlan, order: Order) -> Iterator[Offer]:
    """The nearest courses: a later start; fewer sessions before the day, or the whole course after it."""
    if isinstance(wish, FinishBy):
        yield from _fewer(wish, plan, order)
        yield from _after(wish, order)
    else:
        yield from _later(wish, plan)


def _later(wish: StartOn, plan: TreatmentPlan) -> Iterator[Offer]:
    first = plan.first_session
    if first and first.date:
        days = (first.date - wish.day).days
        text = f"The course can start {days} {'day' if days == 1 else 'days'} later, on {short_date(first.date)}."
        yield Offer("later", Reason(text), plan)


def _fewer(wish: FinishBy, plan: TreatmentPlan, order: Order) -> Iterator[Offer]:
    """The most sessions that still leave the skin its time before the day."""
    finish = order.rules.finish
    for number in range(plan.sessions - 1, 0, -1):
        choices = order.case.choices.model_copy(update={"sessions": number})
        other = draft(replace(order, case=replace(order.case, choices=choices)))
        if wish.met(other):
            named = f"{number} {'session fits' if number == 1 else 'sessions fit'} before {short_date(wish.day)}"
            text = f"{named}, with {finish.settled_days} days for the skin to settle"
            judged = f"the result is judged {finish.judged_months} months after the last session"
            yield Offer("fewer", Reason(f"{text}; {judged}.{_waiting(other)}", finish.sources), other)
            return


def _after(wish: FinishBy, order: Order) -> Iterator[Offer]:
    """The whole course, begun after the day; a test patch may come before it."""
    case = order.case
    choices = case.choices.model_copy(update={"finish_by": None, "dates": {}})
    after = replace(order, case=replace(case, choices=choices))
    other = _starting(max(wish.day + timedelta(days=1), case.as_of), after)
    first, last = other.first_session, other.last_day
    if first and first.around and last:
        text = f"The whole course fits after {short_date(wish.day)}: from {short_date(first.around)}"
        yield Offer("after", Reason(f"{text} to {short_date(last)}.{_waiting(other)}"), other)


def _starting(day: date, order: Order) -> TreatmentPlan:
    """The plan from the first day on that can be kept, so that nothing in it speaks of another."""
    plan = draft(replace(order, case=replace(order.case, session=Booking(date=day))))
    first = plan.first_session
    if first is None or first.date in (None, day):
        return plan
    return draft(replace(order, case=replace(order.case, session=Booking(date=first.date))))


def _waiting(plan: TreatmentPlan) -> str:
    """What is added where days are no dates yet."""
    return "" if all(visit.date for visit in plan.sessions_planned) else " Some of its days are only days to aim for."
