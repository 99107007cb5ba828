"""The lot list: everybody who was treated with one lot, to work through when it is recalled."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from consult_app.clinical.dates import short_date
from consult_app.clinical.practice import Clinic
from consult_app.documents.blocks import table
from consult_app.documents.layout import build, text_width, title
from consult_app.documents.options import DocumentOptions, Footer, Paper
from consult_app.documents.runs import Prose
from consult_app.documents.stationery import letterhead
from consult_app.documents.text import Text
from consult_app.documents.type_scale import type_scale

TITLE = "Clients treated with a lot"
HEAD = ("Date", "Client", "Areas", "Used as", "Treated by")
_SHARES = (19, 28, 23, 21, 19)


@dataclass(frozen=True, slots=True)
class LotLine:
    """One use of the lot; ``signed`` is False while its session is still being written."""

    date: dt.date
    client_id: str
    client_name: str
    areas: tuple[str, ...]
    used_as: str
    practitioner: str
    signed: bool = True


def lot_list(
    number: str,
    lines: Sequence[LotLine],
    clinic: Clinic,
    practitioner: str,
    made_at: dt.datetime,
    *,
    paper: Paper = "A4",
    sample: bool = False,
) -> bytes:
    """The list as a PDF; ``made_at`` is on the clinic's clock. Equal input gives equal bytes."""
    scale = type_scale()
    options = DocumentOptions(paper, sample=sample)
    story: list[Flowable] = [title(TITLE, scale.title), Text(_lead(number, lines), scale.lead)]
    if lines:
        story += table(HEAD, [_row(line) for line in lines], _SHARES, scale, text_width(paper))
    if any(not line.signed for line in lines):
        story.append(Text("Sessions marked “not signed” are still being written.", scale.note))
    made = f"Made {short_date(made_at.date())}, {made_at:%H:%M}"
    foot = Footer(f"Lot {number}", "", made, f"by {practitioner}")
    return build(f"{TITLE}: {number}", story, letterhead(clinic), foot, options).data


def _lead(number: str, lines: Sequence[LotLine]) -> str:
    people = len({line.client_id for line in lines})
    if not people:
        return f"Lot {number}: nobody in these records was treated with it."
    visits = f" in {len(lines)} uses" if len(lines) > people else ""
    return f"Lot {number}: {people} {'person was' if people == 1 else 'people were'} treated with it{visits}."


def _row(line: LotLine) -> tuple[Prose, ...]:
    name = f"\u2068{line.client_name}\u2069, " if line.client_name else ""
    day = short_date(line.date)
    return (
        day if line.signed else f"{day}, not signed",
        f"{name}{line.client_id}",
        ", ".join(line.areas),
        line.used_as,
        line.practitioner,
    )
