"""What several papers tell about a plan: who it is for, the areas with a map of them, and the visits."""

from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.platypus import Flowable

from consult_app.clinical.course import PlannedArea, Visit
from consult_app.clinical.dates import short_date, weekday_date
from consult_app.clinical.summary import AreaLine, Summary
from consult_app.documents import wording
from consult_app.documents.blocks import StripCell, strip, table
from consult_app.documents.body_map import BodyMap
from consult_app.documents.boxes import Row, Stack
from consult_app.documents.drawn_areas import regions, views
from consult_app.documents.runs import Prose, Strong
from consult_app.documents.stationery import client_name
from consult_app.documents.type_scale import TypeScale

_NOT_PLANNED = {
    "incomplete": "When we have your answers",
    "do_not_treat": "We cannot treat this area",
}
_BESIDE = 6  # areas that a table beside the map still holds on one page
_BLOCK_NOTE = "One small block"  # 2.6, item 8


def who(summary: Summary, scale: TypeScale) -> list[Flowable]:
    """The strip that says for whom the paper is, and who made it."""
    client = summary.client
    cells = [
        StripCell("Name", client_name(summary), bold=True),
        StripCell("Born", short_date(client.date_of_birth) if client.date_of_birth else "Not given"),
        StripCell("Client ID", client.id or "No ID"),
        StripCell("Made on", short_date(summary.as_of)),
        StripCell("Made by", summary.practitioner.name or "Not given"),
    ]
    return strip(cells, scale)


def areas_with_map(summary: Summary, scale: TypeScale, width: float) -> list[Flowable]:
    """The table of areas with the hatched map beside it, below it where there are many or the print is large."""
    maps = body_maps(summary, scale)
    if scale.one_column or len(summary.areas) > _BESIDE or not maps:
        return [*_areas_table(summary, scale, width), *maps]
    gap, beside = 18.0, width * 0.22
    rows = Stack(_areas_table(summary, scale, width - beside - gap))
    return [Row([(rows, -1), (Stack(maps, gap=8), beside)], gap=gap, before=2, after=4)]


def body_maps(summary: Summary, scale: TypeScale) -> list[Flowable]:
    """The views that show the areas: hatched in the plan, outlined where they are not."""
    keys = [area.key for area in summary.areas]
    planned = {area.key for area in summary.plan.areas if not area.waits_for}
    shown = views(keys)
    return [
        BodyMap(
            view,
            [name for key in keys if key in planned for name in regions(key, view)],
            [name for key in keys if key not in planned for name in regions(key, view)],
            labels=wording.MAP_LABELS[view],
            style=scale.label,
            tallest=150 if len(shown) < 2 else 110,
        )
        for view in shown
    ]


def _areas_table(summary: Summary, scale: TypeScale, width: float) -> list[Flowable]:
    apart = ", " if scale.one_column else "\n"
    rows = [_area_row(area, summary, apart) for area in summary.areas]
    return table(("Area", "Why", "Depth", "When"), rows, (2.55, 2.0, 2.7, 3.1), scale, width)


def _area_row(area: AreaLine, summary: Summary, apart: str) -> Sequence[Prose]:
    planned = summary.plan.area(area.key)
    why = apart.join(wording.unique([wording.capital(words) for words in area.plain_concerns]))
    return (Strong(area.name), why or "Not set", depth_words(planned, apart), when_words(area, summary))


def depth_words(area: PlannedArea | None, apart: str, *, waiting: bool = False) -> str:
    """The depth as the client reads it: what was set, else the first session's band and how deep it may get.

    ``apart`` stands between the two. An area that still waits has no depth yet, unless ``waiting`` asks for what is
    planned all the same.
    """
    if area is None or (area.waits_for and area.chosen_mm is None and not waiting):
        return "Not set"
    if area.chosen_mm is not None:
        return wording.millimetres(area.chosen_mm)
    first = wording.millimetres(area.first_mm.low, area.first_mm.high)
    if area.depth_mm.high > area.first_mm.high:
        return f"{first}{apart}later to {wording.millimetres(area.depth_mm.high)}"
    return first


def when_words(area: AreaLine, summary: Summary) -> str:
    """From which day the area is treated, or what it waits for."""
    if summary.plan.area(area.key) is None:
        return _NOT_PLANNED.get(area.line.outcome, "Not in this plan")
    if area.go_ahead.waits_for:
        return wording.sentence(waits_words(area, summary)).rstrip(".")
    day = first_day(area.key, summary)
    return f"From {short_date(day)}" if day else "Date to be set"


def waits_words(area: AreaLine, summary: Summary) -> str:
    """What an area waits for, in plain words: a doctor's letter, an event, or both; empty when for nothing."""
    events = {line.finding.until for line in summary.findings}
    waits = area.go_ahead.waits_for
    named = [f"when {wait}" for wait in waits if wait in events]
    letters = ["when we have your doctor’s letter"] if len(named) < len(waits) else []
    return wording.joined([*letters, *named])


def first_day(key: str, summary: Summary) -> date | None:
    """The day of the first session on an area."""
    days = [
        visit.date
        for visit in summary.plan.visits
        if visit.kind == "session" and visit.date and any(area.key == key for area in visit.areas)
    ]
    return min(days, default=None)


def measured(summary: Summary) -> Iterator[Prose]:
    """The finished scores: those of the person, a line for each area, and what they are for."""
    for place in dict.fromkeys(one.area for one in summary.scores):
        words = "; ".join(one.words for one in summary.scores if one.area == place)
        yield (Strong(f"{place or 'You'}: "), wording.sentence(words))
    if summary.scores:
        yield "We measure again later, to see what has changed."


def visits(summary: Summary, scale: TypeScale, width: float) -> list[Flowable]:
    """The test patch and each session: those with a date, or all while none has one; a table where parts take turns."""
    shown = _shown(summary)
    if parts_take_turns(summary):
        rows = [(Strong(_visit_label(visit)), _visit_day(visit), _where(visit, summary)) for visit in shown]
        return table(("Visit", "Day", "Where"), rows, (1, 1.4, 4), scale, width)
    notes = [_visit_note(visit, shown[:index], summary) for index, visit in enumerate(shown)]
    cells = [StripCell(_visit_label(v), _visit_day(v), note) for v, note in zip(shown, notes, strict=True)]
    return strip(cells, scale)


def _shown(summary: Summary) -> list[Visit]:
    treatments = [visit for visit in summary.plan.visits if visit.kind != "review"]
    return [visit for visit in treatments if visit.date] or treatments


def parts_take_turns(summary: Summary) -> bool:
    """Whether a visit treats a part of an area only, so that the visits need a table."""
    return any(area.part for visit in _shown(summary) for area in visit.areas)


def _visit_label(visit: Visit) -> str:
    return "Test patch" if visit.kind == "test_patch" else f"Session {visit.number}"


def _visit_day(visit: Visit) -> str:
    return weekday_date(visit.date) if visit.date else "Date to come"


def _where(visit: Visit, summary: Summary) -> str:
    """The areas of a visit, with the part of each that has its turn."""
    if visit.kind == "test_patch":
        return _patch_size(visit)
    areas = [f"{summary.area(area.key).name}{f', {area.part}' if area.part else ''}" for area in visit.areas]
    block = f" ({_BLOCK_NOTE.lower()} on each)" if _is_first_block(visit, summary) else ""
    return f"{'; '.join(areas)}{block}"


def _is_first_block(visit: Visit, summary: Summary) -> bool:
    groups = {area.key: area.group for area in summary.plan.areas}
    return visit.number == 1 and any(groups.get(area.key) == "body" for area in visit.areas)


def _visit_note(visit: Visit, before: Sequence[Visit], summary: Summary) -> str:
    if visit.kind == "test_patch":
        return _patch_size(visit)
    treated = wording.unique([area.key for area in visit.areas])
    if len(treated) < sum(bool(area.waits_for) == (visit.date is None) for area in summary.plan.areas):
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
