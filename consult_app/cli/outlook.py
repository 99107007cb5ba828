"""The outlook as it is printed, as JSON and as text: earliest dates, what would change it, the next questions."""

from collections.abc import Iterator
from typing import Any

from consult_app.clinical.changes import Change
from consult_app.clinical.dates import short_date
from consult_app.clinical.earliest import EarliestSafe
from consult_app.clinical.headline import WORDS
from consult_app.clinical.next_questions import NextQuestion
from consult_app.clinical.outlook import Outlook
from consult_app.clinical.summary import Summary
from consult_app.clinical.ways_to_treat import Way, WaysToTreat


def outlook_form(coming: Outlook) -> dict[str, Any]:
    """The outlook as one object beside the verdicts: overall, by area, of the numbing plan, and the questions."""
    return {
        "earliest": _earliest_form(coming.earliest.overall),
        "areas": {
            key: {"earliest": _earliest_form(earliest), **_ways_form(coming.ways.get(key))}
            for key, earliest in coming.earliest.areas.items()
        },
        "anaesthetic": _ways_form(coming.numbing),
        "next_questions": [_question_form(question) for question in coming.questions],
    }


def _earliest_form(earliest: EarliestSafe) -> dict[str, Any]:
    """An earliest safe date with what binds it; ``day`` is null where nothing may be dated, with the reason."""
    return {
        "day": _iso(earliest.day),
        "because": [finding.key for finding in earliest.binding],
        "waits_for": list(earliest.waits_for),
        "why_none": earliest.why_none or None,
        "unanswered": list(earliest.unanswered),
        "holds_until": _iso(earliest.holds_until),
        "renew": list(earliest.renew),
    }


def _ways_form(found: WaysToTreat | None) -> dict[str, Any]:
    """The ways found, fewest changes first; why there is none where nothing helps."""
    return {
        "what_would_change": [_way(way) for way in found.ways] if found else [],
        "nothing_helps": (found.why_none or None) if found else None,
    }


def _way(way: Way) -> dict[str, Any]:
    return {
        "changes": [_change(change) for change in way.changes],
        "outcome": way.outcome,
        "day": _iso(way.day),
        "words": way.words,
    }


def _change(change: Change) -> dict[str, Any]:
    value = change.value
    return {
        "kind": change.kind,
        "about": change.subject or None,
        "value": _iso(value) if hasattr(value, "isoformat") else value,
        "words": change.words,
    }


def _question_form(question: NextQuestion) -> dict[str, Any]:
    """An open question: what it could reach and where, and what one answer alone would open."""
    no = bool(question.if_so and question.if_so.value == "no")
    return {
        "id": question.id,
        "could_reach": question.could_reach.outcome,
        "areas": list(question.areas),
        "if_no": dict(question.unlocks) if no else None,
        "if_so": question.if_so.words if question.if_so and not no else None,
        "may_wait": question.may_wait,
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def outlook_text(summary: Summary) -> Iterator[str]:
    """The outlook in short blocks; nothing where every area may be treated today and stays so."""
    coming = summary.outlook
    lines = [line for area in summary.areas for line in _earliest(area.name, coming.earliest.areas[area.key], summary)]
    yield from _block("Earliest safe date", lines)
    yield from _block("Meanwhile", [each.words for each in summary.meanwhile])
    for area in summary.areas:
        if found := coming.ways.get(area.key):
            yield from _block(f"What would change it: {area.name}", list(_found(found)))
    if coming.numbing:
        yield from _block("What would allow numbing", list(_found(coming.numbing)))


def _block(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"\n{title}"
    yield from (f"  {line}" for line in lines)


def _earliest(name: str, earliest: EarliestSafe, summary: Summary) -> Iterator[str]:
    if earliest.day is None:
        yield f"{name}: no date yet. {earliest.why_none}"
    elif earliest.day > summary.as_of:
        also = f", and {' and '.join(earliest.waits_for)}" if earliest.waits_for else ""
        binding = ", ".join(finding.label for finding in earliest.binding)
        yield f"{name}: {short_date(earliest.day)} ({binding}){also}"
    if earliest.renew:
        yield f"{name}: by then needed afresh: {', '.join(earliest.renew)}"
    if earliest.holds_until:
        yield f"{name}: holds until {short_date(earliest.holds_until)}, then a rule gets stricter with these answers"


def _found(found: WaysToTreat) -> Iterator[str]:
    yield from (f"{way.words}  (then: {WORDS[way.outcome].lower()})" for way in found.ways)
    if found.why_none:
        yield found.why_none
