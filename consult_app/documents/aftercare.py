"""The aftercare sheet: day by day, do and don't, what is normal, and when to call whom."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.platypus import Flowable

from consult_app.clinical.care_sheet import AfterStep, Line
from consult_app.clinical.dates import long_date
from consult_app.clinical.summary import Summary
from consult_app.documents import when_to_call, wording
from consult_app.documents.blocks import bullet_box, side_by_side
from consult_app.documents.boxes import Row
from consult_app.documents.care_parts import for_whom
from consult_app.documents.icons import Icon
from consult_app.documents.layout import Sheets, build, section, title
from consult_app.documents.runs import Prose, Strong
from consult_app.documents.stationery import Issue
from consult_app.documents.text import Text
from consult_app.documents.timeline import TimelineRow, timeline
from consult_app.documents.type_scale import Spacing, TypeScale, type_scale
from consult_app.documents.urgent import urgent_box

TITLE = "Aftercare"
_TITLE = "After your session"


@dataclass(frozen=True, slots=True)
class _Fit:
    """How much is printed: lines up to ``rank``, rows to ``last_day``, ``items`` in a box; what is for safety always.

    ``later`` tells how what can wait some days is said: each time by itself, two of them, or all under the shortest;
    ``lists`` sets the boxes as lines.
    """

    spacing: Spacing = "standard"
    rank: int = 9
    last_day: int = 183
    items: int = 9
    later: Literal["each", "two", "one"] = "each"
    lists: bool = False
    urgent_first: bool = False


_WEEKS = 28
_FITS = (
    _Fit(items=4),
    _Fit("standard", 3, _WEEKS, 4),
    _Fit("close", 3, _WEEKS, 4),
    _Fit("close", 2, _WEEKS, 4),
    _Fit("close", 2, _WEEKS, 4, "two"),
    _Fit("close", 1, _WEEKS, 4, "two"),
    _Fit("compact", 2, _WEEKS, 4, "two"),
    _Fit("compact", 1, _WEEKS, 4, "two"),
    _Fit("compact", 1, _WEEKS, 4, "one"),
    _Fit("compact", 1, _WEEKS, 3, "one"),
    _Fit("compact", 1, 14, 3, "one"),
    _Fit("compact", 1, 14, 1, "one"),
    _Fit("compact", 1, _WEEKS, 2, "one", lists=True),
    _Fit("compact", 1, 14, 1, "one", lists=True),
)


def sheets(issue: Issue) -> Sheets:
    """The sheet on one page at standard size, with as much as it holds; else on several, the urgent box first."""
    if not issue.options.large_print:
        for fit in _FITS:
            found = _built(issue, fit)
            if found.pages == 1:
                return found
    return _built(issue, _Fit(urgent_first=True))


def _built(issue: Issue, fit: _Fit) -> Sheets:
    scale = type_scale("care", large_print=issue.options.large_print, spacing=fit.spacing)
    summary = issue.summary
    rest = list(_rest(summary, fit, scale))
    box = urgent_box(when_to_call.urgent(summary, _can_wait_words(summary, fit)), scale)
    lead = Text(for_whom(summary), scale.lead)
    if fit.urgent_first:
        story = [title(_TITLE, scale.title), box, *_can_wait(summary, scale), *_day(summary, scale), lead, *rest]
    else:
        story = [title(_dated_title(summary), scale.title), lead, *rest, box]
    return build(TITLE, story, issue.head, issue.foot, issue.options)


def _dated_title(summary: Summary) -> str:
    day = summary.care.session_date
    return f"{_TITLE} on {long_date(day)}" if day else _TITLE


def _day(summary: Summary, scale: TypeScale) -> list[Flowable]:
    """The day of the session as a head of its own, where the title has no room for it."""
    day = summary.care.session_date
    return section(f"Your session: {wording.long_weekday(day)}" if day else "Your session", scale.section)


def _can_wait(summary: Summary, scale: TypeScale) -> Iterator[Flowable]:
    """The signs that can wait some days, where the box leaves them out."""
    yield from section("Also call us", scale.section)
    yield Text(tuple(_later(summary)), scale.body)


def _rest(summary: Summary, fit: _Fit, scale: TypeScale) -> Iterator[Flowable]:
    care = summary.care
    rows = [_row(step, fit) for step in care.after if step.day <= fit.last_day or _has_safety(step)]
    yield from timeline(("When", "What you may feel", "What to do"), rows, scale)
    lists = (("do", "Do", care.do), ("dont", "Don’t", care.dont), ("normal", "Normal", care.normal))
    filled = [(icon, head, _items(lines, fit)) for icon, head, lines in lists]
    if fit.lists:
        yield from (_listed(icon, head, texts, scale) for icon, head, texts in filled if texts)
    else:
        boxes = [bullet_box(icon, head, texts, scale) for icon, head, texts in filled]
        yield from side_by_side(boxes, scale, shares=[_share(texts) for _, _, texts in filled])


def _row(step: AfterStep, fit: _Fit) -> TimelineRow:
    feel, do = " ".join(_texts(step.feel, fit)), " ".join(_texts(step.to_do, fit))
    return TimelineRow(step.when, step.label if step.label != step.when else "", feel, do)


def _texts(lines: Sequence[Line], fit: _Fit) -> list[str]:
    return [line.text for line in lines if line.safety or line.rank <= fit.rank]


def _items(lines: Sequence[Line], fit: _Fit) -> list[str]:
    """The lines of a box, in their order: all for safety, and the first others up to the number that fits."""
    room = fit.items - sum(line.safety for line in lines)
    others = [line for line in lines if not line.safety][: max(room, 0)]
    return [line.text for line in lines if line.safety or line in others]


def _has_safety(step: AfterStep) -> bool:
    return any(line.safety for line in (*step.feel, *step.to_do))


def _share(texts: Sequence[str]) -> float:
    """How wide a box is: more words, more room."""
    return math.pow(min(max(sum(len(text) + 10 for text in texts), 80), 250), 0.5)


def _listed(icon: str, head: str, texts: Sequence[str], scale: TypeScale) -> Flowable:
    size = scale.bullet.size * 1.1
    words = Text((Strong(f"{head}: "), " ".join(texts)), scale.bullet)
    return Row([(Icon(icon, size), size), (words, -1)], gap=7, before=5)


def _can_wait_words(summary: Summary, fit: _Fit) -> Prose:
    if fit.urgent_first:
        return ""
    if fit.later == "each":
        return tuple(_later(summary))
    if fit.later == "two":
        return (Strong(wording.SOON_SIGNS), wording.SOON_CALL, Strong(wording.LATER_SIGNS), wording.LATER_CALL)
    return (Strong(wording.ALL_SIGNS), wording.SOON_CALL)


def _later(summary: Summary) -> Iterator[str | Strong]:
    for words, signs in when_to_call.later_signs(summary):
        yield Strong(f"{words} ")
        yield f"{signs} "
