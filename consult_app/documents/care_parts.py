"""What the sheets before and after a session share: whom they are for, and how to reach the clinic."""

from collections.abc import Iterator

from consult_app.clinical.summary import Summary
from consult_app.documents import wording
from consult_app.documents.options import NotSet
from consult_app.documents.runs import Prose, Strong
from consult_app.documents.stationery import phone


def for_whom(summary: Summary) -> str:
    """Whom the sheet is for, and which skin."""
    areas = f"this is for your {wording.joined(area.label for area in summary.care.areas)}."
    name = summary.client.name
    return f"\u2068{name}\u2069, {areas}" if name else wording.capital(areas)


def call_lines(summary: Summary) -> Iterator[Prose]:
    """When the session is, and the number to ring with a question."""
    care = summary.care
    if care.session_date and care.session_time:
        time = wording.clock(care.session_time, summary.clinic.country)
        yield (Strong(f"Your session is on {wording.long_weekday(care.session_date)} at {time}."),)
    number = phone(summary.clinic)
    if not isinstance(number, NotSet):
        yield ("Not sure? Something new? Call us: ", Strong(number), ".")
