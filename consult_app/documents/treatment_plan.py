"""The treatment plan: what we found, what to do first, what we treat and when, and what to expect."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from consult_app.clinical.consultation import Decision
from consult_app.clinical.dates import long_date
from consult_app.clinical.decisions import counts
from consult_app.clinical.explanation import FindingLine
from consult_app.clinical.roles import role_words
from consult_app.clinical.summary import Summary
from consult_app.documents import wording
from consult_app.documents.blocks import columns
from consult_app.documents.first_steps import first_steps_table
from consult_app.documents.layout import Sheets, build, section, text_width, title
from consult_app.documents.plain_reasons import reminders, unmet
from consult_app.documents.plan_notes import (
    bone_notes,
    hopes,
    numbing_notes,
    off_label_notes,
    precautions_kept,
    recovery,
)
from consult_app.documents.plan_opening import before_first_visit, state, still_to_know
from consult_app.documents.plan_parts import areas_with_map, measured, who
from consult_app.documents.plan_visits import in_table, visit_notes, visits
from consult_app.documents.runs import Prose, Strong
from consult_app.documents.stationery import Issue
from consult_app.documents.text import Text
from consult_app.documents.type_scale import Spacing, TypeScale, type_scale

TITLE = "Treatment plan"
_SPACINGS: tuple[Spacing, ...] = ("standard", "compact")
_SECOND_PAGE = 380.0  # points left under which the second part starts on a page of its own
_DARK_TYPES = ("IV", "V", "VI")


def sheets(issue: Issue) -> Sheets:
    """The plan on as few pages as it takes, the visits on the first where they fit, set closer where that needs it."""
    found = [_built(issue, spacing) for spacing in _SPACINGS]
    fewest = min(each.pages for each in found)
    fit = [sheets for spacing, sheets in zip(_SPACINGS, found, strict=True) if sheets.pages == fewest]
    first = [
        sheets
        for spacing, sheets in zip(_SPACINGS, found, strict=True)
        if sheets.pages == fewest and _built(issue, spacing, first_page=True).pages == 1
    ]
    return (first or fit)[0]


def _built(issue: Issue, spacing: Spacing, *, first_page: bool = False) -> Sheets:
    scale = type_scale("sheet", large_print=issue.options.large_print, spacing=spacing)
    width = text_width(issue.options.paper)
    story = [*_today(issue.summary, scale, width), *([] if first_page else _later(issue.summary, scale, width))]
    return build(TITLE, story, issue.head, issue.foot, issue.options)


def _today(summary: Summary, scale: TypeScale, width: float) -> Iterator[Flowable]:
    """What belongs on the first page: the outcome, what to do before, the areas and the visits."""
    yield title("Your treatment plan", scale.title)
    yield from who(summary, scale)
    yield state(summary, scale)
    yield from first_steps_table(summary, scale, width)
    yield from still_to_know(summary, scale)
    yield from before_first_visit(summary, scale)
    yield from section("What we plan to treat" if summary.plan.areas else "What you asked us to treat", scale.section)
    yield from areas_with_map(summary, scale, width)
    yield from (Text(note, scale.note.but(before=0)) for note in _area_notes(summary))
    if summary.plan.visits:
        yield from section("Your visits", scale.section, splits=in_table(summary))
        yield from visits(summary, scale, width)
        yield from (Text(words, scale.body) for words in unmet(summary))
        if notes := " ".join(visit_notes(summary)):
            yield Text(notes, scale.note)


def _later(summary: Summary, scale: TypeScale, width: float) -> Iterator[Flowable]:
    """Care, decisions and cost, and what to expect, on the second page."""
    if summary.plan.areas:
        yield CondPageBreak(_SECOND_PAGE)
    yield from columns(list(_lists(summary)), scale, width)


def _area_notes(summary: Summary) -> Iterator[str]:
    notes = ["Striped areas are in the plan."] if any(not area.waits_for for area in summary.plan.areas) else []
    patch = any(visit.kind == "test_patch" for visit in summary.plan.visits)
    if summary.skin_type in _DARK_TYPES and summary.plan.areas:
        then = wording.PATCH_THEN if patch else ""
        notes.append(wording.CAREFUL_SKIN.format(kind=summary.skin_type, patch=then))
    elif patch:
        notes.append(wording.TEST_PATCH)
    if notes:
        yield " ".join(notes)


def _lists(summary: Summary) -> Iterator[tuple[str, Sequence[Prose]]]:
    """What stands on the second page: care, decisions and cost, and what to expect of what is planned."""
    planned = bool(summary.plan.areas)
    yield "What we measured", list(measured(summary))
    yield "How we take care", _care_taken(summary) if planned else []
    yield "Creams around your visits", [(Strong(f"{when}: "), what) for when, what in reminders(summary)]
    yield "Who else can help", list(dict.fromkeys(each.refer.client for each in summary.referrals))
    yield "What was decided", list(_decisions(summary))
    yield "What it costs", [wording.sentence(summary.cost)] if summary.cost else []
    if planned:
        yield "What to expect", [*recovery(summary), wording.AFTER_DAYS]
        yield "What it can do for you", [*hopes(summary), wording.NUMBER]
        told = summary.risks.told
        yield "What can go wrong", [*told("many"), *told("some"), wording.RISKS_RARE_SHORT]


def _care_taken(summary: Summary) -> list[str]:
    notes = (precautions_kept, numbing_notes, bone_notes, off_label_notes)
    return [words for note in notes for words in note(summary)]


def _decisions(summary: Summary) -> Iterator[Prose]:
    """What was decided beside the rules and counts today, by name."""
    for line in summary.findings:
        for decision in line.decisions:
            prescriber = not line.override_refusal
            areas = line.finding.areas or ("",)
            if any(counts(decision, line.finding, a, summary.as_of, prescriber=prescriber) for a in areas):
                yield _decision(decision, line)


def _decision(decision: Decision, line: FindingLine) -> Prose:
    who_says = (Strong(f"\u2068{decision.by}\u2069"), f", {role_words(decision.role)}, ")
    said = "wrote that we may treat you" if decision.kind == "clearance" else "decided that we may treat you"
    limit = f", at most {wording.millimetres(decision.max_depth_mm)} deep" if decision.max_depth_mm else ""
    until = f" This holds until {long_date(decision.until)}." if decision.until else ""
    about = f" It is about: {line.title.lower()}."
    return (*who_says, f"{said}{limit}, on {long_date(decision.date)}.{about}{until}")
