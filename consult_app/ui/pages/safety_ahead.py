"""The look ahead: how each area would stand from the earliest date, with today's answers."""

from datetime import date

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer, Consultation
from consult_app.clinical.dates import short_date
from consult_app.clinical.headline import OutcomeLine, outcome_line
from consult_app.clinical.summary import Summary
from consult_app.ui.consultation.views import outcome_of, unbroken
from consult_app.ui.theme import Outcome
from consult_app.ui.widgets.outcome_matrix import MatrixRow

HOLDS_ONE, HOLDS_MORE = "Holds if the missing answer is No.", "Holds if the missing answers are No."


def look_ahead_day(summary: Summary) -> date | None:
    """The last day to pass of the person and every area; None while none is known."""
    days = [line.not_before for line in (summary.person, *(area.line for area in summary.areas)) if line.not_before]
    return max(days, default=None)


def matrix_rows(
    summary: Summary, consultation: Consultation, catalogue: Catalogue, day: date | None
) -> tuple[MatrixRow, ...]:
    """Each area today and, where there is a day, from then on; the person alone while no area is chosen."""
    later = _later(consultation, catalogue, day) if day else {}
    if not summary.areas:
        return (MatrixRow("Whole person", _cell(summary.person), _cell(later[""]) if later else None),)
    return tuple(
        MatrixRow(area.name, _cell(area.line), _cell(later[area.key]) if later else None) for area in summary.areas
    )


def _later(consultation: Consultation, catalogue: Catalogue, day: date) -> dict[str, OutcomeLine]:
    """The outcomes on a later day when what is blank or unsure is denied; every other answer stands."""
    answers = {name: tuple(map(_denied, given)) for name, given in consultation.answers.items()}
    ahead = consultation.model_copy(update={"as_of": day, "remaining_answers": "no", "answers": answers})
    judged = assess(ahead, catalogue)
    return {"": outcome_line(judged.person)} | {key: outcome_line(verdict) for key, verdict in judged.areas.items()}


def _denied(answer: Answer) -> Answer:
    return Answer(answer="no") if answer.answer == "unsure" else answer


def _cell(line: OutcomeLine) -> tuple[Outcome, str]:
    return outcome_of(line.outcome), unbroken("\n".join(part for part in (line.words, line.second) if part))


def later_title(day: date | None) -> str:
    """The head of the look ahead."""
    return f"From {short_date(day)}" if day else ""


def assumption(summary: Summary, day: date | None) -> str:
    """What the look ahead takes for granted; nothing when nothing is open or nothing is looked ahead to."""
    if day is None or not summary.open_questions:
        return ""
    return HOLDS_ONE if len(summary.open_questions) == 1 else HOLDS_MORE
