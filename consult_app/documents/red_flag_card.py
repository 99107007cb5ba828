"""The red-flag card: what to do if something looks wrong, cut out and folded to the size of a bank card."""

from collections.abc import Iterator, Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from consult_app.clinical.dates import long_date
from consult_app.clinical.summary import Summary
from consult_app.documents import when_to_call, wording
from consult_app.documents.blocks import bullets
from consult_app.documents.boxes import Stack, Whole, words_or_chip
from consult_app.documents.care_parts import for_whom
from consult_app.documents.forms import Blank
from consult_app.documents.layout import Sheets, build, section, title
from consult_app.documents.runs import Strong
from consult_app.documents.stationery import Issue, phone
from consult_app.documents.text import INK, Text, TextStyle
from consult_app.documents.type_scale import EDGE, RED, WHITE, TypeScale, type_scale
from consult_app.documents.urgent import urgent_box

TITLE = "Red-flag card"
_TITLE = "Your card: what to do if…"
_KEEP = "Cut along the solid line. Fold along the dotted lines. Keep the card with you until your skin has healed."
_AT_HOME = "Keep this page where you can see it until your skin has healed."
_PANEL = (85.6 * mm, 54 * mm)
_PAD = 10.0
_SIZES = (10.5, 10.0, 9.5, 9.0)
"""Points, of the words on the card: the largest that lets every panel hold them."""


def sheets(issue: Issue) -> Sheets:
    """The card on one page; in large print a page for the wall with the same words."""
    large = issue.options.large_print
    scale = type_scale("sheet", large_print=large)
    story = _page(issue.summary, scale) if large else _wallet(issue.summary, scale)
    return build(TITLE, list(story), issue.head, issue.foot, issue.options)


def _wallet(summary: Summary, scale: TypeScale) -> Iterator[Flowable]:
    yield title(_TITLE, scale.title)
    yield Text(for_whom(summary), scale.lead)
    yield Text(_KEEP, scale.body)
    yield _Card(summary)


def _page(summary: Summary, scale: TypeScale) -> Iterator[Flowable]:
    yield title(_TITLE, scale.title)
    yield urgent_box(when_to_call.urgent(summary), scale)
    yield from section("Also call us", scale.section)
    yield bullets([(Strong(f"{when} "), signs) for when, signs in when_to_call.later_signs(summary)], scale)
    yield from section("Your sessions", scale.section)
    yield from _days(summary, scale.body)
    yield Text(_AT_HOME, scale.body.but(before=8))


def _days(summary: Summary, style: TextStyle) -> Iterator[Flowable]:
    """The days of the sessions, or a line to write the day on."""
    days = [visit.date for visit in summary.plan.visits if visit.date and visit.kind == "session"]
    if not days:
        yield Text("Day of your session:", style)
        yield Blank(style.leading * 1.3)
    for number, day in enumerate(days, 1):
        yield Text((Strong(f"Session {number}: "), long_date(day)), style)


def _panels(summary: Summary, size: float) -> tuple[Sequence[Flowable], ...]:
    """The four panels in reading order: help now, call today, what can wait, and when what is done."""
    body = TextStyle(size, size * 1.26)
    head, loud = _bold(body, 2.5), _bold(body, 4)
    red, clinic = body.but(colour=WHITE), summary.clinic
    later = [Text((Strong(f"{when} "), signs), body) for when, signs in when_to_call.later_signs(summary)]
    areas = wording.joined(area.label for area in summary.care.areas)
    done = f"Skin needling (microneedling) of the {areas}." if areas else "Skin needling (microneedling)."
    return (
        [
            words_or_chip(when_to_call.emergency_call(clinic), loud.but(colour=WHITE)),
            Text(when_to_call.emergencies(summary), red),
        ],
        [
            Text(when_to_call.CALL_US, head),
            words_or_chip(phone(clinic), loud),
            *(Text(f"• {each}", body) for each in when_to_call.same_day_signs(summary)),
            words_or_chip(when_to_call.closed(clinic), body.but(bold=True)),
        ],
        [Text("Also call us", head), *later],
        [
            Text("Your sessions", head),
            Text(done, body),
            *_days(summary, body),
            words_or_chip(clinic.name, body.but(bold=True)),
        ],
    )


def _bold(style: TextStyle, more: float) -> TextStyle:
    """The style in bold and ``more`` points larger."""
    size = style.size + more
    return style.but(size=size, leading=size * 1.25, bold=True)


class _Card(Whole):
    """Four panels of a bank card's size, two by two, with a line to cut along and lines to fold along."""

    def __init__(self, summary: Summary) -> None:
        super().__init__(before=10)
        self._summary = summary

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        wide, least = _PANEL
        for size in _SIZES:
            self.panels = [Stack(panel, gap=2) for panel in _panels(self._summary, size)]
            tall = max(panel.wrap(wide - 2 * _PAD, height)[1] for panel in self.panels)
            if tall + 2 * _PAD <= least:
                break
        self.panel = (wide, max(least, tall + 2 * _PAD))
        self.width, self.height = width, 2 * self.panel[1]
        return width, self.height

    def draw(self) -> None:
        wide, tall = self.panel
        self.canv.setFillColor(HexColor(RED))
        self.canv.rect(0, tall, wide, tall, stroke=0, fill=1)
        for index, panel in enumerate(self.panels):
            x, top = wide * (index % 2), self.height - tall * (index // 2)
            panel.drawOn(self.canv, x + _PAD, top - _PAD - panel.height)
        self.canv.setStrokeColor(HexColor(INK))
        self.canv.setLineWidth(0.75)
        self.canv.rect(0, 0, 2 * wide, 2 * tall)
        self.canv.setStrokeColor(HexColor(EDGE))
        self.canv.setDash([1, 3])
        self.canv.line(wide, 0, wide, 2 * tall)
        self.canv.line(0, tall, 2 * wide, tall)
        self.canv.setDash([])
