"""What several papers tell about a plan: who it is for, what was measured, and the areas with a map of them."""

from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.platypus import Flowable

from consult_app.clinical.course import PlannedArea
from consult_app.clinical.dates import short_date
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
    if len(area.go_ahead.waits_for) > 1:
        return "When all that comes first is done"
    if area.go_ahead.waits_for:
        return wording.sentence(waits_words(area, summary)).rstrip(".")
    if area.go_ahead.unanswered:
        return f"When we have your {wording.answers(len(summary.open_questions))}"
    day = first_day(area.key, summary)
    return f"From {short_date(day)}" if day else "Date to be set"


def waits_words(area: AreaLine, summary: Summary) -> str:
    """What an area waits for, in plain words: a doctor's letter, an event, or both; empty when for nothing."""
    events = {line.finding.until for line in summary.findings}
    waits = area.go_ahead.waits_for
    named = [f"when {wording.event(wait)}" for wait in waits if wait in events]
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
