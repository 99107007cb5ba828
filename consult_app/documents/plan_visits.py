"""The visits of a plan: days that are set, days to aim for, what the others wait for, and why a day was moved."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from consult_app.clinical.course import Visit, VisitArea
from consult_app.clinical.dates import short_date, weekday_date
from consult_app.clinical.summary import Summary
from consult_app.documents import wording
from consult_app.documents.blocks import StripCell, strip, table
from consult_app.documents.first_steps import TITLE, first_steps
from consult_app.documents.plain_reasons import plain_reason
from consult_app.documents.runs import Prose, Strong
from consult_app.documents.type_scale import TypeScale

_BLOCK_NOTE = "One small block"  # 2.6, item 8
_WHOLE = 100.0  # percent


def visits(summary: Summary, scale: TypeScale, width: float) -> list[Flowable]:
    """The test patch and each session: side by side, or a table where parts take turns or a visit has no date."""
    if in_table(summary):
        rows: list[list[Prose]] = [[Strong(name), day, where] for name, day, where in visit_rows(summary)]
        return table(("Visit", "Day", "Where"), rows, (1.5, 1.75, 3.75), scale, width)
    treated = _treatments(summary)
    notes = [_note(visit, treated[:index], summary) for index, visit in enumerate(treated)]
    cells = [StripCell(_label([v], summary), _day(v), note) for v, note in zip(treated, notes, strict=True)]
    return strip(cells, scale)


def visit_rows(summary: Summary) -> list[tuple[str, str, str]]:
    """Each test patch and session as its name, its day and where."""
    return [(_label(group, summary), _day(group[0]), _where(group, summary)) for group in _rows(summary)]


def in_table(summary: Summary) -> bool:
    """Whether the visits need a table, which may go on over the page."""
    return any(visit.date is None or any(area.part for area in visit.areas) for visit in _treatments(summary))


def visit_notes(summary: Summary) -> Iterator[str]:
    """What stands under the visits: the time, the checks, what has no date yet, what was moved, days kept free."""
    yield from (*checks(summary), *_undated(summary), *_moved(summary), *_kept_free(summary))


def _treatments(summary: Summary) -> list[Visit]:
    return [visit for visit in summary.plan.visits if visit.kind != "review"]


def _rows(summary: Summary) -> list[list[Visit]]:
    """The visits row by row: those of a course that have no day to aim for stand together."""
    rows: dict[str, list[Visit]] = {}
    for visit in _treatments(summary):
        course = visit.key.partition("_course_")[2]
        alone = visit.around or visit.kind == "test_patch"
        rows.setdefault(visit.key if alone else f"course {course}", []).append(visit)
    return list(rows.values())


def _label(group: Sequence[Visit], summary: Summary) -> str:
    first, last = group[0], group[-1]
    if first.kind == "test_patch":
        return "Test patch"
    if first.number != last.number:
        return f"Sessions {first.number} to {last.number}"
    return f"Session {first.number}{_turn(first, summary)}"


def _turn(visit: Visit, summary: Summary) -> str:
    """Which of the visits of one session this is, where it takes several."""
    fields = [v for v in summary.plan.sessions_planned if v.number == visit.number and any(a.part for a in v.areas)]
    return f" ({fields.index(visit) + 1} of {len(fields)})" if visit in fields and len(fields) > 1 else ""


def _day(visit: Visit) -> str:
    if visit.date:
        return weekday_date(visit.date)
    return f"Aim for {short_date(visit.aim)}" if visit.aim else "No date yet"


def _where(group: Sequence[Visit], summary: Summary) -> str:
    """The areas of a visit, with the part of each that has its turn; of several visits, their areas."""
    first = group[0]
    if first.kind == "test_patch":
        return _patch_size(first)
    names = [
        summary.area(area.key).name + (_part(area) if len(group) == 1 else "")
        for visit in group
        for area in visit.areas
    ]
    told = wording.unique(names)
    apart = "\n" if len(group) == 1 and any(area.part for area in first.areas) else "; "
    return apart.join([told[0], *(told[1:] if apart == "\n" else map(wording.lower, told[1:]))]) + _block(
        group, summary
    )


def _block(group: Sequence[Visit], summary: Summary) -> str:
    """The small block a first session on the body is, where it is one."""
    keys = {area.key for area in group[0].areas}
    body = [area for area in summary.plan.areas if area.key in keys and area.group == "body"]
    if group[0].number != 1 or not body:
        return ""
    where = " on the body" if len(body) < len(keys) else " on each" if len(keys) > 1 else ""
    return f" ({_BLOCK_NOTE.lower()}{where}{' first' if len(group) > 1 else ''})"


def _part(area: VisitArea) -> str:
    if not area.part:
        return ""
    share = area.share_percent
    return f", {area.part} ({share:.0f} %)" if share and share < _WHOLE else f", {area.part}"


def _is_first_block(visit: Visit, summary: Summary) -> bool:
    groups = {area.key: area.group for area in summary.plan.areas}
    return visit.number == 1 and any(groups.get(area.key) == "body" for area in visit.areas)


def _note(visit: Visit, before: Sequence[Visit], summary: Summary) -> str:
    if visit.kind == "test_patch":
        return _patch_size(visit)
    treated = wording.unique([area.key for area in visit.areas])
    if len(treated) < len(summary.plan.areas):
        return ", ".join(summary.area(key).name for key in treated)
    if _is_first_block(visit, summary):
        return _BLOCK_NOTE
    return _weeks_later(visit, [each for each in before if each.kind == "session"])


def _patch_size(visit: Visit) -> str:
    size = visit.areas[0].area_cm2 if visit.areas else None
    return f"{size**0.5:g} × {size**0.5:g} cm" if size else "A small spot"


def _weeks_later(visit: Visit, earlier: Sequence[Visit]) -> str:
    last = next((each.date for each in reversed(earlier) if each.date), None)
    if visit.date is None or last is None:
        return ""
    weeks, days = divmod((visit.date - last).days, 7)
    return f"{(visit.date - last).days} days later" if days else f"{weeks} weeks later"


def checks(summary: Summary) -> Iterator[str]:
    """When the first session begins, and when the first block is looked at again."""
    booking, first = summary.booking, summary.plan.first_session
    if booking and booking.time and first and first.date == booking.date:
        yield f"Session 1 is at {wording.clock(booking.time, summary.clinic.country)}."
    days = [weekday_date(visit.date) for visit in summary.plan.visits if visit.kind == "review" and visit.date]
    if days:
        yield f"We look at the first block again on {wording.joined(days)}."


def _undated(summary: Summary) -> Iterator[str]:
    """What visits without a date wait for: the first steps, or what a later visit alone needs."""
    waiting = [visit for visit in _treatments(summary) if visit.date is None]
    if any(visit.aim for visit in waiting):
        yield "A day to aim for is not booked."
    held = {name for each in first_steps(summary) for name in each.areas}
    later = [v for v in waiting if not any(summary.area(area.key).name in held for area in v.areas)]
    if len(later) < len(waiting):
        yield f"We set these dates when what stands under “{TITLE}” is done."
    reasons = wording.unique([plain_reason(reason, summary) for visit in later for reason in visit.waits_for])
    if reasons:
        words = "; ".join(reason.rstrip(".") for reason in reasons)
        yield f"Later dates wait for this: {words}."


def _moved(summary: Summary) -> Iterator[str]:
    """Why a visit does not fall on the day it would have had."""
    for visit in _treatments(summary):
        for reason in visit.moved:
            yield f"{_label([visit], summary)} is {plain_reason(reason, summary)}"


def _kept_free(summary: Summary) -> Iterator[str]:
    """The days on which the client cannot come, as they were named."""
    days = [f"{wording.days(each.start, each.end)}{f' ({each.label})' if each.label else ''}" for each in summary.avoid]
    if days:
        yield f"Dates kept free: {wording.joined(days)}."
