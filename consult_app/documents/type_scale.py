"""The sizes and measures of type on paper, standard and large print."""

from dataclasses import dataclass, replace
from typing import Literal

from consult_app.documents.text import TextStyle

Kind = Literal["sheet", "care", "letter"]
Spacing = Literal["standard", "close", "compact"]

GREY_INK = "#333333"
TEAL = "#0E5A5E"
RED = "#9A1B1B"
WHITE = "#FFFFFF"
HAIRLINE = "#B4B4B4"
EDGE = "#777777"

_LEAST = 12.0  # points, of running text on the sheets before and after a session
_SPACINGS: dict[Spacing, tuple[float, float]] = {"close": (15.25, 9), "compact": (14.25, 5)}  # line, row gap
_MAX_CHARS: dict[Kind, int] = {"sheet": 80, "care": 70, "letter": 95}


@dataclass(frozen=True, slots=True)
class TypeScale:
    """One style for each part of a page; in one column, what stands side by side is set one below the other."""

    body: TextStyle
    lead: TextStyle
    title: TextStyle
    section: TextStyle
    box_title: TextStyle
    table: TextStyle
    table_head: TextStyle
    bullet: TextStyle
    label: TextStyle
    note: TextStyle
    phone: TextStyle
    row_gap: float = 12
    one_column: bool = False

    @property
    def strong(self) -> TextStyle:
        """Body text in bold."""
        return self.body.but(bold=True)


def type_scale(kind: Kind = "sheet", *, large_print: bool = False, spacing: Spacing = "standard") -> TypeScale:
    """The scale for before care and aftercare ("care"), letters, or any other client sheet.

    A close or compact one is set on closer lines, and the sheets before and after a session at 12 points.
    """
    if large_print:
        return _LARGE
    scale = _standard(kind)
    return scale if spacing == "standard" else _closer_set(scale, *_SPACINGS[spacing])


def _standard(kind: Kind) -> TypeScale:
    longest = _MAX_CHARS[kind]
    care, letter = kind == "care", kind == "letter"
    body = TextStyle(12.75, 16.5) if care else TextStyle(11, 15 if letter else 15.75)
    return TypeScale(
        body=body.but(after=6, max_chars=longest),
        lead=TextStyle(12.75, 17, after=8, max_chars=longest),
        title=TextStyle(15, 20, bold=True, before=8) if letter else TextStyle(22, 28, bold=True, after=6),
        section=TextStyle(13, 18, bold=True, before=11, after=5),
        box_title=TextStyle(15, 20, bold=True),
        table=body if care else TextStyle(10.5, 14.25),
        table_head=TextStyle(10.5, 14, bold=True) if care else TextStyle(9, 12, bold=True),
        bullet=TextStyle(12 if care else 11, 15.25, max_chars=longest),
        label=TextStyle(10.5, 14) if care else TextStyle(9, 12.5, colour=GREY_INK),
        note=TextStyle(9, 13, colour=GREY_INK, before=4, after=4, max_chars=longest),
        phone=TextStyle(18, 22, bold=True),
    )


def _closer_set(scale: TypeScale, leading: float, row_gap: float) -> TypeScale:
    return replace(
        scale,
        body=_closer(scale.body, leading).but(after=4),
        lead=scale.lead.but(after=4),
        title=scale.title.but(after=2),
        section=scale.section.but(before=8, after=3),
        table=_closer(scale.table, leading),
        bullet=scale.bullet.but(leading=min(scale.bullet.leading - 0.75, leading)),
        row_gap=row_gap,
    )


def _closer(style: TextStyle, leading: float) -> TextStyle:
    """Running text on closer lines; it never gets smaller than 12 points where it is larger now."""
    if style.size > _LEAST:
        return style.but(size=_LEAST, leading=leading)
    return style.but(leading=style.leading - 1)


_LARGE = TypeScale(
    body=TextStyle(18, 25, after=9),
    lead=TextStyle(18, 25, after=10),
    title=TextStyle(28, 36, bold=True, after=8),
    section=TextStyle(22, 30, bold=True, before=18, after=8),
    box_title=TextStyle(22, 30, bold=True),
    table=TextStyle(18, 25),
    table_head=TextStyle(16, 22, bold=True),
    bullet=TextStyle(18, 25),
    label=TextStyle(16, 22, colour=GREY_INK),
    note=TextStyle(16, 22, colour=GREY_INK, before=6, after=6),
    phone=TextStyle(24, 32, bold=True),
    one_column=True,
)
