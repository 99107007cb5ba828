"""Wishes for a course, and which single limit keeps one from being met, found by leaving out one limit at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from consult_app.clinical.consultation import Avoid
from consult_app.clinical.course import TreatmentPlan, Visit
from consult_app.clinical.dates import short_date
from consult_app.clinical.drafting import Order, outline, test_patches
from consult_app.clinical.opening import Without
from consult_app.clinical.reasons import Reason
from consult_app.clinical.scheduling import watch_words


@dataclass(frozen=True)
class StartOn:
    """The first session on a day."""

    day: date

    @property
    def missed(self) -> str:
        """What cannot be done, as the start of a sentence."""
        return f"The first session cannot be on {short_date(self.day)}"

    def met(self, plan: TreatmentPlan) -> bool:
        """Whether the first session has that day."""
        first = plan.first_session
        return bool(first and first.date == self.day)

    def reached(self, plan: TreatmentPlan) -> date | None:
        """The day of the first session."""
        return plan.first_session.around if plan.first_session else None


@dataclass(frozen=True)
class FinishBy:
    """All sessions done, and the skin settled, by a day."""

    day: date
    settled_days: int

    @property
    def missed(self) -> str:
        """What cannot be done, as the start of a sentence."""
        return f"The course cannot be done and settled by {short_date(self.day)}"

    def met(self, plan: TreatmentPlan) -> bool:
        """Whether every session, dated or aimed for, leaves the skin its time."""
        last = plan.last_day
        return bool(last and last + timedelta(days=self.settled_days) <= self.day)

    def reached(self, plan: TreatmentPlan) -> date | None:
        """The day of the last session."""
        return plan.last_day


Wish = StartOn | FinishBy
"""What a course is asked to do."""


def wishes_of(order: Order) -> Iterator[Wish]:
    """What the case wishes for."""
    if order.case.session:
        yield StartOn(order.case.session.date)
    if order.case.choices.finish_by:
        yield FinishBy(order.case.choices.finish_by, order.rules.finish.settled_days)


Tried = tuple[Reason, TreatmentPlan]


def one_limit_less(plan: TreatmentPlan, order: Order) -> tuple[Tried, ...]:
    """Each limit that shapes the days of a plan, named, with the course as it would be without it."""
    return tuple((reason, outline(other)) for reason, other in _orders(plan, order))


def binding(wish: Wish, plan: TreatmentPlan, tried: Iterable[Tried]) -> tuple[Reason, ...]:
    """Each limit without which the wish would be met; where none is enough alone, the one that costs most time."""
    tried = tuple(tried)
    enough = [reason for reason, other in tried if wish.met(other)]
    if enough:
        return tuple(Reason(f"{wish.missed}. What holds it up: {each.text}.", each.sources) for each in enough)
    now = wish.reached(plan) or date.max
    gained = [(day, reason) for reason, other in tried if (day := wish.reached(other)) and day < now]
    if not gained:
        return (Reason(f"{wish.missed}. The course itself takes longer."),)
    _, most = min(gained, key=lambda pair: pair[0])
    return (Reason(f"{wish.missed}. No single limit is the reason; what takes most time: {most.text}.", most.sources),)


def _orders(plan: TreatmentPlan, order: Order) -> Iterator[tuple[Reason, Order]]:
    yield from _rules_less(plan, order)
    yield from _calendar_less(order)
    yield from _protocol_less(plan, order)


def _rules_less(plan: TreatmentPlan, order: Order) -> Iterator[tuple[Reason, Order]]:
    """The rules that keep days shut, each left out, together with the wait it put on an area."""
    keys = [area.key for area in plan.areas]
    causes = {shut.cause: shut.reason for day in _days_asked(plan, order) for shut in order.judge(keys, day)}
    free = tuple(replace(area, earliest=order.case.as_of, waits_for="") for area in order.areas)
    for cause, reason in causes.items():
        yield reason, replace(order, areas=free, judge=Without(order.judge, cause))


def _days_asked(plan: TreatmentPlan, order: Order) -> list[date]:
    """The days the plan may have wanted: today, the day asked for, its own, and an interval after each visit."""
    step = timedelta(days=plan.interval_days or 0)
    wanted = [order.case.session.date] if order.case.session else []
    around = [visit.around for visit in _needled(plan) if visit.around]
    return sorted({order.case.as_of, *wanted, *around, *(day + step for day in around[:-1])})


def _needled(plan: TreatmentPlan) -> list[Visit]:
    return [visit for visit in plan.visits if visit.kind != "review"]


def _calendar_less(order: Order) -> Iterator[tuple[Reason, Order]]:
    case = order.case
    for span in case.avoid:
        others = tuple(other for other in case.avoid if other != span)
        yield Reason(_span_words(span)), replace(order, case=replace(case, avoid=others))
    if case.closed:
        yield Reason("the clinic's closing days"), replace(order, case=replace(case, closed=frozenset()))
    if case.weekdays:
        yield Reason("the clinic's opening days"), replace(order, case=replace(case, weekdays=frozenset()))


def _span_words(span: Avoid) -> str:
    days = f"{short_date(span.start)} to {short_date(span.end)}"
    return f"{span.label} ({days})" if span.label else f"the days to avoid ({days})"


def _protocol_less(plan: TreatmentPlan, order: Order) -> Iterator[tuple[Reason, Order]]:
    case, rules = order.case, order.rules
    if text := _patches(order):
        less = rules.model_copy(update={"patch": rules.patch.model_copy(update={"careful_days": 0})})
        unwatched = replace(case, watches=(), watched_until=None)
        yield Reason(text, rules.patch.sources), replace(order, rules=less, case=unwatched)
    if case.session:
        day = short_date(case.session.date)
        yield Reason(f"the day asked for the first session, {day}"), replace(order, case=replace(case, session=None))
    if case.choices.dates:
        by_hand = case.choices.model_copy(update={"dates": {}})
        yield Reason("the days set by hand"), replace(order, case=replace(case, choices=by_hand))
    yield _interval_less(plan, order)


def _patches(order: Order) -> str:
    """The test patches the first session waits for, done or to come."""
    watches, until = test_patches(order.case, order.rules), order.case.watched_until
    done = f"the test patch already done, watched until {short_date(until)}" if until else ""
    coming = f"the test patch, watched for {watch_words(watches)}" if watches else ""
    return ", and ".join(filter(None, (done, coming)))


def _interval_less(plan: TreatmentPlan, order: Order) -> tuple[Reason, Order]:
    """One day between sessions instead of the interval; the time skin takes to settle still counts."""
    rules = order.rules
    days = dict.fromkeys(("days", "careful_days", "hair_days"), 1)
    less = rules.model_copy(update={"interval": rules.interval.model_copy(update=days)})
    free = order.case.choices.model_copy(update={"interval_days": None})
    text = f"the interval of {plan.interval_days} days"
    return Reason(text, rules.interval.sources), replace(order, rules=less, case=replace(order.case, choices=free))
