"""The consent form: what is planned, what it can and cannot do, what can go wrong, and who signed it."""

from collections.abc import Iterator, Sequence
from itertools import product

from reportlab.platypus import Flowable

from consult_app.clinical.dates import short_date
from consult_app.clinical.summary import AreaLine, Summary
from consult_app.documents import wording
from consult_app.documents.blocks import checklist_item, columns, note_box, table
from consult_app.documents.boxes import Stack
from consult_app.documents.forms import Blank, SignatureField, signature_block
from consult_app.documents.layout import Sheets, build, heading, section, text_width, title
from consult_app.documents.plan_notes import (
    bone_notes,
    hopes,
    numbing_notes,
    off_label_notes,
    precautions_kept,
    recovery,
)
from consult_app.documents.plan_parts import depth_words, who
from consult_app.documents.runs import Prose, Strong
from consult_app.documents.stationery import Issue, client_name
from consult_app.documents.text import Text
from consult_app.documents.type_scale import Spacing, TypeScale, type_scale

TITLE = "Consent form"
_PAGES = 2
_SPACINGS: tuple[Spacing, ...] = ("standard", "compact")
_FIRST_LISTS = (5, 4, 3, 2)  # lists on the first page; the rest go together after them
_WHAT_IT_IS = (
    "A device with fine needles makes many tiny holes in the skin. The skin heals and makes new collagen. "
    "This takes weeks to months."
)
_FIRST_DAY = (
    "Sign this on the day of your first needling, test patch included. We check again that day if we can treat you."
)
_ALTERNATIVES = (
    "You can choose to have nothing done, now or later.",
    "You can ask us, your GP or a skin doctor what else there is, such as creams, peels or lasers.",
    "You can take this form home and think about it.",
)
_YOU_CAN_STOP = "You can say stop at any time, and you can change your mind at any visit. You do not have to say why."
_STATEMENTS = (
    "I told you about my health and my medicines as well as I can. I tell you when something changes.",
    "I know what is planned, where, and how deep.",
    "I know that no result is certain, and what can go wrong.",
    "I know what else I can do, and that I can do nothing.",
    "I could ask questions, and I got answers that I understand.",
    "I got the sheets for the days before and after, and I will keep to them.",
    "I agree to this treatment.",
)


def sheets(issue: Issue) -> Sheets:
    """The form with empty lines to sign on; of one that was signed, with the signature as it was drawn."""
    if issue.options.large_print:
        return _built(issue, "standard", 0)
    found = []
    for spacing, first in product(_SPACINGS, _FIRST_LISTS):
        found.append(_built(issue, spacing, first))
        if found[-1].pages <= _PAGES:
            break
    return min(found, key=lambda sheets: sheets.pages)


def _built(issue: Issue, spacing: Spacing, first: int) -> Sheets:
    scale = type_scale("sheet", large_print=issue.options.large_print, spacing=spacing)
    width = text_width(issue.options.paper)
    return build(TITLE, list(_story(issue, scale, width, first)), issue.head, issue.foot, issue.options)


def _story(issue: Issue, scale: TypeScale, width: float, first: int) -> Iterator[Flowable]:
    summary = issue.summary
    yield title("Consent to microneedling", scale.title)
    yield from who(summary, scale)
    yield note_box("Before you sign", [_FIRST_DAY], scale)
    yield from section("What is planned", scale.section)
    yield from _planned(summary, scale, width)
    lists = list(_lists(summary))
    yield from columns(lists[:first], scale, width)
    yield from columns(lists[first:], scale, width)
    yield Text((Strong(wording.KEEP_MEDICINES), f" {_YOU_CAN_STOP}"), scale.body.but(before=8))
    yield from _agreement(issue, scale)


def _lists(summary: Summary) -> Iterator[tuple[str, Sequence[Prose]]]:
    yield "What it is", [_WHAT_IT_IS]
    yield "What it can do for you", [*hopes(summary), wording.NUMBER]
    yield "What can happen to many people", summary.risks.told("many")
    yield "What can happen to some people", summary.risks.told("some")
    yield "What to expect", [*recovery(summary), wording.AFTER_DAYS]
    yield "What is rare", summary.risks.told("rare")
    yield "About this use", list(off_label_notes(summary))
    yield "How we take care", [*precautions_kept(summary), *bone_notes(summary)]
    yield "What else you can do", _ALTERNATIVES


def _planned(summary: Summary, scale: TypeScale, width: float) -> Iterator[Flowable]:
    areas = [area for area in summary.areas if summary.plan.area(area.key)]
    rows = [_row(area, summary, ", " if scale.one_column else "\n") for area in areas]
    yield from table(("Area", "Why", "Needle depth", "Sessions"), rows, (2.6, 3, 3, 1.2), scale, width)
    for words in (f"We use this device: {summary.device}.", *numbing_notes(summary)):
        yield Text(words, scale.body)


def _row(area: AreaLine, summary: Summary, apart: str) -> list[Prose]:
    planned = summary.plan.area(area.key)
    why = wording.capital(wording.joined(wording.unique(area.plain_concerns))) or "Not set"
    sessions = str(planned.sessions) if planned else ""
    return [Strong(area.name), why, depth_words(planned, apart, waiting=True), sessions]


def _agreement(issue: Issue, scale: TypeScale) -> Iterator[Flowable]:
    """The statements and the lines to sign on one page; in large print the last statement stays with the lines."""
    ticked = issue.signed is not None and issue.signed.way == "strokes"
    *statements, last = (checklist_item(words, scale, ticked=ticked) for words in _STATEMENTS)
    opening = [heading("I agree", scale.section), *statements]
    signing = [
        last,
        Text("My questions:", scale.body.but(before=4)),
        Blank(scale.body.leading * 1.4),
        Stack([signature_block(_to_sign(issue), scale)], before=scale.body.leading),
    ]
    parts = [opening, signing] if scale.one_column else [[*opening, *signing]]
    yield from (Stack(part, before=scale.section.before) for part in parts)


def _to_sign(issue: Issue) -> list[SignatureField]:
    """The client's line and the practitioner's, each with its date; empty until they sign."""
    given, client = issue.signed, client_name(issue.summary)
    by = issue.summary.practitioner.name or "Practitioner"
    if given is None:
        signers = (f"{client}, signature", f"{by}, signature")
        return [field for signs in signers for field in (SignatureField(signs, 2), SignatureField("Date", 1))]
    day, name = short_date(given.date), f"\u2068{given.name}\u2069"
    if given.way == "paper":
        said = f"Signed on paper on {day}"
        return [SignatureField(f"{name}, signature", 2, said), *_witnessed(given.witness, day, "Recorded by")]
    drawn = [SignatureField(f"{name}, signature", 2, strokes=given.strokes), SignatureField("Date", 1, day)]
    return [*drawn, *_witnessed(given.witness, day, "Signed before")]


def _witnessed(witness: str, day: str, how: str) -> list[SignatureField]:
    return [SignatureField(how, 2, witness), SignatureField("Date", 1, day)]
