"""Strokes of a pen on paper: scaled to the room there is, and drawn as smooth vector lines."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from consult_app.documents.text import INK

Point = tuple[float, float]
Stroke = tuple[Point, ...]
LINE = 1.1
LARGEST = 1.5
"""A small signature is not blown up beyond this many times the width it was written in."""


def draw_ink(canvas: Canvas, strokes: Sequence[Stroke], corner: Point, width: float, height: float) -> None:
    """Draw strokes into the box whose lower left ``corner`` is given, in points."""
    canvas.saveState()
    canvas.setStrokeColor(HexColor(INK))
    canvas.setLineWidth(LINE)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in fitted(strokes, width, height):
        path = canvas.beginPath()
        _trace(path, [(corner[0] + x, corner[1] + y) for x, y in stroke])
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def fitted(strokes: Sequence[Stroke], width: float, height: float) -> tuple[Stroke, ...]:
    """The strokes in points of a box that stands on its lower left corner, y up; their proportions stay."""
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return ()
    left, right = _ends(x for x, _ in points)
    top, bottom = _ends(y for _, y in points)
    wide, tall = max(right - left, 1e-6), max(bottom - top, 1e-6)
    scale = min(width / wide, height / tall, width * LARGEST)
    return tuple(tuple(((x - left) * scale, (bottom - y) * scale) for x, y in stroke) for stroke in strokes)


def _ends(values: Iterable[float]) -> tuple[float, float]:
    known = list(values)
    return min(known), max(known)


def _trace(path: Any, points: Sequence[Point]) -> None:
    """A line whose corners are rounded: it runs through the middle between each two points."""
    path.moveTo(*points[0])
    here = points[0]
    for at, beyond in pairwise(points[1:]):
        middle = ((at[0] + beyond[0]) / 2, (at[1] + beyond[1]) / 2)
        path.curveTo(*_towards(here, at), *_towards(middle, at), *middle)
        here = middle
    path.lineTo(*points[-1])


def _towards(end: Point, control: Point) -> Point:
    """A quadratic curve's control point as a cubic one asks for it, two thirds of the way."""
    return end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1])
