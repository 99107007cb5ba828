"""The body to choose areas on, front and back or the face; left and right are the client's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QBrush,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip

from consult_app.ui.theme import Outcome, TypeSize, colour
from consult_app.ui.widgets.body_art import Side
from consult_app.ui.widgets.body_layout import BodyLayout, Layer, paint_art, side_of
from consult_app.ui.widgets.painted import CENTRE, LEFT, RIGHT, Painted, paint_text, painter_for, speak
from consult_app.ui.widgets.region_boxes import RegionBox, RegionBoxes

_TITLES: dict[Side, str] = {"front": "Front", "back": "Back", "face": "Face"}
_CAPTION, _CHOSEN, _BORDER = 32, 0.85, 0.22
_ARROWS: dict[int, QPointF] = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


@dataclass(frozen=True)
class RegionView:
    """One region: `side:artwork id`, its name, and how it stands."""

    region: str
    name: str
    number: int = 0
    outcome: Outcome | None = None
    is_offered: bool = True

    @property
    def is_chosen(self) -> bool:
        """Whether it belongs to a chosen area; chosen areas are numbered from 1."""
        return self.number > 0


class BodyMap(Painted):
    """Shows one or two views of the body; emits the region clicked, or one that is not offered."""

    toggled = Signal(str)
    refused = Signal(str)
    flipped = Signal(str)

    def __init__(self, sides: Sequence[Side] = ("front", "back"), text: TypeSize = "small") -> None:
        super().__init__()
        self._sides, self._views, self._text = tuple(sides), dict[str, RegionView](), text
        self._focused, self._hovered, self._dragging, self._layers = (
            "",
            "",
            False,
            dict[tuple[str, str, BodyLayout, float], QPixmap](),
        )
        self._drag_chooses = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._spoken = RegionBoxes(self)
        self._spoken.toggled.connect(self._act)
        self._speak()

    def show_regions(self, views: Sequence[RegionView]) -> None:
        """Show how the regions stand; a region without a view is not offered."""
        self._views = {view.region: view for view in views}
        self._speak()
        self.update()

    def show_sides(self, sides: Sequence[Side]) -> None:
        """Show one or both views."""
        self._sides, self._focused = tuple(sides), ""
        self._layers.clear()
        self._speak()
        self.updateGeometry()
        self.update()

    def regions(self) -> list[str]:
        """Every region in sight, in reading order."""
        return self._layout.regions()

    def focused_region(self) -> str:
        """The region the keyboard is on, or an empty string."""
        return self._focused

    def focus_region(self, region: str) -> None:
        """Put the keyboard on a region."""
        self._focused = region
        self._speak()
        self.update()

    def region_at(self, point: QPointF) -> str:
        """The region under a point of the widget, or an empty string."""
        return self._layout.region_at(point)

    def centre(self, region: str) -> QPointF:
        """Where a region's number stands in the widget."""
        return self._layout.centre(region)

    @property
    def _layout(self) -> BodyLayout:
        return BodyLayout(self._sides, self.width(), self.height() - self.theme.px(_CAPTION))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Two bodies about 400 high."""
        return QSize(self.theme.px(190) * len(self._sides), self.theme.px(400 + _CAPTION))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Still large enough to hit a shoulder."""
        return QSize(150 * len(self._sides), 280)

    # Pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the pointer; while dragging, choose what it passes over."""
        region = self.region_at(event.position())
        if region != self._hovered:
            self._hovered = region
            self.update()
            if self._dragging and region and self._view(region).is_chosen != self._drag_chooses:
                self._act(region)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose or leave out the region pressed, and go on while dragging."""
        region = self.region_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and region:
            self._dragging, self._drag_chooses = True, not self._view(region).is_chosen
            self._hovered = region
            self.focus_region(region)
            self._act(region)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """End dragging."""
        self._dragging = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep what assistive technology is told of a region where it is painted."""
        super().resizeEvent(event)
        self._speak_regions()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self._hovered = ""
        self.update()

    def event(self, event: QEvent) -> bool:
        """Name the region pointed at."""
        if isinstance(event, QHelpEvent):
            region = self.region_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._words(region) if region else "", self)
            return True
        return super().event(event)

    # Keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tab arrives on the first region, or from behind on the last."""
        super().focusInEvent(event)
        ends = {Qt.FocusReason.TabFocusReason: 0, Qt.FocusReason.BacktabFocusReason: -1}
        if event.reason() in ends:
            self.focus_region(self.regions()[ends[event.reason()]])

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab goes from region to region before it leaves the map."""
        regions = self.regions()
        at = regions.index(self._focused) if self._focused in regions else -1 if forward else len(regions)
        at += 1 if forward else -1
        if self.hasFocus() and 0 <= at < len(regions):
            self.focus_region(regions[at])
            return True
        self._focused = ""
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space chooses, arrows go to the nearest region, F turns the body round."""
        way = _ARROWS.get(event.key())
        if event.key() == Qt.Key.Key_Space and self._focused:
            self._act(self._focused)
        elif event.key() == Qt.Key.Key_F:
            self._flip()
        elif way is not None:
            self.focus_region(self._layout.nearest(self._focused, way))
        else:
            event.ignore()

    def _flip(self) -> None:
        """Show the other side, or go to it where both are in sight."""
        now: Side = "back" if self._focused.startswith("back") or self._sides == ("back",) else "front"
        other: Side = "front" if now == "back" else "back"
        if self._sides == ("face",):
            return
        if len(self._sides) == 1:
            self.show_sides((other,))
        self.focus_region(next(region for region in self.regions() if region.startswith(other)))
        self.flipped.emit(other)

    def _act(self, region: str) -> None:
        (self.toggled if self._view(region).is_offered else self.refused).emit(region)

    # Words

    def _view(self, region: str) -> RegionView:
        plain = region.partition(":")[2].replace("_", " ").partition(".")
        name = f"{plain[2]} {plain[0]}".strip().capitalize()
        return self._views.get(region, RegionView(region, name, is_offered=False))

    def _words(self, region: str) -> str:
        view = self._view(region)
        states = [
            "" if view.is_offered else "not offered",
            f"chosen, area {view.number}" if view.is_chosen else "",
            self.theme.state(view.outcome).word if view.outcome else "",
        ]
        return ", ".join([view.name, *(state for state in states if state)])

    def _speak(self) -> None:
        chosen = [self._view(region).name for region in self.regions() if self._view(region).is_chosen]
        names = " and ".join(_TITLES[side].lower() for side in self._sides)
        total = f"Chosen: {', '.join(dict.fromkeys(chosen))}" if chosen else "No area chosen"
        speak(self, f"Body map, {names}", f"{self._words(self._focused)}. {total}" if self._focused else total)
        self._speak_regions()

    def _speak_regions(self) -> None:
        layout, told = self._layout, dict[str, RegionBox]()
        is_chosen_on = QAccessible.isActive() and self.focusPolicy() != Qt.FocusPolicy.NoFocus
        for region in self.regions() if is_chosen_on else ():
            view = self._view(region)
            name = f"{view.name}, {side_of(region)}" if side_of(region) != "face" else view.name
            told[region] = RegionBox(
                name, view.is_chosen, view.is_offered, layout.outline(region).boundingRect().toRect()
            )
        self._spoken.show_regions(told)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint skin, regions, lines, numbers and captions."""
        painter = painter_for(self)
        painter.drawPixmap(0, 0, self._layer("skin"))
        for region in self.regions():
            self._paint_region(painter, region)
        painter.drawPixmap(0, 0, self._layer("lines"))
        for region in self.regions():
            self._paint_edge(painter, region)
        for view in self._numbered():
            self._paint_number(painter, view)
        for side in self._sides:
            self._paint_caption(painter, side)
        painter.end()

    def _numbered(self) -> list[RegionView]:
        """One region for each number and side, the largest, so that an area in pieces is numbered once."""
        found: dict[tuple[int, Side], tuple[float, RegionView]] = {}
        for region in self.regions():
            view, side, bounds = self._view(region), side_of(region), self._layout.outline(region).boundingRect()
            size = bounds.width() * bounds.height()
            if view.is_chosen and size > found.get((view.number, side), (0, view))[0]:
                found[view.number, side] = (size, view)
        return [view for _size, view in found.values()]

    def _layer(self, which: Layer) -> QPixmap:
        """The artwork under or over the regions, painted once for a size and theme."""
        ratio = self.devicePixelRatioF()
        key = (which, self.theme.name, self._layout, ratio)
        if key not in self._layers:
            if len(self._layers) > 1:
                self._layers.clear()
            self._layers[key] = paint_art(which, self._layout, self.theme, ratio)
        return self._layers[key]

    def _paint_region(self, painter: QPainter, region: str) -> None:
        view, colours = self._view(region), self.theme.colours
        shape = self._layout.outline(region)
        if view.is_chosen or view.outcome:
            state = self.theme.state(view.outcome) if view.outcome else None
            painter.fillPath(shape, colour(state.line if state else colours.accent_line, _CHOSEN))
        elif not view.is_offered:
            painter.fillPath(shape, QBrush(colour(colours.line_strong, 0.35), Qt.BrushStyle.BDiagPattern))
        if region == self._hovered and not view.is_chosen:
            painter.fillPath(shape, colour(colours.hover, _CHOSEN))

    def _paint_edge(self, painter: QPainter, region: str) -> None:
        view, colours = self._view(region), self.theme.colours
        ink, width = "", 1.0
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(colours.body_line, _BORDER), 1))
        if view.is_chosen or view.outcome:
            ink, width = (self.theme.state(view.outcome).ink if view.outcome else colours.accent), 1.5
        if region == self._focused and self.hasFocus():
            ink, width = colours.focus, 2.5
        if ink:
            painter.setPen(QPen(QColor(ink), width))
        painter.drawPath(self._layout.outline(region))

    def _paint_number(self, painter: QPainter, view: RegionView) -> None:
        theme, radius = self.theme, self.theme.px(10 if self._text == "small" else 12)
        ink = theme.state(view.outcome).ink if view.outcome else theme.colours.accent
        middle = self.centre(view.region)
        disc = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.setPen(QPen(QColor(ink), 2))
        painter.setBrush(QColor(theme.colours.surface))
        painter.drawEllipse(disc)
        paint_text(painter, disc, str(view.number), theme.font(self._text, bold=True), ink, align=CENTRE)

    def _paint_caption(self, painter: QPainter, side: Side) -> None:
        """Name the view, with the client's own left and right at its ends."""
        theme, cell = self.theme, self._layout.cell(side)
        row = QRectF(cell.left(), cell.bottom(), cell.width(), theme.px(_CAPTION))
        inner = row.adjusted(row.width() * 0.14, 0, -row.width() * 0.14, 0)
        ends = ("L", "R") if side == "back" else ("R", "L")
        here = self._focused.startswith(side)
        paint_text(painter, row, _TITLES[side], theme.font(self._text, bold=here), theme.colours.text, align=CENTRE)
        for end, align in zip(ends, (LEFT, RIGHT), strict=True):
            paint_text(painter, inner, end, theme.font(self._text), theme.colours.text_2, align=align)
