"""The sheet for the days before a session: what to do and what to leave, each with its day."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from consult_app.clinical.care_sheet import BeforeStep
from consult_app.clinical.dates import long_date
from consult_app.clinical.summary import Summary
from consult_app.documents import wording
from consult_app.documents.blocks import note_box
from consult_app.documents.care_parts import call_lines, for_whom
from consult_app.documents.layout import Sheets, build, title
from consult_app.documents.stationery import Issue
from consult_app.documents.text import Text
from consult_app.documents.timeline import TimelineRow, timeline
from consult_app.documents.type_scale import Spacing, TypeScale, type_scale

TITLE = "Before your session"


def sheets(issue: Issue) -> Sheets:
    """The sheet, on one page where it fits."""
    found = [_built(issue, spacing="standard")]
    if found[0].pages > 1:
        found.append(_built(issue, spacing="compact"))
    return min(found, key=lambda sheets: sheets.pages)


def _built(issue: Issue, *, spacing: Spacing) -> Sheets:
    scale = type_scale("care", large_print=issue.options.large_print, spacing=spacing)
    return build(TITLE, list(_story(issue.summary, scale)), issue.head, issue.foot, issue.options)


def _story(summary: Summary, scale: TypeScale) -> Iterator[Flowable]:
    care = summary.care
    on = f" on {long_date(care.session_date)}" if care.session_date else ""
    yield title(f"Before your session{on}", scale.title)
    yield Text(for_whom(summary), scale.lead)
    yield note_box(wording.KEEP_MEDICINES, _medicines(summary), scale)
    yield from timeline(("When", "Do", "Don’t"), [_row(step) for step in care.before], scale, shares=(1.6, 1.4))
    yield from (Text(words, scale.body.but(before=6)) for words in call_lines(summary))


def _medicines(summary: Summary) -> list[str]:
    """What always holds; the head of the box says the first of it."""
    return [line.text for line in summary.care.always if line.text != wording.KEEP_MEDICINES]


def _row(step: BeforeStep) -> TimelineRow:
    when, day = step.when, "" if step.date is None else _days_before(step)
    do, dont = (" ".join(line.text for line in lines) for lines in (step.do, step.dont))
    return TimelineRow(when, day, do, dont)


def _days_before(step: BeforeStep) -> str:
    return f"{-step.day} day{'' if step.day == -1 else 's'} before"
