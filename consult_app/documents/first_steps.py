"""What comes first for each area that cannot be treated today, and what would change that, in the client's words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from consult_app.clinical.changes import Change
from consult_app.clinical.dates import long_date
from consult_app.clinical.letters import Letter
from consult_app.clinical.summary import AreaLine, Summary
from consult_app.clinical.verdict import Finding
from consult_app.clinical.ways_to_treat import Way
from consult_app.documents import wording
from consult_app.documents.blocks import table
from consult_app.documents.layout import section
from consult_app.documents.runs import Strong
from consult_app.documents.type_scale import TypeScale

TITLE = "What comes first"
_HEADS = ("Area", "Before we can start", "What would change this")
_OUTSIDE = frozenset({"answer", "wait", "clearance", "event"})  # nothing a client would have to change or give up
_CHANGES_SHOWN = 2
_RENEWED_SHOWN = 3


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """The areas, by name, for which the same comes first, and what would change it; each line a sentence or two."""

    areas: tuple[str, ...]
    first: tuple[str, ...]
    change: tuple[str, ...]


def first_steps(summary: Summary) -> tuple[FirstSteps, ...]:
    """The areas not open today, together where the same holds; none where nothing but answers is missing."""
    waiting = [area for area in summary.areas if _is_waiting(area, summary)]
    if not any(area.go_ahead.planned for area in waiting):
        return ()
    grouped: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for area in waiting:
        told = tuple(_first(area, summary)), tuple(_change(area, summary))[:_CHANGES_SHOWN]
        grouped.setdefault(told, []).append(area.name)
    return tuple(FirstSteps(tuple(names), *told) for told, names in grouped.items())


def first_steps_table(summary: Summary, scale: TypeScale, width: float) -> list[Flowable]:
    """The steps as a section of the plan; empty where nothing comes first."""
    rows = [
        (Strong(wording.area_list(each.areas)), "\n".join(each.first), "\n".join(each.change))
        for each in first_steps(summary)
    ]
    return [*section(TITLE, scale.section), *table(_HEADS, rows, (1.9, 3.7, 4.1), scale, width)] if rows else []


def _is_waiting(area: AreaLine, summary: Summary) -> bool:
    """Whether anything could still open the area; one that is barred does not wait."""
    ahead = area.go_ahead
    return bool(ahead.questions) or (ahead.planned and not ahead.open_on(summary.as_of))


def _first(area: AreaLine, summary: Summary) -> Iterator[str]:
    """What has to come, that which can be done now before that which takes its time."""
    known = summary.outlook.earliest.areas[area.key]
    if area.go_ahead.questions or area.go_ahead.unanswered:
        yield f"We need your {wording.answers(_weighty(summary))}."
    for letter in _needed(area, summary):
        yield f"We need a letter from {wording.addressee(letter)}. We write to ask for it."
        yield from _why((item.finding for item in letter.items if item.finding.level == "clearance"), area, summary)
    for event in known.waits_for:
        stands = [line.finding for line in summary.findings if line.finding.until == event]
        if stands:
            yield f"Wait until {wording.event(event)}."
            yield from _why(stands, area, summary)
    if known.day and known.day > summary.as_of:
        yield f"Wait until {long_date(known.day)}."
        yield from _why(known.binding, area, summary)
    if known.renew:
        yield f"By then we ask again about: {wording.joined(map(wording.lower, known.renew[:_RENEWED_SHOWN]))}."


def _weighty(summary: Summary) -> int:
    return sum(line.could_reach not in ("precautions", "treat") for line in summary.open_questions)


def _needed(area: AreaLine, summary: Summary) -> list[Letter]:
    """The letters without which nothing happens on the area."""
    return [
        letter
        for letter in summary.letters
        if any(item.finding.level == "clearance" and _concerns(item.finding, area) for item in letter.items)
    ]


def _concerns(finding: Finding, area: AreaLine) -> bool:
    return not finding.areas or area.key in finding.areas


def _why(findings: Iterable[Finding], area: AreaLine, summary: Summary) -> Iterator[str]:
    """The reasons that are the area's own; those of all areas stand in the box above."""
    own = [
        each for each in findings if area.key in each.areas and not set(each.areas) >= {a.key for a in summary.areas}
    ]
    yield from wording.unique([wording.first_sentence(each.client_text) for each in own])


def _change(area: AreaLine, summary: Summary) -> Iterator[str]:
    """What could bring the day nearer or do without a letter, as far as it is not the client who has to differ."""
    must = frozenset(
        item.finding.key
        for letter in _needed(area, summary)
        for item in letter.items
        if item.finding.level == "clearance"
    )
    found = summary.outlook.ways.get(area.key)
    ways = [way for way in (found.ways if found else ()) if all(change.kind in _OUTSIDE for change in way.changes)]
    lines = [*_sooner(ways, must, summary.outlook.earliest.areas[area.key].day, summary), *_without_letter(ways, must)]
    yield from lines
    if not lines:
        yield _closing(area, must, summary)


def _closing(area: AreaLine, must: frozenset[str], summary: Summary) -> str:
    """What happens when the steps are done, where nothing shortens them."""
    events = {line.finding.until for line in summary.findings} & set(area.go_ahead.waits_for)
    if must:
        done = "When all of this is done and" if events else "If"
        return f"{done} the doctor has no objection, we set the dates."
    if events:
        return "When this is done, we set the dates."
    asks = area.go_ahead.questions or area.go_ahead.unanswered
    answers = f"Your {wording.answers(_weighty(summary))} may change this."
    return answers if asks else "We can start then, if your answers stay the same."


def _sooner(ways: list[Way], must: frozenset[str], day: date | None, summary: Summary) -> Iterator[str]:
    """The soonest day that letters nobody has to wait for could bring."""
    more = [way for way in ways if _letters(way) - must and day and way.day < day]
    for way in sorted(more, key=lambda way: way.day)[:1]:
        asked = [_doctor_of(change, summary) for change in way.changes if change.kind == "clearance"]
        names = wording.unique(asked)
        letters = "A letter" if len(names) == 1 else "Letters"
        yield f"{letters} from {wording.joined(names)} could move this to {long_date(way.day)}."


def _without_letter(ways: list[Way], must: frozenset[str]) -> Iterator[str]:
    """The day on which a letter would no longer be needed."""
    days = [way.day for way in ways if must and not _letters(way) and _only_waits(way)]
    if days:
        yield f"Without a letter, wait until {long_date(min(days))}."


def _letters(way: Way) -> frozenset[str]:
    return frozenset(change.subject for change in way.changes if change.kind == "clearance")


def _only_waits(way: Way) -> bool:
    return any(change.kind == "wait" for change in way.changes) and all(c.kind != "event" for c in way.changes)


def _doctor_of(change: Change, summary: Summary) -> str:
    """Whom the letter about a finding goes to."""
    about = (letter for letter in summary.letters if any(i.finding.key == change.subject for i in letter.items))
    role = next((letter.role for letter in about), str(change.value))
    return wording.doctor(role, None)
