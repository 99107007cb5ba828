"""Whom to call for which sign: the words that the aftercare sheet and the wallet card share."""

from collections.abc import Iterator

from consult_app.clinical.care_protocol import Urgency
from consult_app.clinical.practice import Clinic
from consult_app.clinical.summary import Summary
from consult_app.documents.options import NotSet
from consult_app.documents.runs import Prose
from consult_app.documents.stationery import phone
from consult_app.documents.urgent import Urgent

CALL_US = "Call us the same day"
_LATER: tuple[tuple[Urgency, str], ...] = (
    ("two_days", "Within 2 days:"),
    ("week", "Within a week:"),
    ("two_weeks", "Within 2 weeks:"),
)


def emergency_call(clinic: Clinic) -> str | NotSet:
    """The call for help, with the number of the clinic's country."""
    return f"Call {clinic.emergency_number} now" if clinic.emergency_number else NotSet("Emergency number not set")


def closed(clinic: Clinic) -> str | NotSet:
    """Whom to call while the clinic is closed."""
    return f"Closed? Call {clinic.out_of_hours}." if clinic.out_of_hours else NotSet("Out-of-hours number not set")


def urgent(summary: Summary, later: Prose = "") -> Urgent:
    """The words of the red box; ``later`` is what can wait some days."""
    clinic = summary.clinic
    return Urgent(
        call=emergency_call(clinic),
        signs=emergencies(summary),
        call_us=CALL_US,
        phone=phone(clinic),
        reasons=same_day_signs(summary),
        closed=closed(clinic),
        later=later,
    )


def emergencies(summary: Summary) -> str:
    """The signs to call for help at once, as they follow the call, and what to do for an eye."""
    signs = (
        f"{'Or if' if index else 'if'} {line.text[:1].lower()}{line.text[1:]}"
        for index, line in enumerate(summary.care.call("emergency"))
    )
    return " ".join([*signs, *(line.text for line in summary.care.call("emergency_eye"))])


def same_day_signs(summary: Summary) -> tuple[str, ...]:
    """The signs to call the clinic for on the same day."""
    return tuple(line.text.rstrip(".") for line in summary.care.call("same_day"))


def later_signs(summary: Summary) -> Iterator[tuple[str, str]]:
    """How long each further sign may wait, and the signs."""
    for urgency, words in _LATER:
        lines = [line.text.rstrip(".") for line in summary.care.call(urgency)]
        if lines:
            yield words, f"{'; '.join([lines[0], *(line[:1].lower() + line[1:] for line in lines[1:])])}."
