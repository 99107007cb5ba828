"""What the frame shows of a consultation, put into the shapes its widgets take; no outcome is worked out here."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from consult_app.clinical.assessment import ORDER
from consult_app.clinical.dates import short_date, weekday_date
from consult_app.clinical.decisions import awaited
from consult_app.clinical.earliest import EarliestSafe
from consult_app.clinical.explanation import FindingLine, OpenLine
from consult_app.clinical.headline import first_of
from consult_app.clinical.summary import Summary
from consult_app.clinical.workflow import STEPS
from consult_app.ui.state import ConsultationState
from consult_app.ui.theme import OUTCOMES, Outcome, current_theme
from consult_app.ui.widgets.question_block import FormRow
from consult_app.ui.widgets.states import AreaChipView
from consult_app.ui.widgets.step_list import StepView
from consult_app.ui.widgets.verdict_card import Reason, Unanswered, VerdictView

NOT_RUN = VerdictView("incomplete", "Incomplete", gap="Rules could not run")
UNANSWERED_AT_MOST = 5
COULD_MEAN: Mapping[str, str] = {
    "do_not_treat": "Could bar treatment",
    "clearance": "Could need clearance",
    "defer": "Could mean a wait",
}
COULD_ADD, MAY_WAIT = "Precaution at most", "May wait"
DIFFERS = "Differs by area"


def outcome_of(word: str) -> Outcome:
    """An outcome word as the theme knows it; anything else reads as incomplete."""
    return next((outcome for outcome in OUTCOMES if outcome == word), "incomplete")


def verdict_view(summary: Summary | None) -> VerdictView:
    """The verdict card."""
    if summary is None:
        return NOT_RUN
    headline, days = summary.headline, summary.outlook.earliest
    overall = days.overall
    differs = overall.day is None and any(each.day for each in days.areas.values())
    second = [part for part in (headline.second, headline.also) if part]
    return VerdictView(
        outcome_of(headline.outcome),
        unbroken(headline.words),
        gap=headline.gap,
        second_line="\n".join(second),
        reasons=tuple(_reason(line) for line in _by_headline(summary)),
        areas=tuple(
            AreaChipView(area.name, outcome_of(area.line.outcome), area.line.words, area.line.second)
            for area in summary.areas
        ),
        earliest=DIFFERS if differs else earliest_words(overall, summary.as_of),
        earliest_note=weeks_ahead(overall.day, summary.as_of),
        earliest_lines=earliest_reasons(overall, summary.as_of),
        unanswered=_unanswered(summary),
    )


def _by_headline(summary: Summary) -> list[FindingLine]:
    """The findings that say something, those of the headline's own outcome first."""
    told = [line for line in summary.findings if line.finding.level != "note"]
    return sorted(told, key=lambda line: line.finding.level != summary.headline.outcome)


def _reason(line: FindingLine) -> Reason:
    details = line.finding.because.partition(": ")[2]
    found = f"{line.title}, {details}." if details else f"{line.title}."
    return Reason(found, finding_words(line), line.finding.question)


def unbroken(words: str) -> str:
    """The same words with a date that stays on one line."""
    return re.sub(r"(\d{1,2}) (\w{3}) (\d{4})", "\\1\u00a0\\2\u00a0\\3", words)


def _unanswered(summary: Summary) -> tuple[Unanswered, ...]:
    asked = summary.open_questions
    shown = [Unanswered(line.id, line.label, could_mean(line), line.words) for line in asked[:UNANSWERED_AT_MOST]]
    if (more := len(asked) - len(shown)) > 0:
        shown.append(Unanswered(asked[len(shown)].id, f"and {more} more"))
    return tuple(shown)


def could_mean(line: OpenLine) -> str:
    """What the answer to an open question could mean, in a few words."""
    return MAY_WAIT if line.may_wait else COULD_MEAN.get(line.could_reach, COULD_ADD)


def earliest_words(earliest: EarliestSafe, today: dt.date) -> str:
    """The earliest safe date; empty when it is today, and no date where none is known or nothing may be dated."""
    if earliest.day is None:
        return "No date yet" if earliest.waits_for or earliest.unanswered else "No date"
    return weekday_date(earliest.day) if earliest.day > today else ""


def earliest_reasons(earliest: EarliestSafe, today: dt.date) -> tuple[str, ...]:
    """What sets the earliest safe date and what has to come as well, or why there is none; each in one line."""
    if earliest.day is None:
        return (earliest.why_none.partition(":")[0] if earliest.unanswered else earliest.why_none,)
    if earliest.day <= today:
        return ()
    also = (f"Also waits {first_of(map(awaited, earliest.waits_for), most=1)}",) if earliest.waits_for else ()
    return (first_of(dict.fromkeys(finding.label for finding in earliest.binding), most=1), *also)


def weeks_ahead(day: dt.date | None, today: dt.date) -> str:
    """How far off a day is; nothing for today or no day."""
    days = (day - today).days if day else 0
    if days <= 0:
        return ""
    return f"in {days} day{'' if days == 1 else 's'}" if days < 14 else f"in {days // 7} weeks"


def finding_words(line: FindingLine) -> str:
    """A finding's own outcome in words, with the day or the event it waits for."""
    finding = line.finding
    if finding.level == "note":
        return "Noted"
    word = current_theme().state(outcome_of(finding.level)).word
    if finding.level == "defer":
        until = short_date(finding.not_before) if finding.not_before else finding.until
        return f"Defer until {until}" if until else "Defer"
    if finding.not_before and finding.level == "clearance":
        return f"{word}, not before {short_date(finding.not_before)}"
    return word


def row_states(rows: tuple[FormRow, ...], summary: Summary | None) -> Mapping[str, tuple[Outcome, str]]:
    """Per row key what its answers lead to: the strictest finding, else a detail that is still missing."""
    if summary is None:
        return {}
    return {row.key: state for row in rows for state in _row_state(row, summary)}


def _row_state(row: FormRow, summary: Summary) -> Iterator[tuple[Outcome, str]]:
    ids = {question.id for question in row.questions}
    found = [line for line in summary.findings if line.finding.question in ids and line.finding.level != "note"]
    if found:
        line = min(found, key=lambda one: ORDER.index(one.finding.level))
        where = f", {', '.join(line.areas).lower()}" if line.areas and len(line.areas) < len(summary.areas) else ""
        yield outcome_of(line.finding.level), finding_words(line) + where
        return
    missing = [line for line in summary.open_questions if "." in line.id and line.id.partition(".")[0] in ids]
    if missing:
        yield "incomplete", f"Still needed: {missing[0].label.rpartition(': ')[2]}"


def step_views(state: ConsultationState, shown: tuple[str, ...]) -> tuple[StepView, ...]:
    """The step list."""
    steps = [step for step in STEPS if step.id in shown]
    if state.is_frozen:
        return tuple(StepView(step.id, step.title, "Finished", "done") for step in steps)
    far = state.progress()
    if far is None:
        return tuple(StepView(step.id, step.title, "Rules could not run", "gap") for step in steps)
    return tuple(
        StepView(step.id, step.title, far[step.id].line, _step_state(far[step.id].status, far[step.id].left))
        for step in steps
    )


def _step_state(status: str, left: int) -> Literal["open", "done", "gap"]:
    if status == "done":
        return "done"
    return "gap" if status == "in_progress" and left else "open"
