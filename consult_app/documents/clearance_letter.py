"""The letter to a doctor: what we plan, what we found, what we ask, and a slip to answer on."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, PageBreak

from consult_app.clinical.course import PlannedArea
from consult_app.clinical.dates import long_date
from consult_app.clinical.explanation import FindingLine, SourceLine
from consult_app.clinical.letters import Letter, LetterItem
from consult_app.clinical.summary import AreaLine, Summary
from consult_app.documents import wording
from consult_app.documents.blocks import table
from consult_app.documents.boxes import Stack
from consult_app.documents.clinical_basis import clinical_basis, is_cited
from consult_app.documents.forms import ReplyQuestion, SignatureField, reply_slip
from consult_app.documents.layout import Sheets, build, text_width, title
from consult_app.documents.letter_parts import ROOMY, client_line, greeting, heads, return_words, signatures
from consult_app.documents.runs import Prose, Strong
from consult_app.documents.stationery import Issue, client_name
from consult_app.documents.text import Text
from consult_app.documents.type_scale import Spacing, TypeScale, type_scale

TITLE = "Clearance letter"
_COUNTS = {1: "One source disputes", 2: "Two sources dispute", 3: "Three sources dispute"}


def sheets(issue: Issue) -> Sheets:
    """The letter with the issue's number, on one page where it fits; else with less about what the rules rest on."""
    letter = issue.summary.letters[issue.number - 1]
    tries: tuple[tuple[Spacing, bool], ...] = (("standard", True), ("compact", True), ("compact", False))
    found = [_built(issue, letter, spacing=spacing, basis=basis) for spacing, basis in tries]
    return min(found, key=lambda sheets: sheets.pages)


def _built(issue: Issue, letter: Letter, *, spacing: Spacing, basis: bool) -> Sheets:
    scale = type_scale("letter", large_print=issue.options.large_print, spacing=spacing)
    story = list(_story(issue.summary, letter, scale, text_width(issue.options.paper), basis=basis))
    return build(TITLE, story, issue.head, issue.foot, issue.options)


def _story(summary: Summary, letter: Letter, scale: TypeScale, width: float, *, basis: bool) -> Iterator[Flowable]:
    yield heads(summary, letter, _reference(letter, summary), scale)
    yield title(_subject(letter), scale.title)
    yield Text(client_line(summary), scale.strong)
    yield Text(greeting(letter), scale.body)
    concerned = _concerned(summary, letter)
    yield Text(_opening(summary, concerned), scale.body)
    for number, item in enumerate(letter.items, 1):
        head = f"{number}. " if len(letter.items) > 1 else ""
        where = item.areas if len(item.areas) < len(concerned) else ()
        line = next(line for line in summary.findings if line.finding == item.finding)
        yield Text(_asked(head, item, where, line, short=not basis), scale.body)
        if basis:
            yield _basis(line, scale)
    yield from _plan_table(summary, concerned, scale, width)
    yield from (Text(words, scale.body) for words in _plan_notes(summary))
    yield Text("Yours sincerely,", scale.body)
    yield signatures(summary, letter, scale)
    if scale.one_column:
        yield PageBreak()
    yield _slip(summary, letter, scale)


def _reference(letter: Letter, summary: Summary) -> str:
    return f"{summary.client.id}/L{letter.number}" if summary.client.id else f"L{letter.number}"


def _subject(letter: Letter) -> str:
    if any(item.finding.level == "clearance" for item in letter.items):
        return "Request for medical clearance before microneedling"
    return "Request for your opinion before microneedling"


def _concerned(summary: Summary, letter: Letter) -> list[AreaLine]:
    """The areas the letter is about: a doctor is told of no more than the questions need."""
    named = {key for item in letter.items for key in item.finding.areas}
    about_all = any(not item.finding.areas for item in letter.items)
    return [area for area in summary.areas if about_all or area.key in named]


def _opening(summary: Summary, areas: list[AreaLine]) -> str:
    reasons = wording.joined(wording.unique([words for area in areas for words in area.plain_concerns]))
    where = wording.joined([area.name.lower() for area in areas])
    wanted = f"microneedling of {reasons} on the {where}" if reasons else f"microneedling of the {where}"
    return f"{client_name(summary)} has asked us for {wanted}. Before we decide, we ask for your advice."


def _basis(line: FindingLine, scale: TypeScale) -> Flowable:
    """What the rule rests on, in small print that stays whole."""
    return Stack([Text(words, scale.note.but(before=0, after=0)) for words in clinical_basis(line)], after=6)


def _asked(head: str, item: LetterItem, where: tuple[str, ...], line: FindingLine, *, short: bool) -> Prose:
    """What we know, the rule we follow, and the question; who disputes the rule where that stands nowhere else."""
    known, question = _parted(item.question)
    told = [known or f"{line.title}."]
    told += [f"It concerns the {wording.area_list(where).lower()}."] if where else []
    told += [f"They tell us: {', '.join(line.details)}."] if line.details else []
    parts: list[str | Strong] = [Strong(head), " ".join(told)]
    if item.finding.not_before:
        parts += [" By the rule we follow we would not needle before ", Strong(long_date(item.finding.not_before)), "."]
    disputed = _disputed(line.sources) if short else ""
    return (*parts, f" {disputed} " if disputed else " ", Strong(question))


def _parted(words: str) -> tuple[str, str]:
    """What a rule's words to a doctor state, and what they ask."""
    known, stop, question = words.rpartition(". ")
    return f"{known}{stop.rstrip()}", question


def _disputed(sources: tuple[SourceLine, ...]) -> str:
    """Who disputes the rule; empty when nobody does."""
    against = [each.short for each in sources if each.stance == "disputes" and is_cited(each)]
    if not against:
        return ""
    return f"{_COUNTS.get(len(against), 'Several sources dispute')} this rule ({'; '.join(against[:3])})."


def _plan_table(summary: Summary, areas: list[AreaLine], scale: TypeScale, width: float) -> list[Flowable]:
    rows = [_plan_row(area, summary) for area in areas if summary.plan.area(area.key)]
    if not rows:
        return []
    if len(rows) == len(summary.plan.areas) and (cream := _cream(summary)):
        rows.append(["Numbing cream", cream])
    return table(("What we plan", "Reason", "Needle depth", "Passes"), rows, (3.1, 4.2, 2.4, 1), scale, width)


def _plan_row(area: AreaLine, summary: Summary) -> list[Prose]:
    planned = summary.plan.area(area.key)
    size = f", {area.area_cm2:.0f} cm²" if area.area_cm2 else ""
    depth = _depth(planned) if planned else "Not set"
    return [f"{area.name}{size}", "; ".join(area.concerns), depth, str(planned.passes) if planned else ""]


def _depth(area: PlannedArea) -> str:
    """What was set, else all the plan may come to."""
    if area.chosen_mm is not None:
        return wording.millimetres(area.chosen_mm)
    return wording.millimetres(area.first_mm.low, area.depth_mm.high)


def _cream(summary: Summary) -> str:
    """The numbing plan, which is made for all areas together."""
    plan = summary.anaesthetic
    if plan is None:
        return ""
    amount = f", {plan.grams:g} g" if plan.grams else ""
    size = f" on {plan.area_cm2:g} cm²" if plan.area_cm2 else ""
    return f"{summary.anaesthetic_name}{amount}{size}{f' for {plan.minutes:g} minutes' if plan.minutes else ''}"


def _plan_notes(summary: Summary) -> Iterator[str]:
    kind = f"Fitzpatrick skin type {summary.skin_type}" if summary.skin_type else ""
    patch = "a test patch comes first" if any(visit.kind == "test_patch" for visit in summary.plan.visits) else ""
    if kind:
        yield f"They have {kind}{f', so {patch}' if patch else ''}."
    elif patch:
        yield wording.sentence(patch)


def _slip(summary: Summary, letter: Letter, scale: TypeScale) -> Flowable:
    questions = [question for item in letter.items for question in _reply(item, brief=len(letter.items) > 2)]
    questions.append(ReplyQuestion("Anything else we should know", blank=True, more_lines=int(scale.row_gap >= ROOMY)))
    fields = [
        SignatureField("Signature"),
        SignatureField("Name and registration number", 1.2),
        SignatureField("Date", 0.6),
    ]
    return reply_slip("Your reply", return_words(summary), questions, fields, scale)


def _reply(item: LetterItem, *, brief: bool) -> Iterator[ReplyQuestion]:
    """The answers a finding can have: for a date, keeping to it and starting earlier; else yes, no, and how."""
    finding = item.finding
    if not brief:
        yield ReplyQuestion(f"{finding.label}, as stated", ("Correct", "Other:"))
    if finding.not_before:
        yield ReplyQuestion(f"Treatment from {long_date(finding.not_before)}", ("No objection", "Please wait until"))
    if finding.level == "defer":
        yield ReplyQuestion("An earlier start", ("Not advised", "No objection from"))
        return
    yield ReplyQuestion(finding.label if brief else "Microneedling as planned", ("No objection", "Not advised"))
    if not brief:
        yield ReplyQuestion("Limits or conditions", ("None", "Yes:"))
