"""The outlook in words: for each area its earliest safe date, what comes first, and what would change it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from consult_app.clinical.changes import Change, Kind
from consult_app.clinical.dates import short_date
from consult_app.clinical.earliest import EarliestSafe
from consult_app.clinical.headline import WORDS, first_of
from consult_app.clinical.meanwhile import Meanwhile
from consult_app.clinical.roles import role_words
from consult_app.clinical.summary import AreaLine, Summary
from consult_app.clinical.ways_to_treat import Way, WaysToTreat
from consult_app.ui.consultation.views import earliest_words, outcome_of, weeks_ahead
from consult_app.ui.consultation.ways_search import FoundWays
from consult_app.ui.pages.safety_words import OPEN
from consult_app.ui.widgets.way_block import BlockView, Line, WayLink, WayView

DECIDE, JUMP = "decide:", "jump:"
WAYS, MEANWHILE = "What would change it", "Meanwhile"
SEARCHING, NOT_FOUND_OUT = "Looking for what would change it", "This could not be worked out. The verdict stands."
NAMED = 3
LEADS: Mapping[Kind, tuple[str, str]] = {
    "leave_out_area": ("Open the areas", "areas.{subject}"),
    "leave_out_concern": ("Open the area", "areas.{subject}"),
    "device": ("Open the device", "device"),
    "no_numbing": ("Open the numbing cream", "anaesthetic"),
    "numbing_product": ("Open the numbing cream", "anaesthetic"),
    "numbing": ("Open the numbing cream", "anaesthetic"),
}
"""What the window offers for a change, and the name it jumps to."""
MEANWHILE_NAMES: Mapping[str, str] = {
    "areas": "Other areas",
    "questions": "Open questions",
    "letter": "Letter",
    "test_patch": "Test patch",
    "care": "Before treatment",
}


def blocks(summary: Summary, found: FoundWays | None, note: str = "") -> tuple[BlockView, ...]:
    """A block for each area; those that read the same share one. ``note`` stands in for ways not yet found."""
    merged: dict[BlockView, list[str]] = {}
    for area in summary.areas:
        merged.setdefault(replace(_area_block(area, summary, found, note), title=""), []).append(area.name)
    areas = tuple(replace(view, title=_joined(names)) for view, names in merged.items())
    person = () if summary.areas else (_person_block(summary),)
    return (*person, *areas, *_numbing(summary, found), *_meanwhile(summary))


def _joined(names: list[str]) -> str:
    return first_of([names[0], *(name.lower() for name in names[1:])], most=NAMED)


def _person_block(summary: Summary) -> BlockView:
    """Before an area is chosen only the dates are known."""
    line = summary.person
    choose = Line(WAYS, "Worked out for each area once it is chosen.", link=WayLink("Choose areas", "", f"{JUMP}areas"))
    dates = tuple(_dates(summary.outlook.earliest.overall, summary))
    return BlockView("Whole person", outcome_of(line.outcome), line.words, (*dates, choose))


def _area_block(area: AreaLine, summary: Summary, found: FoundWays | None, note: str) -> BlockView:
    shut = not area.go_ahead.open_on(summary.as_of)
    stands = area.line.words if area.line.outcome == "defer" else ""
    lines = tuple(_dates(summary.outlook.earliest.areas[area.key], summary))
    block = BlockView("", outcome_of(area.line.outcome), stands or _word(area), lines)
    if not shut:
        nothing = Line("Today", "Nothing that was found holds treatment up.")
        return replace(block, lines=(nothing, *lines))
    ways = found.areas.get(area.key) if found else None
    return _with_ways(block, ways, WAYS) if ways else replace(block, ways_name=note and WAYS, no_way=note)


def _word(area: AreaLine) -> str:
    return ". ".join(part for part in (area.line.words, area.line.second) if part)


def _with_ways(block: BlockView, found: WaysToTreat, name: str) -> BlockView:
    return replace(block, ways_name=name, ways=tuple(map(_way_view, found.ways)), no_way=found.why_none)


def _way_view(way: Way) -> WayView:
    then = f"Then: {WORDS[way.outcome].lower()}"
    return WayView(way.words, outcome_of(way.outcome), then, tuple(_links(way.changes)))


def _links(changes: Iterable[Change]) -> Iterator[WayLink]:
    """What the window offers for the changes of one way: each place once, the questions together."""
    offered: dict[str, WayLink] = {}
    answers = [change for change in changes if change.kind == "answer"]
    if answers:
        about = first_of((change.words for change in answers), most=1)
        offered["answer"] = WayLink("Answer now", about, f"{OPEN}{answers[0].subject}")
    for change in changes:
        if change.kind == "clearance":
            whose = f"Record the {role_words(str(change.value))}’s answer"
            offered[change.subject] = WayLink(whose, change.words, f"{DECIDE}{change.subject}")
        elif change.kind in LEADS:
            text, name = LEADS[change.kind]
            target = f"{JUMP}{name.format(subject=change.subject)}"
            offered.setdefault(target, WayLink(text, change.words, target))
    yield from offered.values()


def _dates(earliest: EarliestSafe, summary: Summary) -> Iterator[Line]:
    """The earliest safe date with what sets it, what comes first, and what could still change the date."""
    if earliest.day is None:
        yield Line("Earliest safe date", earliest_words(earliest, summary.as_of), _sentence(earliest.why_none))
        return
    if earliest.day > summary.as_of:
        away = weeks_ahead(earliest.day, summary.as_of)
        day = f"{earliest_words(earliest, summary.as_of)}, {away}"
        why = ". ".join(part for part in (_labels(earliest), _missing(earliest)) if part)
        yield Line("Earliest safe date", day, why)
        if earliest.waits_for:
            yield Line("Comes first", ". ".join(map(_sentence, earliest.waits_for)))
    if earliest.renew:
        yield Line("Needed afresh by then", first_of(earliest.renew))
    if earliest.holds_until:
        yield Line("Holds until", f"{short_date(earliest.holds_until)}. Then a rule gets stricter with these answers.")


def _labels(earliest: EarliestSafe) -> str:
    """The findings whose date it is."""
    return first_of(dict.fromkeys(finding.label for finding in earliest.binding))


def _missing(earliest: EarliestSafe) -> str:
    count = len(earliest.unanswered)
    return f"{count} answer{'' if count == 1 else 's'} missing: this may change" if count else ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _numbing(summary: Summary, found: FoundWays | None) -> Iterator[BlockView]:
    """The planned numbing cream, where it may not be used as planned."""
    if found and found.numbing:
        block = BlockView(f"Numbing with {summary.anaesthetic_name}", None, "Not as planned")
        yield _with_ways(block, found.numbing, "What would allow it")


def _meanwhile(summary: Summary) -> Iterator[BlockView]:
    if summary.meanwhile:
        lines = tuple(_meanwhile_line(each, summary) for each in summary.meanwhile)
        yield BlockView(MEANWHILE, None, "What can be done until then", lines)


def _meanwhile_line(each: Meanwhile, summary: Summary) -> Line:
    link = None
    if each.kind == "letter":
        link = WayLink("Write letter", each.words, f"{JUMP}clearance_letter")
    elif each.kind == "questions" and summary.open_questions:
        first = summary.open_questions[0]
        link = WayLink("Answer now", first.label, f"{OPEN}{first.id}")
    return Line(MEANWHILE_NAMES[each.kind], each.words, link=link)
