"""The treatment plan: what we found, what to do first, what we treat and when, and what to expect."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from consult_app.clinical.consultation import Decision
from consult_app.clinical.dates import long_date, weekday_date
from consult_app.clinical.decisions import counts
from consult_app.clinical.explanation import FindingLine
from consult_app.clinical.summary import Summary
from consult_app.documents import wording
from consult_app.documents.blocks import bullets
from consult_app.documents.layout import Sheets, build, section, text_width, title
from consult_app.documents.plan_notes import (
    bone_notes,
    hopes,
    numbing_notes,
    off_label_notes,
    precautions_kept,
    recovery,
)
from consult_app.documents.plan_opening import before_first_visit, state
from consult_app.documents.plan_parts import areas_with_map, visits, waits_words, who
from consult_app.documents.runs import Prose, Strong
from consult_app.documents.stationery import Issue
from consult_app.documents.text import Text
from consult_app.documents.type_scale import Spacing, TypeScale, type_scale

TITLE = "Treatment plan"
_PAGES = 2
_SECOND_PAGE = 380.0  # points left under which the second part starts on a page of its own
_DARK_TYPES = ("IV", "V", "VI")


def sheets(issue: Issue) -> Sheets:
    """The plan on two pages, set closer where it needs that, or on as many as it takes."""
    found = [_built(issue, spacing="standard")]
    if found[0].pages > _PAGES:
        found.append(_built(issue, spacing="compact"))
    return min(found, key=lambda sheets: sheets.pages)


def _built(issue: Issue, *, spacing: Spacing) -> Sheets:
    scale = type_scale("sheet", large_print=issue.options.large_print, spacing=spacing)
    width = text_width(issue.options.paper)
    return build(TITLE, list(_story(issue.summary, scale, width)), issue.head, issue.foot, issue.options)


def _story(summary: Summary, scale: TypeScale, width: float) -> Iterator[Flowable]:
    yield title("Your treatment plan", scale.title)
    yield from who(summary, scale)
    yield state(summary, scale)
    yield from before_first_visit(summary, scale)
    yield from section("What we plan to treat" if summary.plan.areas else "What you asked us to treat", scale.section)
    yield from areas_with_map(summary, scale, width)
    yield from (Text(note, scale.note) for note in _area_notes(summary))
    if summary.plan.visits:
        yield from section("Your visits", scale.section)
        yield from visits(summary, scale, width)
        yield from (Text(note, scale.note) for note in _visit_notes(summary))
    if summary.plan.areas:
        yield CondPageBreak(_SECOND_PAGE)
        yield from _listed("How we take care", _care_taken(summary), scale)
    yield from _listed("What was decided", list(_decisions(summary)), scale)
    if summary.plan.areas:
        yield from _expect(summary, scale)


def _area_notes(summary: Summary) -> Iterator[str]:
    notes = ["Striped areas are in the plan."] if any(not area.waits_for for area in summary.plan.areas) else []
    if summary.skin_type in _DARK_TYPES and summary.plan.areas:
        notes.append(wording.CAREFUL_SKIN.format(kind=summary.skin_type))
    if any(visit.kind == "test_patch" for visit in summary.plan.visits):
        notes.append(wording.TEST_PATCH)
    if notes:
        yield " ".join(notes)


def _visit_notes(summary: Summary) -> Iterator[str]:
    notes = [*_checks(summary), *_waiting_note(summary), *_time_note(summary), *numbing_notes(summary)]
    if notes:
        yield " ".join(notes)


def _checks(summary: Summary) -> Iterator[str]:
    days = [weekday_date(visit.date) for visit in summary.plan.visits if visit.kind == "review" and visit.date]
    if days:
        yield f"We look at the first block again on {wording.joined(days)}."


def _waiting_note(summary: Summary) -> Iterator[str]:
    waiting = {area.plain_name: waits_words(summary.area(area.key), summary) for area in summary.plan.areas}
    for words in wording.unique(list(waiting.values())):
        names = [name for name, waits in waiting.items() if waits == words]
        yield f"We set the dates for your {wording.joined(names)} {words}."


def _time_note(summary: Summary) -> Iterator[str]:
    booking, first = summary.booking, summary.plan.first_session
    if booking and booking.time and first and first.date == booking.date:
        yield f"Session 1 is at {wording.clock(booking.time, summary.clinic.country)}."


def _listed(head: str, lines: Sequence[Prose], scale: TypeScale) -> Iterator[Flowable]:
    if lines:
        yield from section(head, scale.section)
        yield bullets(lines, scale)


def _care_taken(summary: Summary) -> list[str]:
    return [*precautions_kept(summary), *bone_notes(summary), *off_label_notes(summary)]


def _decisions(summary: Summary) -> Iterator[Prose]:
    """What was decided beside the rules and counts today, by name."""
    for line in summary.findings:
        for decision in line.decisions:
            prescriber = not line.override_refusal
            areas = line.finding.areas or ("",)
            if any(counts(decision, line.finding, a, summary.as_of, prescriber=prescriber) for a in areas):
                yield _decision(decision, line)


def _decision(decision: Decision, line: FindingLine) -> Prose:
    who_says = (Strong(f"\u2068{decision.by}\u2069"), f", {wording.role_words(decision.role)}, ")
    said = "wrote that we may treat you" if decision.kind == "clearance" else "decided that we may treat you"
    limit = f", at most {wording.millimetres(decision.max_depth_mm)} deep" if decision.max_depth_mm else ""
    until = f" This holds until {long_date(decision.until)}." if decision.until else ""
    about = f" It is about: {line.title.lower()}."
    return (*who_says, f"{said}{limit}, on {long_date(decision.date)}.{about}{until}")


def _expect(summary: Summary, scale: TypeScale) -> Iterator[Flowable]:
    risks = [*wording.RISKS_COMMON, *wording.RISKS_SOME, wording.RISK_DARK_MARKS, wording.RISKS_RARE_SHORT]
    yield from _listed("What to expect", [*recovery(summary), wording.AFTER_DAYS], scale)
    yield from _listed("What it can do for you", [*hopes(summary), wording.NUMBER], scale)
    yield from _listed("What can go wrong", risks, scale)
