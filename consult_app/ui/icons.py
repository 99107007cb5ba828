"""Our own icons, drawn on a 24-unit grid and painted in any token colour."""

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from consult_app.resources import resource_path

_INK, _PAPER = "currentColor", "paperColor"
Side = Literal["left", "right"]


def paint_icon(painter: QPainter, name: str, rect: QRectF, ink: str, paper: str) -> None:
    """Paint an icon into `rect`; `paper` is the ground that shows through the marks of filled icons."""
    _renderer(name, ink, paper).render(painter, rect)


def icon_pixmap(
    name: str, size: int, ink: str, paper: str, *, ratio: float = 1.0, gap: int = 0, gap_side: Side = "right"
) -> QPixmap:
    """Return an icon as a picture of `size` logical pixels, with `gap` empty pixels towards the text beside it."""
    pixmap = QPixmap(round((size + gap) * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, QRectF(gap if gap_side == "left" else 0, 0, size, size), ink, paper)
    painter.end()
    return pixmap


def icon(name: str, size: int, ink: str, paper: str, *, ratio: float = 1.0) -> QIcon:
    """Return an icon for a button or an action."""
    return QIcon(icon_pixmap(name, size, ink, paper, ratio=ratio))


def icon_names() -> frozenset[str]:
    """Return the names of every icon that ships."""
    return frozenset(path.stem for path in resource_path("icons").glob("*.svg"))


@lru_cache(maxsize=512)
def _renderer(name: str, ink: str, paper: str) -> QSvgRenderer:
    source = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace(_INK, ink).replace(_PAPER, paper).encode()))
