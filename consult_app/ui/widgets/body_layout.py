"""Where the body stands in a widget: regions under a point, the next one over, and the artwork painted to size."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

from consult_app.ui.theme import Theme, colour
from consult_app.ui.widgets.body_art import Shape, Side, centre_of, is_skin_tone, load_art, skin_fills

Layer = Literal["skin", "lines"]
_GAP, _MARGIN = 8, 2


@dataclass(frozen=True)
class BodyLayout:
    """Some views of the body side by side in a space of so many logical pixels."""

    sides: tuple[Side, ...]
    width: int
    height: int

    def regions(self) -> list[str]:
        """Every region as `side:artwork id`, in reading order."""
        return [f"{side}:{region}" for side in self.sides for region in load_art(side).regions]

    def cell(self, side: Side) -> QRectF:
        """The space of one view."""
        width = (self.width - _GAP * (len(self.sides) - 1)) / len(self.sides)
        return QRectF(self.sides.index(side) * (width + _GAP), 0, width, self.height)

    def placing(self, side: Side) -> QTransform:
        """How the artwork of one view is scaled and moved into its space."""
        bounds = load_art(side).bounds
        cell = self.cell(side).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        scale = max(min(cell.width() / bounds.width(), cell.height() / bounds.height()), 0.01)
        left = cell.center().x() - bounds.center().x() * scale
        return QTransform(scale, 0, 0, scale, left, cell.top() - bounds.top() * scale)

    def outline(self, region: str) -> QPainterPath:
        """The outline of a region in the widget."""
        side = side_of(region)
        return self.placing(side).map(load_art(side).regions[region.partition(":")[2]])

    def centre(self, region: str) -> QPointF:
        """The middle of a region in the widget."""
        return centre_of(self.outline(region))

    def region_at(self, point: QPointF) -> str:
        """The region under a point, or an empty string."""
        for side in self.sides:
            back, invertible = self.placing(side).inverted()
            spot = back.map(point) if invertible else QPointF(-1, -1)
            for region, path in load_art(side).regions.items():
                if path.contains(spot):
                    return f"{side}:{region}"
        return ""

    def nearest(self, region: str, way: QPointF) -> str:
        """The next region one way, or the same one at the edge; the first where none was focused."""
        regions = self.regions()
        if region not in regions:
            return regions[0]
        here, best, shortest = self.centre(region), region, float("inf")
        for other in regions:
            step = self.centre(other) - here
            along = QPointF.dotProduct(step, way)
            aside = abs(step.x() * way.y()) + abs(step.y() * way.x())
            if along > 1 and along + 2 * aside < shortest:
                best, shortest = other, along + 2 * aside
        return best


def side_of(region: str) -> Side:
    """The view a region belongs to."""
    name = region.partition(":")[0]
    return "front" if name == "front" else "back" if name == "back" else "face"


def paint_art(which: Layer, layout: BodyLayout, theme: Theme, ratio: float) -> QPixmap:
    """Return the artwork under or over the regions, in the theme's tones; `ratio` is device pixels per logical one.

    A map that has no room yet has an empty picture.
    """
    pixmap = QPixmap(round(layout.width * ratio), round(layout.height * ratio))
    if pixmap.isNull():
        return pixmap
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for side in layout.sides:
        art = load_art(side)
        painter.setTransform(layout.placing(side))
        for shape in art.skin if which == "skin" else art.lines:
            _paint_shape(painter, shape, theme)
    painter.end()
    return pixmap


def _paint_shape(painter: QPainter, shape: Shape, theme: Theme) -> None:
    fill, stroke = _tone(shape.fill, theme), _tone(shape.stroke, theme)
    painter.setBrush(colour(fill, shape.opacity) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(stroke), shape.width) if stroke else Qt.PenStyle.NoPen)
    painter.drawPath(shape.path)


def _tone(drawn: str, theme: Theme) -> str:
    """The colour as drawn in light; in dark one of the dark tones in the same order, or the line colour."""
    tones = theme.body_tones
    if not tones or not drawn:
        return drawn
    if not is_skin_tone(drawn):
        return theme.colours.body_line
    fills = skin_fills()
    return tones[fills.index(drawn) * len(tones) // len(fills)]
