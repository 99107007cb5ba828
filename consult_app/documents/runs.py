"""Which face, shape and direction each stretch of a text needs."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from bidi import algorithm as bidi
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import shapeStr

from consult_app.documents import fonts

NO_BREAK = "\u00a0"
LINE_BREAK = "\n"
_MISSING = "?"
_SPACES = {
    "\u202f": NO_BREAK,
    "\u2007": NO_BREAK,
    "\t": " ",
    "\r": " ",
    "\u2028": LINE_BREAK,
    "\u2029": LINE_BREAK,
    LINE_BREAK: LINE_BREAK,
}
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set in bold within a sentence."""

    words: str


Prose = str | Strong | Sequence[str | Strong]


@dataclass(frozen=True, slots=True, order=True)
class MissingGlyph:
    """A character that no face can print; a question mark stands in its place."""

    char: str

    def __str__(self) -> str:
        return f"{self.char} (U+{ord(self.char):04X})"


@dataclass(frozen=True, slots=True)
class Cell:
    """One character and how it will be set; `level` is its depth of direction, odd from right to left."""

    char: str
    bold: bool
    level: int
    face: str
    shaped: bool
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters of one face and direction."""

    text: str
    face: str
    shaped: bool
    missing: bool
    level: int

    def glyphs(self, size: float) -> str:
        """What is handed to the canvas: the text, its shaped form, or the stand-in for what cannot be set."""
        if self.missing:
            return _MISSING * len(self.text)
        return shapeStr(self.text, self.face, size, force=True) if self.shaped else self.text

    def width(self, size: float) -> float:
        """Advance in points."""
        glyphs = self.glyphs(size)
        shape = getattr(glyphs, "__shapeData__", None)
        if shape is None:
            return float(stringWidth(glyphs, self.face, size))
        return float(sum(each.x_advance for each in shape)) * size / 1000


def missing_glyphs(prose: Prose) -> tuple[MissingGlyph, ...]:
    """The characters of `prose` that cannot be printed, each once."""
    return tuple(sorted({MissingGlyph(cell.char) for cell in to_cells(prose, bold=False) if cell.missing}))


def plain(prose: Prose) -> str:
    """The words alone."""
    return "".join(words for words, _ in _parts(prose, bold=False))


def _parts(prose: Prose, *, bold: bool) -> Iterator[tuple[str, bool]]:
    """The stretches of text whose direction is worked out on its own, so that a name turns nothing around it."""
    for part in (prose,) if isinstance(prose, str | Strong) else prose:
        words, strong = (part.words, True) if isinstance(part, Strong) else (part, bold)
        yield from ((stretch, strong) for stretch in re.split("[\u2066-\u2069]", words))


def _printable(words: str) -> str:
    """Composed, without control and direction marks (direction follows from the letters)."""
    composed = unicodedata.normalize("NFC", words)
    return "".join(_SPACES.get(char, char) for char in composed if char in _SPACES or not _is_unseen(char))


def _is_unseen(char: str) -> bool:
    is_variant = 0xFE00 <= ord(char) <= 0xFE0F
    return is_variant or (char not in _JOINERS and unicodedata.category(char) in {"Cc", "Cf", "Cs"})


def to_cells(prose: Prose, *, bold: bool) -> list[Cell]:
    """The printable characters of `prose` in reading order, each with its face and direction."""
    stretches = [(_printable(words), strong) for words, strong in _parts(prose, bold=bold)]
    return [
        _cell(char, strong, level)
        for words, strong in stretches
        for char, level in zip(words, _levels(words), strict=True)
    ]


def _cell(char: str, bold: bool, level: int) -> Cell:
    right_to_left = bool(level % 2)
    shaped = right_to_left or fonts.is_shaped(char) or char in _JOINERS
    found = fonts.face_for(char, bold=bold, right_to_left=shaped)
    stand_in = fonts.NOTO_BOLD if bold else fonts.NOTO
    if char == LINE_BREAK:
        return Cell(char, bold, 0, stand_in, False)
    return Cell(char, bold, level, found or stand_in, shaped and found is not None, found is None)


def _levels(text: str) -> list[int]:
    """The direction level of each character in a left-to-right paragraph (Unicode Annex 9)."""
    if all(ord(char) < 0x0590 for char in text):
        return [0] * len(text)
    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 0, "L"
    assigned = text.translate(
        {ord(LINE_BREAK): " "} | {ord(char): "x" for char in text if not unicodedata.bidirectional(char)}
    )
    bidi.get_embedding_levels(assigned, storage)
    for index, char in enumerate(storage["chars"]):
        char["index"] = index
    bidi.explicit_embed_and_overrides(storage)  # leaves out the joiners
    for resolve in (bidi.resolve_weak_types, bidi.resolve_neutral_types, bidi.resolve_implicit_levels):
        resolve(storage, False)
    known = {char["index"]: char["level"] for char in storage["chars"]}
    return list(accumulate(range(len(text)), lambda last, index: known.get(index, last), initial=0))[1:]


def in_visual_order(runs: list[Run]) -> list[Run]:
    """From reading order to left-to-right order (Unicode Annex 9, rule L2; shaping turns the letters of a run)."""
    for level in range(max((run.level for run in runs), default=0), 0, -1):
        runs = _with_reversed(runs, level)
    return runs


def _with_reversed(runs: list[Run], level: int) -> list[Run]:
    groups = [(deep, list(group)) for deep, group in groupby(runs, lambda run: run.level >= level)]
    return [run for deep, group in groups for run in (reversed(group) if deep else group)]


def to_runs(cells: Iterable[Cell]) -> Iterator[Run]:
    """Neighbours that can be drawn as one."""
    for (level, face, shaped, missing), group in groupby(cells, lambda c: (c.level, c.face, c.shaped, c.missing)):
        yield Run("".join(cell.char for cell in group), face, shaped, missing, level)
