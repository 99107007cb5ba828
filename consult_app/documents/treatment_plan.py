"""The treatment plan: what we found, what to do first, what we treat and when, and what to expect."""

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable

from consult_app.clinical.consultation import Decision
from consult_app.clinical.dates import long_date, weekday_date
from consult_app.clinical.decisions import counts
from consult_app.clinical.explanation import FindingLine
from consult_app.clinical.letters import Letter
from consult_app.clinical.summary import Summary
from consult_app.documents import wording
from consult_app.documents.blocks import bullets, checklist_item, state_box, strip
from consult_app.documents.layout import Sheets, build, section, text_width, title
from consult_app.documents.plan_notes import (
    bone_notes,
    hopes,
    numbing_notes,
    off_label_notes,
    precautions_kept,
    recovery,
)
from consult_app.documents.plan_parts import areas_with_map, visit_cells, waits_words, who
from consult_app.documents.runs import Prose, Strong
from consult_app.documents.stationery import Issue
from consult_app.documents.text import Text
from consult_app.documents.type_scale import TypeScale, type_scale

TITLE = "Treatment plan"
_OPEN_SHOWN = 6
_STEPS_SHOWN = (-28, -14)
_SECOND_PAGE = 380.0  # points left under which the second part starts on a page of its own
_DARK_TYPES = ("IV", "V", "VI")


def sheets(issue: Issue) -> Sheets:
    """The plan on one or more pages."""
    scale = type_scale("sheet", large_print=issue.options.large_print)
    width = text_width(issue.options.paper)
    return build(TITLE, list(_story(issue.summary, scale, width)), issue.head, issue.foot, issue.options)


def _story(summary: Summary, scale: TypeScale, width: float) -> Iterator[Flowable]:
    yield title("Your treatment plan", scale.title)
    yield from who(summary, scale)
    yield _state(summary, scale)
    yield from _before(summary, scale)
    yield from section(
        "What you asked us to treat" if not summary.plan.areas else "What we plan to treat", scale.section
    )
    yield from areas_with_map(summary, scale, width)
    yield from (Text(note, scale.note) for note in _area_notes(summary))
    if summary.plan.visits:
        yield from section("Your visits", scale.section)
        yield from strip(visit_cells(summary), scale)
        yield from (Text(note, scale.note) for note in _visit_notes(summary))
    yield CondPageBreak(_SECOND_PAGE)
    yield from _care_taken(summary, scale)
    if summary.plan.areas:
        yield from _expect(summary, scale)


def _state(summary: Summary, scale: TypeScale) -> Flowable:
    outcome = summary.headline.outcome
    lines = [*_reasons(summary), *_differing(summary), *_gap(summary)]
    if not lines:
        lines = [
            "Nothing you told us stands in the way."
            if outcome == "treat"
            else "We list below what we do to keep you safe."
        ]
    return state_box(wording.STATE_ICONS[outcome], summary.headline.paper, lines, scale)


def _reasons(summary: Summary) -> Iterator[Prose]:
    """What holds treatment up, each sentence once, with the end of its wait; what the head speaks of comes first."""
    blocking = [line for line in summary.findings if line.finding.blocks and line.finding.client_text]
    blocking.sort(key=lambda line: line.finding.level != summary.headline.outcome)
    for text in wording.unique([line.finding.client_text for line in blocking]):
        found = [line for line in blocking if line.finding.client_text == text]
        where = _where(found, summary)
        ends = max((line.finding.not_before for line in found if line.finding.not_before), default=None)
        words = text + wording.wait_ends(ends)
        yield (Strong(f"{where}: "), words) if where else words


def _where(lines: list[FindingLine], summary: Summary) -> str:
    """The areas a sentence is about, empty when it is about all of them."""
    names = wording.unique([name for line in lines for name in line.areas])
    everywhere = not names or any(not line.areas for line in lines) or len(names) == len(summary.areas)
    return "" if everywhere else wording.area_list(names)


def _differing(summary: Summary) -> Iterator[Prose]:
    """The areas that are not where the head says, grouped by where they are."""
    others = [area for area in summary.areas if area.line.paper != summary.headline.paper]
    for paper in wording.unique([area.line.paper for area in others]):
        names = wording.area_list([area.name for area in others if area.line.paper == paper])
        yield (Strong(f"{names}: "), wording.sentence(paper))


def _gap(summary: Summary) -> Iterator[Prose]:
    count = len(summary.open_questions)
    if count:
        missing = "1 answer is still missing." if count == 1 else f"{count} answers are still missing."
        yield f"{missing} What we say here may change when we have {'it' if count == 1 else 'them'}."


def _before(summary: Summary, scale: TypeScale) -> Iterator[Flowable]:
    items = [*_questions(summary), *_letters(summary), *_dated(summary), (Strong(wording.KEEP_MEDICINES),)]
    head = "Before your first visit" if summary.plan.first_session or len(items) > 1 else "Good to know"
    yield from section(head, scale.section)
    yield from (checklist_item(item, scale) for item in items)


def _questions(summary: Summary) -> Iterator[Prose]:
    """The questions that could hold up treatment, each; the rest counted."""
    weighty = [line for line in summary.open_questions if line.could_reach not in ("precautions", "treat")]
    for line in weighty[:_OPEN_SHOWN]:
        yield (Strong(f"Tell us about this: {line.label}."), " We need your answer first.")
    more = len(summary.open_questions) - len(weighty[:_OPEN_SHOWN])
    if more:
        questions = "1 more question" if more == 1 else f"{more} more questions"
        yield (Strong(f"Answer {questions}."), " We go through this with you.")


def _letters(summary: Summary) -> Iterator[Prose]:
    for letter in summary.letters:
        to = wording.doctor(letter.role, letter.contact.name if letter.contact else None)
        if _must(letter):
            yield (Strong(f"We need a letter from {to}."), " We write to ask for it.")
        else:
            yield (Strong(f"Ask us to write to {to}."), " It may shorten your wait.")


def _dated(summary: Summary) -> Iterator[Prose]:
    """The first things to keep to before the session; the sheet for the days before has them all."""
    for step in summary.care.before:
        lines = [line for line in (*step.do, *step.dont) if line.safety and line.rank == 1]
        if lines and step.day in _STEPS_SHOWN and summary.plan.first_session:
            when = "From now on" if step.from_now else f"From {long_date(step.date)}" if step.date else step.when
            yield (Strong(f"{when}: "), " ".join(line.text for line in lines))


def _must(letter: Letter) -> bool:
    return any(item.finding.level == "clearance" for item in letter.items)


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


def _care_taken(summary: Summary, scale: TypeScale) -> Iterator[Flowable]:
    """Precautions kept, and what was decided beside the rules, by name."""
    kept = [*precautions_kept(summary), *bone_notes(summary), *off_label_notes(summary)]
    decided = [*_decisions(summary)]
    if kept:
        yield from section("How we take care", scale.section)
        yield bullets(kept, scale)
    if decided:
        yield from section("What was decided", scale.section)
        yield bullets(decided, scale)


def _decisions(summary: Summary) -> Iterator[Prose]:
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
    yield from section("What to expect", scale.section)
    yield bullets([*recovery(summary), wording.AFTER_DAYS], scale)
    yield from section("What it can do for you", scale.section)
    yield bullets([*hopes(summary), wording.NUMBER], scale)
    yield from section("What can go wrong", scale.section)
    yield bullets([*wording.RISKS_COMMON, *wording.RISKS_SOME, wording.RISK_DARK_MARKS], scale)
    yield Text(
        "Rare: an infection, an allergy, hard lumps, or a scar that stays. The consent form tells you more.",
        scale.body.but(before=4),
    )
