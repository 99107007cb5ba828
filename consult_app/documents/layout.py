"""The page: paper, margins, letterhead, footer, and the way from flowables to bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate

from consult_app.documents import fonts
from consult_app.documents.boxes import Row, Rule, Stack, words_or_chip
from consult_app.documents.options import DocumentOptions, Footer, Letterhead, NotSet, Paper
from consult_app.documents.pen import TextCanvas
from consult_app.documents.runs import MissingGlyph
from consult_app.documents.text import Line, Text, TextStyle, break_lines, draw_line, one_line
from consult_app.documents.type_scale import EDGE, GREY_INK, TEAL

LEFT, RIGHT, TOP, FOOT = 20 * mm, 18 * mm, 14 * mm, 17 * mm
_SIZES: dict[Paper, tuple[float, float]] = {"A4": A4, "Letter": LETTER}
_BLACK = "#111111"
SAMPLE_MARK = "Example only. This is not a real person."
_MARK_TOP = 5 * mm  # from the edge of the paper: above the letterhead, inside what printers reach
_BETWEEN = 14.0  # least distance between two parts of the footer, in points
_ONE_BUILD = Lock()  # ReportLab's faces keep their place while a subset is read


@dataclass(frozen=True, slots=True)
class Sheets:
    """A finished paper: its bytes, its number of pages, and what could not be printed."""

    data: bytes
    pages: int
    missing: tuple[MissingGlyph, ...]


class Heading(Text):
    """A title (level 0) or section (level 1), entered in the outline; two lines of what follows stay with it."""

    def __init__(self, words: str, style: TextStyle, level: int) -> None:
        super().__init__(words, style)
        self.words, self.level = words, level
        self.keepWithNext = True

    def split(self, _width: float, _height: float) -> list[Flowable]:  # noqa: D102
        return []

    def draw(self) -> None:  # noqa: D102
        super().draw()
        key = f"{self.level}-{self.words}-{self.canv.getPageNumber()}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(self.words, key, self.level)


def title(words: str, style: TextStyle) -> Flowable:
    """The one h1 of a paper."""
    return Heading(words, style, 0)


def heading(words: str, style: TextStyle) -> Flowable:
    """An h2 in a column, which moves with what it heads."""
    return Heading(words, style, 1)


def section(words: str, style: TextStyle, *, room: float = 72, splits: bool = False) -> list[Flowable]:
    """An h2 that moves to the next page unless `room` points remain under it.

    ``splits`` says that what follows may go on over the page, as a table does; it is not kept whole then.
    """
    head = Heading(words, style, 1)
    head.keepWithNext = not splits
    return [CondPageBreak(style.before + style.leading + style.after + room), head]


def text_width(paper: Paper) -> float:
    """The width of the text column in points: 172 mm on A4."""
    return _SIZES[paper][0] - LEFT - RIGHT


def build(name: str, story: Sequence[Flowable], head: Letterhead, foot: Footer, options: DocumentOptions) -> Sheets:
    """Lay `story` out on pages with letterhead and footer; `name` is the PDF's title. Equal input, equal bytes."""
    with _ONE_BUILD:
        fonts.register()
        buffer = BytesIO()
        document = _Document(buffer, name, head, foot, options)
        document.build(list(story), canvasmaker=document.new_canvas)
        return Sheets(buffer.getvalue(), document.sheet.pages, tuple(sorted(document.sheet.missing)))


class _Sheet(TextCanvas):
    """Writes the footers last, when the number of pages is known."""

    def __init__(self, *args: Any, footer: "_FooterSetting", **options: Any) -> None:
        super().__init__(*args, **options)
        self.footer, self.pages = footer, 0

    def save(self) -> None:
        self.pages = self.getPageNumber() - 1
        for page in range(1, self.pages + 1):
            self.beginForm(_form(page))
            self.footer.draw(self, page, self.pages)
            self.endForm()
        super().save()


class _FooterSetting:
    """The footer of a paper, broken into lines once for all its pages."""

    def __init__(self, foot: Footer, options: DocumentOptions) -> None:
        large = options.large_print
        self.foot, self.size = foot, _SIZES[options.paper]
        self.style = TextStyle(16, 20, colour=GREY_INK) if large else TextStyle(9, 12.5, colour=GREY_INK)
        self.width = text_width(options.paper)
        self.rows = self._rows([*foot.parts(), foot.page.format(page=99, pages=99)])
        self.top = max(FOOT, len(self.rows) * self.style.leading + 8 * mm)

    def _rows(self, parts: list[str]) -> list[list[str]]:
        rows: list[list[str]] = [[]]
        for part in parts:
            wide = sum(one_line(each, self.style.but(bold=True)).width + _BETWEEN for each in [*rows[-1], part])
            if rows[-1] and wide - _BETWEEN > self.width:
                rows.append([])
            rows[-1].append(part)
        return rows

    def draw(self, canvas: TextCanvas, page: int, pages: int) -> None:
        canvas.setStrokeColor(HexColor(EDGE))
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, self.top, LEFT + self.width, self.top)
        folio = self.foot.page.format(page=page, pages=pages)
        rows = [*self.rows[:-1], [*self.rows[-1][:-1], folio]]
        baseline = self.top - self.style.leading - 2
        for row in rows:
            self._draw_row(canvas, row, baseline, folio)
            baseline -= self.style.leading
        if page > 1:
            self._draw_running_page(canvas, folio)

    def _draw_row(self, canvas: TextCanvas, row: list[str], baseline: float, folio: str) -> None:
        heavy = {folio, self.foot.draft}
        styles = [self.style.but(bold=part in heavy, colour=_BLACK if part in heavy else GREY_INK) for part in row]
        lines = [self._shortened(part, style) for part, style in zip(row, styles, strict=True)]
        free = self.width - sum(line.width for line in lines)
        x = LEFT + (free if row == [folio] else 0)
        for line, style in zip(lines, styles, strict=True):
            draw_line(canvas, x, baseline, line, style)
            x += line.width + free / max(len(row) - 1, 1)

    def _shortened(self, part: str, style: TextStyle) -> Line:
        """A name longer than the page is wide is cut at a word; it stands whole in the text above."""
        return break_lines(part, style, self.width)[0]

    def _draw_running_page(self, canvas: TextCanvas, folio: str) -> None:
        line = one_line(folio, self.style)
        y = self.size[1] - TOP - self.style.size
        draw_line(canvas, LEFT + self.width - line.width, y, line, self.style)


class _Document(BaseDocTemplate):
    sheet: _Sheet

    def __init__(self, buffer: BytesIO, name: str, head: Letterhead, foot: Footer, options: DocumentOptions) -> None:
        self.page_width, self.page_height = size = _SIZES[options.paper]
        self.column = text_width(options.paper)
        self.options, self.clinic = options, head.name
        self.head = _letterhead(head, options)
        self.footer = _FooterSetting(foot, options)
        author = "" if isinstance(head.name, NotSet) else head.name
        super().__init__(buffer, pagesize=size, title=name, author=author, lang=options.language, invariant=1)
        head_height = self.head.wrap(self.column, self.page_height)[1]
        running_height = self.footer.style.leading + 6
        self.addPageTemplates(
            [
                PageTemplate("first", [self._frame(head_height)], onPage=_first_page, autoNextPageTemplate="later"),
                PageTemplate("later", [self._frame(running_height)], onPage=_later_page),
            ]
        )

    def _frame(self, head_height: float) -> Frame:
        bottom = self.footer.top + 8
        height = self.page_height - TOP - head_height - 14 - bottom
        return Frame(LEFT, bottom, self.column, height, 0, 0, 0, 0)

    def new_canvas(self, *args: Any, **options: Any) -> _Sheet:
        self.sheet = _Sheet(*args, footer=self.footer, **(options | {"initialFontName": fonts.NOTO}))
        self.sheet.setViewerPreference("DisplayDocTitle", "true")
        return self.sheet


def _first_page(canvas: Canvas, document: _Document) -> None:
    _mark_sample(canvas, document)
    head = document.head
    head.drawOn(canvas, LEFT, document.page_height - TOP - head.height)
    canvas.doForm(_form(canvas.getPageNumber()))


def _later_page(canvas: Canvas, document: _Document) -> None:
    _mark_sample(canvas, document)
    style = document.footer.style
    running = style.but(bold=True, colour=TEAL)
    words = document.clinic.words if isinstance(document.clinic, NotSet) else document.clinic
    room = document.column * 0.7
    y = document.page_height - TOP - style.size
    draw_line(canvas, LEFT, y, break_lines(words, running, room)[0], running)
    canvas.setStrokeColor(HexColor(TEAL))
    canvas.setLineWidth(0.75)
    canvas.line(LEFT, y - 6, LEFT + document.column, y - 6)
    canvas.doForm(_form(canvas.getPageNumber()))


def _mark_sample(canvas: Canvas, document: _Document) -> None:
    """A frame with words in the top margin of a page made for nobody real; black, so that it survives any copy."""
    if not document.options.sample:
        return
    style = TextStyle(13 if document.options.large_print else 10, 13, bold=True, colour=_BLACK)
    line, pad = one_line(SAMPLE_MARK, style), 4.0
    width, height = line.width + 4 * pad, style.size + 2 * pad
    x, y = (document.page_width - width) / 2, document.page_height - _MARK_TOP - height
    canvas.setStrokeColor(HexColor(_BLACK))
    canvas.setLineWidth(1)
    canvas.rect(x, y, width, height)
    draw_line(canvas, x + 2 * pad, y + pad + style.size * 0.15, line, style)


def _letterhead(head: Letterhead, options: DocumentOptions) -> Flowable:
    large = options.large_print
    name_style = TextStyle(20, 26, bold=True, colour=TEAL) if large else TextStyle(15, 19, bold=True, colour=TEAL)
    line_style = TextStyle(16, 22, colour=GREY_INK) if large else TextStyle(9, 12.75, colour=GREY_INK)
    name = words_or_chip(head.name, name_style)
    contact = [words_or_chip(line, line_style if large else line_style.but(align="right")) for line in head.lines]
    top = Stack([name, *contact], gap=2) if large else Row([(name, -1), (Stack(contact), -1.2)], gap=12, align="bottom")
    return Stack([top, Rule(line=1.4, colour=TEAL)], gap=7)


def _form(page: int) -> str:
    return f"page-{page}"
