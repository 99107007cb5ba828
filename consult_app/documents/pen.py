"""Draws runs of text so that they read back as they were written."""

import unicodedata
from collections.abc import Iterator
from itertools import accumulate, groupby
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from consult_app.documents.runs import MissingGlyph, Run


class TextCanvas(Canvas):
    """A canvas that remembers which characters it could not print."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.missing: set[MissingGlyph] = set()


def draw_run(canvas: Canvas, x: float, y: float, run: Run, size: float) -> None:
    """Draw the run with its left end on the baseline at (`x`, `y`) points, `size` points tall."""
    if run.missing and isinstance(canvas, TextCanvas):
        canvas.missing.update(MissingGlyph(char) for char in run.text)
    glyphs = run.glyphs(size)
    if run.level % 2 and run.shaped:
        for letter, shift, part in _letters(run, glyphs, size):
            _show(canvas, (x + shift, y), part, (run.face, size), actual=letter)
    else:
        _show(canvas, (x, y), glyphs, (run.face, size), actual=run.text if run.shaped or run.missing else "")


def _letters(run: Run, glyphs: str, size: float) -> Iterator[tuple[str, float, str]]:
    """The letters of a right-to-left run from left to right: characters, distance from the left end, glyphs.

    Readers put such letters in order by their place on the page, so each carries its own text, a ligature's also
    from left to right; a whole word in one piece would come back reversed.
    """
    shape: list[Any] = glyphs.__shapeData__  # type: ignore[attr-defined]
    owner = _owners(run.text, {each.cluster for each in shape})
    x = 0.0
    for first, group in groupby(range(len(shape)), lambda index: owner[shape[index].cluster]):
        places = list(group)
        letter = "".join(char for index, char in enumerate(run.text) if owner[index] == first)
        yield letter[::-1], x, glyphs[places[0] : places[-1] + 1]
        x += sum(shape[place].x_advance for place in places) * size / 1000


def _owners(text: str, clusters: set[int]) -> list[int]:
    """For each character the index of the first one it is drawn with: marks go with their letter."""
    starts = {
        index for index, char in enumerate(text) if index in clusters and not unicodedata.category(char).startswith("M")
    }
    return list(accumulate((index if index in starts else 0 for index in range(len(text))), max))


def _show(canvas: Canvas, at: tuple[float, float], glyphs: str, face: tuple[str, float], *, actual: str) -> None:
    if actual:
        canvas.addLiteral(f"/Span <</ActualText <FEFF{actual.encode('utf-16-be').hex().upper()}>>> BDC")
    pen = canvas.beginText(*at)
    pen.setFont(*face)
    pen.textOut(glyphs)
    canvas.drawText(pen)
    if actual:
        canvas.addLiteral("EMC")
