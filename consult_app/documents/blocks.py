"""The parts client papers are made of: headed box, checklist, strips, tables, lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Table, TableStyle

from consult_app.documents import fonts
from consult_app.documents.boxes import Box, Row, Rule, Stack, Whole
from consult_app.documents.icons import Icon
from consult_app.documents.layout import heading, section
from consult_app.documents.runs import Prose, Strong, plain
from consult_app.documents.text import INK, Text, one_line
from consult_app.documents.type_scale import EDGE, HAIRLINE, TypeScale


@dataclass(frozen=True, slots=True)
class StripCell:
    """One cell of a strip: what it is, the words that matter, and a line under them."""

    label: str
    words: str
    note: str = ""
    bold: bool = False


def state_box(icon: str, head: str, lines: Sequence[Prose], scale: TypeScale) -> Flowable:
    """What the client is told first, in a strong frame; `icon` is a state of `icons.ICONS`."""
    size = scale.box_title.size * 1.75
    words = Stack([Text(head, scale.box_title), *(Text(line, scale.body.but(after=0)) for line in lines)], gap=2)
    row = Row([(Icon(icon, size), size), (words, -1)], gap=16)
    return Box(row, padding=(9, 16, 11, 15), line=1.5, before=10, after=6)


def note_box(head: str, lines: Sequence[Prose], scale: TypeScale) -> Flowable:
    """A thin frame around something to notice."""
    words = [Text(head, scale.strong.but(after=0)), *(Text(line, scale.body.but(after=0)) for line in lines)]
    return Box(Stack(words, gap=2), before=6, after=6)


def checklist_item(words: Prose, scale: TypeScale, *, ticked: bool = False) -> Flowable:
    """Something to do, with a box to tick."""
    size = scale.body.size * 1.08
    box = Icon("ticked" if ticked else "box", size, drop=(scale.body.leading - size) / 2)
    return Row([(box, size), (Text(words, scale.body.but(after=0)), -1)], gap=size * 0.8, after=min(6, scale.row_gap))


def bullets(items: Sequence[Prose], scale: TypeScale, *, gap: float = 2) -> Stack:
    """A list that stays whole."""
    return Stack([_Bullet(item, scale) for item in items], gap=gap)


def bullet_box(icon: str, head: str, items: Sequence[Prose], scale: TypeScale) -> Box:
    """A framed list under an icon and a word: Do, Don't, Normal."""
    size = scale.section.size * 1.15
    style = scale.section.but(before=0, after=0)
    top = Row([(Icon(icon, size), size), (Text(head, style), -1)], gap=7, align="middle")
    return Box(Stack([top, bullets(items, scale)], gap=4), padding=(7, 6, 9, 9))


def side_by_side(parts: Sequence[Box], scale: TypeScale, *, shares: Sequence[float] = ()) -> list[Flowable]:
    """Boxes of one height next to each other, or one below the other in one column."""
    if scale.one_column:
        return [Stack([part], before=8, after=2) for part in parts]
    return [_Level(list(zip(parts, shares or [1.0] * len(parts), strict=True)))]


def columns(lists: Sequence[tuple[str, Sequence[Prose]]], scale: TypeScale, width: float) -> list[Flowable]:
    """Headed lists in two columns of about one height, read down the first; one below the other in one column."""
    parts = [_headed(head, items, scale) for head, items in lists if items]
    if scale.one_column or len(parts) < 2:
        return [flowable for head, items in lists if items for flowable in _loose(head, items, scale)]
    gap = 20.0
    tall = [part.wrap((width - gap) / 2, 0)[1] + scale.section.before for part in parts]
    cut = min(range(1, len(parts)), key=lambda cut: max(sum(tall[:cut]), sum(tall[cut:])))
    halves = [Stack(half, gap=scale.section.before) for half in (parts[:cut], parts[cut:])]
    return [Row([(half, -1) for half in halves], gap=gap, before=scale.section.before)]


def _headed(head: str, items: Sequence[Prose], scale: TypeScale) -> Stack:
    return Stack([heading(head, scale.section), bullets(items, scale)])


def _loose(head: str, items: Sequence[Prose], scale: TypeScale) -> list[Flowable]:
    return [*section(head, scale.section), bullets(items, scale)]


def strip(cells: Sequence[StripCell], scale: TypeScale) -> list[Flowable]:
    """Framed cells in a row: who the paper is for, or the visits. What does not fit goes on below."""
    if scale.one_column:
        return [_listed(cells, scale)]
    return [Stack([_Strip(cells, scale)], before=2, after=2)]


def table(
    head: Sequence[str], rows: Sequence[Sequence[Prose]], shares: Sequence[float], scale: TypeScale, width: float
) -> list[Flowable]:
    """Rows between hairlines over `width` points; the last cell of a short row takes the columns left over."""
    if scale.one_column:
        return [_record(head, row, scale) for row in rows]
    widths = [width * share / sum(shares) for share in shares]
    cells: list[list[Flowable]] = [[Text(words, scale.table_head) for words in head]]
    cells += [
        [*(Text(words, scale.table) for words in row), *[Text("", scale.table)] * (len(head) - len(row))]
        for row in rows
    ]
    style: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.NOTO),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-2, -1), 8),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, 0), 0),
        ("TOPPADDING", (0, 1), (-1, -1), 4.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, HexColor(INK)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, HexColor(HAIRLINE)),
    ]
    style += [("SPAN", (len(row) - 1, y), (-1, y)) for y, row in enumerate(rows, 1) if len(row) < len(head)]
    return [Table(cells, widths, style=TableStyle(style), repeatRows=1, hAlign="LEFT", spaceBefore=9, spaceAfter=7)]


def _record(head: Sequence[str], row: Sequence[Prose], scale: TypeScale) -> Flowable:
    """A table row as lines of its own, for one column."""
    named = [Text(_named(name, words), scale.table) for name, words in zip(head[1:], row[1:], strict=False)]
    return Stack([Text(row[0], scale.table.but(bold=True)), *named, Rule(colour=HAIRLINE, before=6)], after=6)


def _named(name: str, words: Prose) -> Prose:
    parts = [words] if isinstance(words, str | Strong) else words
    return (f"{name}: ", *parts)


def _listed(cells: Sequence[StripCell], scale: TypeScale) -> Flowable:
    parts: list[Flowable] = []
    for cell in cells:
        words = Stack([Text(cell.words, scale.strong.but(after=0)), *_note(cell, scale)])
        parts.append(Row([(Text(cell.label, scale.label), -2), (words, -3)], gap=10))
    return Box(Stack(parts, gap=4), line=0.6, colour=EDGE, radius=0, before=4, after=6)


def _note(cell: StripCell, scale: TypeScale) -> list[Flowable]:
    return [Text(cell.note, scale.label)] if cell.note else []


class _Bullet(Whole):
    """A line of a list with a drawn dot."""

    def __init__(self, words: Prose, scale: TypeScale) -> None:
        super().__init__()
        self.style = scale.bullet
        self.text = Text(words, self.style)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.indent = self.style.size * 0.8
        self.width, self.height = width, self.text.wrap(width - self.indent, height)[1]
        return width, self.height

    def draw(self) -> None:
        dot = self.style.size * 0.15
        self.canv.setFillColor(HexColor(INK))
        self.canv.circle(dot + 0.5, self.height - self.style.leading / 2 - dot * 0.4, dot, stroke=0, fill=1)
        self.text.drawOn(self.canv, self.indent, 0)


class _Level(Row):
    """Boxes drawn to the height of the tallest."""

    def __init__(self, parts: Sequence[tuple[Box, float]]) -> None:
        super().__init__([(box, -share) for box, share in parts], gap=9, before=9, after=6)
        self.boxes = [box for box, _ in parts]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        for box in self.boxes:
            box.least = 0
        tallest = super().wrap(width, height)[1]
        for box in self.boxes:
            box.least = tallest
        return super().wrap(width, height)


class _Strip(Whole):
    """Cells as wide as their words ask for, filled up to the column."""

    def __init__(self, cells: Sequence[StripCell], scale: TypeScale) -> None:
        super().__init__()
        self.cells, self.scale, self.pad = cells, scale, 9.0
        self.strong = scale.table.but(bold=True) if any(cell.note for cell in cells) else scale.body.but(after=0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.rows = [Row(row) for row in self._placed(width)]
        self.width = width
        self.height = sum(row.wrap(width, height)[1] for row in self.rows)
        return width, self.height

    def draw(self) -> None:
        y = self.height
        self.canv.setStrokeColor(HexColor(EDGE))
        self.canv.setLineWidth(0.6)
        for row in self.rows:
            y -= row.height
            row.drawOn(self.canv, 0, y)
            self.canv.rect(0, y, self.width, row.height)
            for _, x, _ in row.places[1:]:
                self.canv.setStrokeColor(HexColor(HAIRLINE))
                self.canv.line(x, y, x, y + row.height)
                self.canv.setStrokeColor(HexColor(EDGE))

    def _placed(self, width: float) -> list[list[tuple[Flowable, float]]]:
        words = [self._natural(cell) for cell in self.cells]
        self.pad = 9.0 if sum(words) + 18 * len(words) <= width else 6.0
        natural = [wide + 2 * self.pad for wide in words]
        if sum(natural) <= width:
            extra = (width - sum(natural)) / len(natural)
            return [[(self._cell(cell), wide + extra) for cell, wide in zip(self.cells, natural, strict=True)]]
        fit = max(1, min(len(natural) - 1, int(width / max(natural))))
        rows = [self.cells[start : start + fit] for start in range(0, len(self.cells), fit)]
        return [[(self._cell(cell), width / fit) for cell in row] for row in rows]

    def _cell(self, cell: StripCell) -> Flowable:
        words = Text(cell.words, self.strong.but(bold=cell.bold or self.strong.bold))
        return _Padded(Stack([Text(cell.label, self.scale.label), words, *_note(cell, self.scale)]), self.pad)

    def _natural(self, cell: StripCell) -> float:
        strong = self.strong.but(bold=True)
        words = [(cell.label, self.scale.label), (cell.words, strong), (cell.note, self.scale.label)]
        return max(one_line(plain(each), style).width for each, style in words) + 1


class _Padded(Whole):
    def __init__(self, part: Flowable, pad: float) -> None:
        super().__init__()
        self.part, self.pad = part, pad

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        inner = self.part.wrap(width - 2 * self.pad, height)[1]
        self.width, self.height = width, inner + 11
        return width, self.height

    def draw(self) -> None:
        self.part.drawOn(self.canv, self.pad, 5.5)
