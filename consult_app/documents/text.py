"""Text in any script: broken into lines, put in visual order, drawn so that it reads back as it was written."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from consult_app.documents.pen import draw_run
from consult_app.documents.runs import LINE_BREAK, Cell, Prose, Run, in_visual_order, to_cells, to_runs

INK = "#111111"
_SHORT_NUMBER = re.compile(r"(?:^|[ (])\d{1,3}$")
_ASCENT, _DESCENT = 1.069, 0.293  # of Noto Sans, in ems


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set: sizes in points; `max_chars` is the longest line in characters."""

    size: float
    leading: float
    bold: bool = False
    colour: str = INK
    align: Literal["left", "right", "center"] = "left"
    before: float = 0
    after: float = 0
    max_chars: int | None = None

    @property
    def baseline(self) -> float:
        """How far the baseline lies above the foot of a line, in points."""
        return (self.leading - (_ASCENT + _DESCENT) * self.size) / 2 + _DESCENT * self.size

    def but(self, **changes: object) -> "TextStyle":
        """The same style with some values changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Line:
    """One line in visual order, and its width in points."""

    runs: tuple[Run, ...]
    width: float


def break_lines(prose: Prose, style: TextStyle, width: float) -> tuple[Line, ...]:
    """Set `prose` in lines no wider than `width` points and no longer than the style's `max_chars`."""
    lines: list[list[Cell]] = [[]]
    for word in _words(to_cells(prose, bold=style.bold)):
        ended = bool(lines[-1]) and lines[-1][-1].char == LINE_BREAK
        if not ended and _fits([*lines[-1], *word], style, width):
            lines[-1].extend(word)
        elif _fits(word, style, width):
            lines.append(word)
        else:
            lines.extend(_chopped(word, style, width))
    return tuple(_line(_trimmed(cells), style.size) for cells in lines if cells) or (Line((), 0),)


def one_line(prose: Prose, style: TextStyle) -> Line:
    """Set `prose` in a single line, however wide."""
    cells = to_cells(prose, bold=style.bold)
    return _line([cell for cell in cells if cell.char != LINE_BREAK], style.size)


def draw_line(canvas: Canvas, x: float, y: float, line: Line, style: TextStyle) -> None:
    """Draw the line with its left end on the baseline at (`x`, `y`) points."""
    canvas.saveState()
    canvas.setFillColor(HexColor(style.colour))
    for run in line.runs:
        draw_run(canvas, x, y, run, style.size)
        x += run.width(style.size)
    canvas.restoreState()


class Text(Flowable):
    """A paragraph. Two lines at least stay on either side of a page break."""

    def __init__(self, prose: Prose, style: TextStyle) -> None:
        super().__init__()
        self.prose = prose
        self.text_style = style
        self.lines: tuple[Line, ...] = ()

    def getSpaceBefore(self) -> float:  # noqa: N802, D102
        return self.text_style.before

    def getSpaceAfter(self) -> float:  # noqa: N802, D102
        return self.text_style.after

    def wrap(self, width: float, _height: float) -> tuple[float, float]:  # noqa: D102
        self.width = width
        self.lines = break_lines(self.prose, self.text_style, width)
        self.height = len(self.lines) * self.text_style.leading
        return width, self.height

    def minWidth(self) -> float:  # noqa: N802, D102
        cells = to_cells(self.prose, bold=self.text_style.bold)
        return max((_width(word, self.text_style.size) for word in _words(cells)), default=0)

    def split(self, width: float, height: float) -> list[Flowable]:  # noqa: D102
        self.wrap(width, height)
        fit = min(int(height / self.text_style.leading), len(self.lines) - 2)
        if fit < 2:
            return []
        return [_Lines(self.lines[:fit], self.text_style), _Lines(self.lines[fit:], self.text_style)]

    def draw(self) -> None:  # noqa: D102
        style = self.text_style
        baseline = self.height - style.leading + style.baseline
        for line in self.lines:
            free = self.width - line.width
            shift = {"left": 0.0, "right": free, "center": free / 2}[style.align]
            draw_line(self.canv, shift, baseline, line, style)
            baseline -= style.leading


class _Lines(Text):
    """Part of a paragraph already broken into lines."""

    def __init__(self, lines: tuple[Line, ...], style: TextStyle) -> None:
        super().__init__("", style)
        self.lines = lines

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self.height = len(self.lines) * self.text_style.leading
        return width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        fit = min(int(height / self.text_style.leading), len(self.lines) - 2)
        return [_Lines(self.lines[:fit], self.text_style), _Lines(self.lines[fit:], self.text_style)] if fit > 1 else []


def _words(cells: list[Cell]) -> Iterator[list[Cell]]:
    """Cut after each run of spaces, and after a hyphen between letters."""
    word: list[Cell] = []
    for cell, following in zip(cells, [*cells[1:], None], strict=False):
        word.append(cell)
        if following is None or _may_break(word, following):
            yield word
            word = []


def _may_break(word: list[Cell], following: Cell) -> bool:
    if LINE_BREAK in {word[-1].char, following.char}:
        return word[-1].char == LINE_BREAK
    if word[-1].char == " ":
        return following.char != " " and not _is_number("".join(cell.char for cell in word[-6:-1]))
    return word[-1].char == "-" and len(word) > 2 and word[-2].char.isalpha() and following.char.isalpha()


def _is_number(words: str) -> bool:
    """A short number stays with what it counts: 6 months, 12 March, 340 cm²."""
    return bool(_SHORT_NUMBER.search(words))


def _chopped(word: list[Cell], style: TextStyle, width: float) -> list[list[Cell]]:
    """Cut a word that is longer than a line, never before a combining mark."""
    lines: list[list[Cell]] = [[]]
    for cell in word:
        is_mark = unicodedata.category(cell.char).startswith("M")
        if lines[-1] and not is_mark and not _fits([*lines[-1], cell], style, width):
            lines.append([])
        lines[-1].append(cell)
    return lines


def _trimmed(cells: list[Cell]) -> list[Cell]:
    end = len(cells)
    while end and cells[end - 1].char in {" ", LINE_BREAK}:
        end -= 1
    return cells[:end]


def _fits(cells: list[Cell], style: TextStyle, width: float) -> bool:
    cells = _trimmed(cells)
    short = style.max_chars is None or len(cells) <= style.max_chars
    return short and _width(cells, style.size) <= width + 0.01


def _width(cells: list[Cell], size: float) -> float:
    return sum(run.width(size) for run in to_runs(cells))


def _line(cells: list[Cell], size: float) -> Line:
    runs = in_visual_order(list(to_runs(cells)))
    return Line(tuple(runs), sum(run.width(size) for run in runs))
