"""The whole record of one client as a paper to read: everything that is kept about the person, in order."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from consult_app.clinical.dates import short_date
from consult_app.clinical.practice import Clinic
from consult_app.documents.blocks import table
from consult_app.documents.layout import build, section, text_width, title
from consult_app.documents.options import DocumentOptions, Footer, Paper
from consult_app.documents.stationery import letterhead
from consult_app.documents.text import Text
from consult_app.documents.type_scale import TypeScale, type_scale

TITLE = "Your record"
LEAD = "This is everything this practice keeps about you. The papers you were given lie beside it as they were."
_SHARES = (38, 62)
EMPTY = "Nothing is kept here."


@dataclass(frozen=True, slots=True)
class RecordPart:
    """One part of a record: what it is, and pairs of what was asked and what stands there."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def person_record(
    client_id: str, parts: Sequence[RecordPart], clinic: Clinic, made_at: dt.datetime, paper: Paper = "A4"
) -> bytes:
    """The record as a PDF; ``made_at`` is on the clinic's clock. Equal input gives equal bytes."""
    scale = type_scale()
    story: list[Flowable] = [title(TITLE, scale.title), Text(LEAD, scale.lead)]
    for part in parts:
        story += _part(part, scale, paper)
    foot = Footer(client_id, "", f"Made {short_date(made_at.date())}, {made_at:%H:%M}", "")
    return build(f"{TITLE}: {client_id}", story, letterhead(clinic), foot, DocumentOptions(paper)).data


def _part(part: RecordPart, scale: TypeScale, paper: Paper) -> list[Flowable]:
    head = section(part.heading, scale.section, splits=True)
    if not part.lines:
        return [*head, Text(EMPTY, scale.body)]
    return [*head, *table(("What", "Kept"), part.lines, _SHARES, scale, text_width(paper))]
