"""The health questionnaire: every row of the health history, blank, to fill in by hand."""

from collections.abc import Iterator
from itertools import groupby

from reportlab.platypus import Flowable

from consult_app.clinical.blank_form import FormRow
from consult_app.clinical.dates import long_date
from consult_app.clinical.questions import FollowUp, Question
from consult_app.clinical.summary import Summary
from consult_app.documents.boxes import Row, Rule, Stack
from consult_app.documents.forms import Blank, Choices, ReplyQuestion, SignatureField, signature_block
from consult_app.documents.layout import Sheets, build, section, title
from consult_app.documents.runs import Strong
from consult_app.documents.stationery import Issue
from consult_app.documents.text import Text, one_line
from consult_app.documents.type_scale import HAIRLINE, TypeScale, type_scale

TITLE = "Health questionnaire"
_LEAD = "Tick one box for each question. Not sure? Tick “Not sure”. We will go through your answers with you."
_KEEP = "Keep taking every medicine a doctor gave you."
_STAFF = "For us to fill in when we look at your skin"
_SIGNED = "My answers are true as far as I know. Signature"
_ANSWERS = ("Yes", "No", "Not sure")
_INDENT, _WIDEST = 14.0, 210.0
"""Points: how far details stand in, and how wide the name of one may be."""
_OF_STAFF = "ractitioner"
_FIXED = {"yes_no": _ANSWERS, "side": ("Left", "Right", "Both")}


def sheets(issue: Issue) -> Sheets:
    """The form; a row of the history never goes over the end of a page at standard size."""
    scale = type_scale("letter", large_print=issue.options.large_print)
    return build(TITLE, list(_story(issue.summary, scale)), issue.head, issue.foot, issue.options)


def _story(summary: Summary, scale: TypeScale) -> Iterator[Flowable]:
    yield title(TITLE, scale.title)
    yield Text(_LEAD, scale.body)
    yield Text(_KEEP, scale.strong)
    yield _who(summary, scale)
    for head, rows in groupby(summary.form, key=_heading):
        parts = [part for row in rows for part in _row(row, scale)]
        yield from section(head, scale.section, room=0)
        yield from parts
    yield signature_block([SignatureField(_SIGNED, 2), SignatureField("Date")], scale)


def _who(summary: Summary, scale: TypeScale) -> Flowable:
    born = summary.client.date_of_birth
    name = SignatureField("Name", 2, summary.client.name or "")
    return signature_block([name, SignatureField("Date of birth", 1, long_date(born) if born else "")], scale)


def _heading(row: FormRow) -> str:
    return _STAFF if row.row.by == "practitioner" else row.row.group_label


def _row(row: FormRow, scale: TypeScale) -> list[Flowable]:
    """A row under its number and name, whole with all its questions; in large print each question is whole."""
    head = Text((Strong(f"{row.row.number}. {row.row.text}"),), scale.body.but(after=0))
    head.keepWithNext = True
    asked = [_question(question, scale) for question in row.questions]
    end = Rule(colour=HAIRLINE, before=5, after=6)
    return [head, *asked, end] if scale.one_column else [Stack([head, *asked, end], gap=5, after=6)]


def _question(question: Question, scale: TypeScale) -> Flowable:
    style = scale.body.but(after=0)
    boxes = Choices(ReplyQuestion("", _ANSWERS, blank=False), style)
    asked = Text(question.text, style)
    wide = 150.0
    top: Flowable = Stack([asked, boxes], gap=3) if scale.one_column else Row([(asked, -1), (boxes, wide)], gap=12)
    details = Stack(list(_details(question, scale)), gap=3)
    return Stack([top, Row([(Stack([]), _INDENT), (details, -1)])] if details.parts else [top], gap=3, after=5)


def _details(question: Question, scale: TypeScale) -> Iterator[Flowable]:
    """What to add to a yes: boxes where there is a choice, else a line to write on."""
    told = [item for item in question.follow_ups if _is_for_client(item)]
    for item in told:
        if choices := _choices(item):
            yield _ticked(item, choices, scale)
    written = [item for item in told if not _choices(item)]
    pair = 1 if scale.one_column else 2
    for start in range(0, len(written), pair):
        yield Row([(_written(item, scale), -1) for item in written[start : start + pair]], gap=14)


def _choices(item: FollowUp) -> tuple[str, ...]:
    return tuple(option.label for option in item.options) or _FIXED.get(item.kind, ())


def _is_for_client(item: FollowUp) -> bool:
    """Not for what only staff can judge, nor where there is a single choice."""
    return _OF_STAFF not in item.label and len(_choices(item)) != 1


def _ticked(item: FollowUp, choices: tuple[str, ...], scale: TypeScale) -> Flowable:
    style = scale.body.but(after=0)
    words, boxes = Text(f"{item.label}:", style), Choices(ReplyQuestion("", choices, blank=False), style)
    if scale.one_column:
        return Stack([words, boxes])
    return Row([(words, min(one_line(f"{item.label}:", style).width + 1, _WIDEST)), (boxes, -1)], gap=9)


def _written(item: FollowUp, scale: TypeScale) -> Flowable:
    style = scale.body.but(after=0)
    label = f"{item.label}, {item.unit}:" if item.unit else f"{item.label}:"
    words, line = Text(label, style), Blank(style.leading * 1.15)
    if scale.one_column:
        return Stack([words, line])
    return Row([(words, one_line(label, style).width + 1), (line, -1)], gap=6)
