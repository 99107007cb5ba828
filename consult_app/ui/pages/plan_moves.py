"""Why a visit that was moved by hand does not stand on the day it was moved to."""

from collections.abc import Iterator
from datetime import date, timedelta

from consult_app.clinical.consultation import Avoid
from consult_app.clinical.course import Circumstances, TreatmentPlan, Visit
from consult_app.clinical.dates import short_date, weekday_date
from consult_app.clinical.scheduling import WEEKDAYS, Calendar
from consult_app.ui.pages.plan_visits import earliest_day, visit_name

FARTHEST = 366
"""How many days a visit that is moved may skip over closed days."""


def open_day(calendar: Calendar, day: date, step: int) -> date | None:
    """The day itself when it is open, else the next open one in steps of ``step`` days; None within a year."""
    days = (day + timedelta(days=step * ahead) for ahead in range(FARTHEST))
    return next((found for found in days if calendar.is_open(found)), None)


def move_words(visit: Visit, asked: date, plan: TreatmentPlan, case: Circumstances) -> str:
    """What became of a move to the day ``asked``, with the reason; empty when the visit stands on that day."""
    if visit.date == asked:
        return ""
    not_then = f"not on {short_date(asked)}: "
    moved = (reason.text.removeprefix(not_then).rstrip(".") for reason in visit.moved)
    because = [*calendar_reasons(asked, plan, case), *moved]
    if not because and not visit.waits_for:
        because = [_spacing(visit, plan, case)]
    name = visit_name(visit, plan)
    sentences = [f"{name} cannot be on {weekday_date(asked)}", *because, *_stands(visit)]
    return " ".join(f"{words[:1].upper()}{words[1:]}." for words in sentences)


def calendar_reasons(day: date, plan: TreatmentPlan, case: Circumstances) -> Iterator[str]:
    """What keeps a day shut for everyone: the wait, days to avoid, closing days and opening days."""
    earliest = earliest_day(plan)
    if earliest and day < earliest:
        yield f"no needling before {short_date(earliest)}"
    elif day < case.as_of:
        yield "that day is over"
    yield from (f"days to avoid{f' ({span.label})' if span.label else ''}" for span in case.avoid if _holds(span, day))
    if day in case.closed:
        yield "the clinic is closed that day"
    elif case.weekdays and WEEKDAYS[day.weekday()] not in case.weekdays:
        yield f"the clinic is not open on {day:%A}s"


def _holds(span: Avoid, day: date) -> bool:
    return span.start <= day <= span.end


def _spacing(visit: Visit, plan: TreatmentPlan, case: Circumstances) -> str:
    """What keeps visits apart; a first session follows the test patch and its watch, if there is one."""
    if visit.number == 1 and (case.watched_until or any(each.kind == "test_patch" for each in plan.visits)):
        return "the test patch is watched first"
    apart = plan.interval_reason.text.rstrip(".") if plan.interval_reason and visit.number > 1 else ""
    return f"too near another visit. {apart}".strip(" .")


def _stands(visit: Visit) -> Iterator[str]:
    if visit.date:
        yield f"it stands on {weekday_date(visit.date)}"
        return
    yield f"it has no date yet{f', aim for {weekday_date(visit.aim)}' if visit.aim else ''}"
    yield from (f"it waits for: {reason.text.rstrip('.')}" for reason in visit.waits_for)
