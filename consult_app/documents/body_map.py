"""A small drawing of the body with the treated areas hatched."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal
from xml.etree import ElementTree as Xml

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from consult_app.documents.boxes import Whole
from consult_app.documents.text import INK, TextStyle, draw_line, one_line
from consult_app.resources import resource_path

View = Literal["front", "back", "face"]
Command = tuple[str, tuple[float, ...]]
Bounds = tuple[float, float, float, float]

_FILES: dict[View, str] = {"front": "body_front.svg", "back": "body_back.svg", "face": "face.svg"}
_SVG = "{http://www.w3.org/2000/svg}"
_ARGUMENTS = {"M": 2, "L": 2, "C": 6, "Z": 0}
_HATCH = 6.2  # points from line to line, measured across the page


@dataclass(frozen=True, slots=True)
class Artwork:
    """Outlines in drawing units, y downwards: the body's contour, and each region by its id."""

    contour: tuple[Command, ...]
    regions: dict[str, tuple[Command, ...]]


@cache
def artwork(view: View) -> Artwork:
    """The drawing of one view, as shipped."""
    root = Xml.parse(resource_path("body_map", _FILES[view])).getroot()  # noqa: S314 our own file
    paths = {str(path.get("id")): tuple(_commands(str(path.get("d")))) for path in root.iter(f"{_SVG}path")}
    names = [str(path.get("id")) for group in root.iter(f"{_SVG}g") if group.get("id") == "regions" for path in group]
    return Artwork(paths["contour"], {name: paths[name] for name in names})


class BodyMap(Whole):
    """The part of the body around the areas: `hatched` ones are in the plan, `outlined` ones are not."""

    def __init__(
        self,
        view: View,
        hatched: Iterable[str],
        outlined: Iterable[str] = (),
        *,
        labels: tuple[str, str, str],
        style: TextStyle,
        tallest: float = 150,
    ) -> None:
        super().__init__()
        self.art = artwork(view)
        self.hatched, self.outlined = tuple(hatched), tuple(outlined)
        self.labels, self.style, self.tallest = labels, style, tallest
        self.crop = _crop(self.art, (*self.hatched, *self.outlined))

    def wrap(self, width: float, _height: float) -> tuple[float, float]:  # noqa: D102
        left, top, right, bottom = self.crop
        self.scale = min(width / (right - left), self.tallest / (bottom - top))
        self.width = width
        self.height = (bottom - top) * self.scale + self.style.leading + 2
        return width, self.height

    def draw(self) -> None:  # noqa: D102
        canvas = self.canv
        self._draw_labels(canvas)
        left, top, right, bottom = self.crop
        canvas.saveState()
        canvas.translate((self.width - (right - left) * self.scale) / 2, self.height)
        canvas.scale(self.scale, -self.scale)
        canvas.translate(-left, -top)
        frame = canvas.beginPath()
        frame.rect(left, top, right - left, bottom - top)
        canvas.clipPath(frame, stroke=0, fill=0)
        self._draw_body(canvas)
        canvas.restoreState()

    def _draw_body(self, canvas: Canvas) -> None:
        for commands in self.art.regions.values():
            self._outline(canvas, commands, 0.4, "#CCCCCC")
        self._outline(canvas, self.art.contour, 0.75, "#777777")
        for name in self.hatched:
            self._hatch(canvas, self.art.regions[name])
        for name in (*self.outlined, *self.hatched):
            self._outline(canvas, self.art.regions[name], 1.4, INK)

    def _outline(self, canvas: Canvas, commands: tuple[Command, ...], line: float, colour: str) -> None:
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(line / self.scale)
        canvas.drawPath(_path(canvas, commands), stroke=1, fill=0)

    def _hatch(self, canvas: Canvas, commands: tuple[Command, ...]) -> None:
        left, top, right, bottom = _bounds(commands)
        canvas.saveState()
        canvas.clipPath(_path(canvas, commands), stroke=0, fill=0)
        canvas.setStrokeColor(HexColor("#666666"))
        canvas.setLineWidth(1.1 / self.scale)
        tall, step = bottom - top, _HATCH / self.scale
        for index in range(int((right - left + tall) / step) + 1):
            x = left - tall + index * step
            canvas.line(x, bottom, x + tall, top)
        canvas.restoreState()

    def _draw_labels(self, canvas: Canvas) -> None:
        for words, place in zip(self.labels, (0.0, 0.5, 1.0), strict=True):
            line = one_line(words, self.style)
            draw_line(canvas, (self.width - line.width) * place, self.style.size * 0.3, line, self.style)


def _commands(data: str) -> Iterator[Command]:
    words = iter(data.split())
    for word in words:
        yield word, tuple(float(next(words)) for _ in range(_ARGUMENTS[word]))


def _path(canvas: Canvas, commands: tuple[Command, ...]) -> PDFPathObject:
    path = canvas.beginPath()
    draw: dict[str, Callable[..., object]] = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
    for name, numbers in commands:
        draw[name](*numbers)
    return path


def _bounds(commands: tuple[Command, ...]) -> Bounds:
    xs = [x for _, numbers in commands for x in numbers[::2]]
    ys = [y for _, numbers in commands for y in numbers[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def _crop(art: Artwork, names: tuple[str, ...]) -> Bounds:
    """The areas with some body around them, never past the drawing."""
    whole = _bounds(art.contour)
    found = [_bounds(art.regions[name]) for name in names] or [whole]
    box = [min(each[0] for each in found), min(each[1] for each in found)]
    box += [max(each[2] for each in found), max(each[3] for each in found)]
    size = max(box[2] - box[0], box[3] - box[1])
    beside, above = 0.12 * size, 0.25 * size
    low = [max(box[0] - beside, whole[0] - 4), max(box[1] - above, whole[1] - 4)]
    high = [min(box[2] + beside, whole[2] + 4), min(box[3] + above, whole[3] + 4)]
    return low[0], low[1], high[0], high[1]
