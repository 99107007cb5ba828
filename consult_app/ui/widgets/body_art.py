"""Reads the body artwork: skin, features and the outline of every region, as paths to paint."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QFile, QIODevice, QPointF, QRectF, QXmlStreamReader
from PySide6.QtGui import QColor, QPainterPath, QPolygonF

from consult_app.resources import resource_path

Side = Literal["front", "back", "face"]
Layer = Literal["skin", "lines", "region"]
_FILES: dict[Side, str] = {"front": "body_front.svg", "back": "body_back.svg", "face": "face.svg"}


@dataclass(frozen=True)
class Shape:
    """One path of the artwork; an empty fill or stroke is not painted."""

    path: QPainterPath
    fill: str
    stroke: str
    width: float
    opacity: float


@dataclass(frozen=True)
class Art:
    """One view of the body: what lies under the chosen areas, what lies over them, and the regions."""

    skin: tuple[Shape, ...]
    lines: tuple[Shape, ...]
    regions: dict[str, QPainterPath]
    bounds: QRectF


@lru_cache
def load_art(side: Side) -> Art:
    """Return the artwork of one view."""
    file = QFile(str(resource_path("body_map", _FILES[side])))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(file.fileName())
    shapes: dict[Layer, list[Shape]] = {"skin": [], "lines": [], "region": []}
    regions: dict[str, QPainterPath] = {}
    reader, groups = QXmlStreamReader(file), list[dict[str, str]]()
    while not reader.atEnd():
        token = reader.readNext()
        if token is QXmlStreamReader.TokenType.StartElement:
            inherited = {**(groups[-1] if groups else {}), **_attributes(reader)}
            groups.append(inherited)
            if reader.name() == "path":
                _sort(inherited, shapes, regions, [group.get("id", "") for group in groups])
        elif token is QXmlStreamReader.TokenType.EndElement:
            groups.pop()
    file.close()
    return Art(tuple(shapes["skin"]), tuple(shapes["lines"]), regions, shapes["skin"][0].path.boundingRect())


def is_skin_tone(fill: str) -> bool:
    """Whether a fill is one of the light skin tones, not a feature or a line."""
    return QColor(fill).lightnessF() > 0.75


@lru_cache
def skin_fills() -> tuple[str, ...]:
    """Return every skin tone of the artwork, lightest first."""
    fills = {shape.fill for side in _FILES for art in [load_art(side)] for shape in art.skin + art.lines if shape.fill}
    tones = [fill for fill in fills if is_skin_tone(fill)]
    return tuple(sorted(tones, key=lambda fill: -QColor(fill).lightnessF()))


def read_path(data: str) -> QPainterPath:
    """Return path data made of absolute M, L, C and Z alone."""
    path, parts, at = QPainterPath(), data.split(), 0
    while at < len(parts):
        command, count = parts[at], {"M": 2, "L": 2, "C": 6, "Z": 0}[parts[at]]
        numbers = [float(part) for part in parts[at + 1 : at + 1 + count]]
        points = [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if command == "M":
            path.moveTo(points[0])
        elif command == "L":
            path.lineTo(points[0])
        elif command == "C":
            path.cubicTo(*points)
        else:
            path.closeSubpath()
        at += 1 + count
        while at < len(parts) and parts[at] not in "MLCZ":
            raise ValueError(f"path data with an unknown command: {parts[at]}")
    return path


def centre_of(path: QPainterPath) -> QPointF:
    """Return the centre of area of a closed path, which lies in its broad part."""
    polygon: QPolygonF = path.toFillPolygon()
    points = [polygon.at(at) for at in range(polygon.size())]
    twice, x, y = 0.0, 0.0, 0.0
    for first, second in zip(points, points[1:] + points[:1], strict=True):
        cross = first.x() * second.y() - second.x() * first.y()
        twice += cross
        x += (first.x() + second.x()) * cross
        y += (first.y() + second.y()) * cross
    return QPointF(x / (3 * twice), y / (3 * twice)) if twice else path.boundingRect().center()


def _attributes(reader: QXmlStreamReader) -> dict[str, str]:
    """What is written on an element; an id belongs to it alone and is never inherited."""
    written = reader.attributes()
    names = ("fill", "fill-opacity", "stroke", "stroke-width", "d")
    return {name: written.value(name) for name in names if written.hasAttribute(name)} | {"id": written.value("id")}


def _sort(
    found: dict[str, str], shapes: dict[Layer, list[Shape]], regions: dict[str, QPainterPath], within: list[str]
) -> None:
    """Put one path where it belongs."""
    path = read_path(found["d"])
    if "regions" in within:
        regions[found["id"]] = path
        return
    layer: Layer = "skin" if "silhouette" in within or "shade" in within else "lines"
    paints = {key: "" if found.get(key, "none") == "none" else found[key] for key in ("fill", "stroke")}
    width, opacity = (float(found.get(key, 1)) for key in ("stroke-width", "fill-opacity"))
    shapes[layer].append(Shape(path, paints["fill"], paints["stroke"], width, opacity))
