"""Icons drawn on a 24-unit grid; no face has ticks or boxes, and an outline survives a greyscale print."""

from collections.abc import Callable
from math import cos, pi, sin

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from consult_app.documents.boxes import Whole
from consult_app.documents.text import INK

Points = tuple[tuple[float, float], ...]


class Icon(Whole):
    """One of ICONS, square, `size` points wide, `drop` points below the top of its place."""

    def __init__(self, name: str, size: float, *, drop: float = 0) -> None:
        super().__init__()
        self.paint, self.size, self.drop = ICONS[name], size, drop

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:  # noqa: D102
        self.width, self.height = self.size, self.size + self.drop
        return self.width, self.height

    def draw(self) -> None:  # noqa: D102
        canvas = self.canv
        canvas.saveState()
        canvas.scale(self.size / 24, self.size / 24)
        canvas.setStrokeColor(HexColor(INK))
        canvas.setFillColor(HexColor(INK))
        canvas.setLineWidth(1.75)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        self.paint(canvas)
        canvas.restoreState()


def _strokes(canvas: Canvas, *lines: Points, close: bool = False, fill: int = 0) -> None:
    path = canvas.beginPath()
    for first, *rest in lines:
        path.moveTo(*first)
        for point in rest:
            path.lineTo(*point)
        if close:
            path.close()
    canvas.drawPath(path, stroke=1, fill=fill)


def _disc_tick(canvas: Canvas) -> None:
    canvas.circle(12, 12, 9.5, stroke=1, fill=0)
    _strokes(canvas, ((7.5, 12), (10.8, 8.6), (16.6, 15.2)))


def _triangle(canvas: Canvas) -> None:
    _strokes(canvas, ((12, 21), (2.2, 3.5), (21.8, 3.5)), close=True)
    _strokes(canvas, ((12, 14.5), (12, 10)))
    canvas.circle(12, 6.7, 0.7, stroke=1, fill=1)


def _calendar(canvas: Canvas) -> None:
    canvas.roundRect(2.8, 2.5, 18.4, 17.5, 2.5, stroke=1, fill=0)
    _strokes(canvas, ((2.8, 15.2), (21.2, 15.2)), ((7.5, 22), (7.5, 18.3)), ((16.5, 22), (16.5, 18.3)))
    _strokes(canvas, ((13, 11.5), (13, 8), (15.5, 6.2)))


def _shield(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(12, 22)
    path.lineTo(20.5, 19)
    path.lineTo(20.5, 12)
    path.curveTo(20.5, 7, 17, 3.6, 12, 2)
    path.curveTo(7, 3.6, 3.5, 7, 3.5, 12)
    path.lineTo(3.5, 19)
    path.close()
    canvas.drawPath(path, stroke=1, fill=0)
    _strokes(canvas, ((12, 16.5), (12, 8.5)), ((8, 12.5), (16, 12.5)))


def _octagon(canvas: Canvas) -> None:
    corners = tuple((12 + 10 * cos(pi / 8 + turn * pi / 4), 12 + 10 * sin(pi / 8 + turn * pi / 4)) for turn in range(8))
    _strokes(canvas, corners, close=True)
    canvas.setLineWidth(2.4)
    _strokes(canvas, ((7.2, 12), (16.8, 12)))


def _dashed_ring(canvas: Canvas) -> None:
    canvas.setDash([3.2, 3.1])
    canvas.circle(12, 12, 9.5, stroke=1, fill=0)
    canvas.setDash([])
    for x in (8, 12, 16):
        canvas.circle(x, 12, 0.7, stroke=1, fill=1)


def _do(canvas: Canvas) -> None:
    canvas.circle(12, 12, 10.5, stroke=1, fill=1)
    canvas.setStrokeColor(HexColor("#FFFFFF"))
    canvas.setLineWidth(2.4)
    _strokes(canvas, ((7, 12), (10.6, 8.4), (17, 15.4)))


def _dont(canvas: Canvas) -> None:
    canvas.circle(12, 12, 10.5, stroke=1, fill=0)
    _strokes(canvas, ((8.4, 8.4), (15.6, 15.6)), ((8.4, 15.6), (15.6, 8.4)))


def _normal(canvas: Canvas) -> None:
    canvas.circle(12, 12, 10.5, stroke=1, fill=0)
    path = canvas.beginPath()
    path.moveTo(6.5, 11)
    path.curveTo(8.5, 15.5, 10.5, 14.5, 12, 12)
    path.curveTo(13.5, 9.5, 15.5, 8.5, 17.5, 13)
    canvas.drawPath(path, stroke=1, fill=0)


def _box(canvas: Canvas) -> None:
    canvas.setLineWidth(1.6)
    canvas.roundRect(1.2, 1.2, 21.6, 21.6, 3, stroke=1, fill=0)


def _ticked(canvas: Canvas) -> None:
    _box(canvas)
    canvas.setLineWidth(2.4)
    _strokes(canvas, ((6.5, 12), (10.4, 7.6), (17.8, 16.4)))


ICONS: dict[str, Callable[[Canvas], None]] = {
    "ok": _disc_tick,
    "caution": _triangle,
    "defer": _calendar,
    "clear": _shield,
    "stop": _octagon,
    "inc": _dashed_ring,
    "do": _do,
    "dont": _dont,
    "normal": _normal,
    "box": _box,
    "ticked": _ticked,
}
