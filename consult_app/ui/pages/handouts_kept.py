"""Papers of a finished consultation as they were kept: shown, printed and saved from their stored bytes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from consult_app.clinical.dates import short_date
from consult_app.documents.layout import Sheets
from consult_app.records.values import StoredDocument
from consult_app.ui.pages.handouts_list import LETTER, Handout

MARK = "@"
"""Parts the name of a document from the number of its copy."""
AS_IT_WAS = "This is the paper as it was kept. Printed again, it is the same."


@dataclass(frozen=True)
class KeptPaper:
    """A stored document and its exact bytes."""

    document: StoredDocument
    content: bytes

    @property
    def id(self) -> str:
        """What tells it from another copy of the same document."""
        return f"{self.document.name}{MARK}{self.document.id}"

    @property
    def sheets(self) -> Sheets:
        """The same as a finished paper."""
        return Sheets(self.content, 0, ())


def name_of(handout_id: str) -> str:
    """The document's name, without the number of its copy."""
    return handout_id.partition(MARK)[0]


def with_kept(
    listed: Sequence[Handout], papers: Sequence[KeptPaper], finished_at: dt.datetime, zone: dt.tzinfo | None
) -> tuple[Handout, ...]:
    """The list with the kept papers in place of those that would be made anew."""
    known = {handout.id: handout for handout in listed}
    order = [*known, *(paper.document.name for paper in papers)]
    sorted_papers = sorted(papers, key=lambda paper: (order.index(paper.document.name), -paper.document.id))
    kept = tuple(_kept(paper, known.get(paper.document.name), finished_at, zone) for paper in sorted_papers)
    names = {paper.document.name for paper in papers}
    return (*kept, *(handout for handout in listed if handout.id not in names))


def _kept(paper: KeptPaper, like: Handout | None, finished_at: dt.datetime, zone: dt.tzinfo | None) -> Handout:
    made, name = paper.document.made_at.astimezone(zone), paper.document.name
    whom = f"{like.line}. " if like and name.startswith(LETTER) else ""
    card = replace(like.consent, act="", act_words="") if like and like.consent else None
    return Handout(
        id=paper.id,
        file_name=f"{name}_{paper.document.id}.pdf",
        title=like.title if like else name.replace("_", " ").capitalize(),
        line=f"{whom}Made {short_date(made.date())}, {made:%H:%M}",
        state="ready",
        words="Signed" if paper.document.made_at <= finished_at else "Kept",
        why=f"{card.why} {AS_IT_WAS}" if card and card.state == "signed" else AS_IT_WAS,
        consent=card,
    )
