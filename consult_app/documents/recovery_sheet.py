"""The recovery sheet: the groups that open the records when a passphrase is lost, and how to keep them."""

import datetime as dt
from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from consult_app.clinical.dates import short_date
from consult_app.documents import fonts
from consult_app.documents.blocks import bullets
from consult_app.documents.boxes import Box, Row, Stack
from consult_app.documents.layout import build, section, title
from consult_app.documents.options import DocumentOptions, Footer, Letterhead, NotSet, Paper
from consult_app.documents.runs import Strong
from consult_app.documents.text import INK, Text
from consult_app.documents.type_scale import GREY_INK, type_scale

TITLE = "Recovery sheet"
_SIZE, _LEADING = 25, 36
KEEP = (
    "On paper, in a locked place away from this computer: a safe, or a sealed envelope that somebody you trust keeps.",
    "Not as a photograph, not in an e-mail, and not in the folder of the records or of their backups.",
)
WHO = (
    "The clinical lead, or whoever the clinic named in writing for the day the lead cannot.",
    "Whoever holds this page and a copy of the records can read all of them.",
)
USE = (
    "On the unlock screen choose “Use the recovery key”, type the eight groups, and choose a new passphrase.",
    "Capitals, spaces and hyphens make no difference. There is no letter O, I or L in a group: read 0 and 1.",
    "The last character of each group checks the others, so that the program can name a group that is mistyped.",
)


def recovery_sheet(
    practice_name: str, practitioner: str, groups: Sequence[str], made_at: dt.datetime, paper: Paper = "A4"
) -> bytes:
    """One page as a PDF; ``made_at`` is on the clinic's clock. Equal input gives equal bytes."""
    scale = type_scale()
    lead = (
        "These eight groups open the records of ",
        Strong(practice_name or "this practice"),
        " when a passphrase is lost. They are kept nowhere else, and nobody can make them again.",
    )
    story: list[Flowable] = [title(TITLE, scale.title), Text(lead, scale.lead), _box(groups)]
    for heading, items in (("Where to keep it", KEEP), ("Who may use it", WHO), ("How to use it", USE)):
        story += [*section(heading, scale.section), bullets(items, scale, gap=4)]
    story.append(Text("A new recovery sheet replaces this one. Destroy this page then.", scale.strong.but(before=14)))
    foot = Footer(f"Made for {practitioner}", "", f"Made {short_date(made_at.date())}, {made_at:%H:%M}", "")
    head = Letterhead(practice_name or NotSet("Clinic name not set"))
    return build(TITLE, story, head, foot, DocumentOptions(paper)).data


def _box(groups: Sequence[str]) -> Flowable:
    """The groups in two columns, read down the first."""
    half = (len(groups) + 1) // 2
    numbered = [_Group(at, group) for at, group in enumerate(groups, 1)]
    columns = Row([(Stack(part), -1) for part in (numbered[:half], numbered[half:])], gap=24)
    return Box(columns, padding=(14, 28, 16, 28), line=1.5, before=8, after=10)


class _Group(Flowable):
    """One group with its number, every character as wide as the next."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__()
        self._number, self._words = str(number), words

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, _LEADING
        return width, _LEADING

    def draw(self) -> None:
        baseline = _LEADING - _SIZE
        self.canv.setFillColor(HexColor(GREY_INK))
        self.canv.setFont(fonts.NOTO, 11)
        self.canv.drawRightString(14, baseline, self._number)
        self.canv.setFillColor(HexColor(INK))
        self.canv.setFont(fonts.MONO, _SIZE)
        self.canv.drawString(34, baseline, self._words)
