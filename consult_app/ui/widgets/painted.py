"""What all painted widgets share: repainting on a new theme, crisp boxes, text and spoken values."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from consult_app.ui.theme import Theme, current_theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
QWIDGETSIZE_MAX = (1 << 24) - 1
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_RESTYLED = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange)


class Painted(QWidget):
    """A widget that paints itself from the current theme."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Measure and paint again when the theme or text size changes."""
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self.updateGeometry()
            self.update()

    @property
    def theme(self) -> Theme:
        """The theme on screen."""
        return current_theme()


class Scaled(QFrame):
    """A frame whose height follows the text size."""

    def __init__(self) -> None:
        super().__init__()
        self._height, self._is_fixed = 0, False

    def set_scaled_height(self, height: int, *, fixed: bool = False) -> None:
        """Be at least, or exactly, so high at 100 %."""
        self._height, self._is_fixed = height, fixed
        scaled = current_theme().px(height)
        self.setMinimumHeight(scaled)
        self.setMaximumHeight(scaled if fixed else QWIDGETSIZE_MAX)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Grow or shrink with the text."""
        super().changeEvent(event)
        if event.type() in _RESTYLED and self._height:
            self.set_scaled_height(self._height, fixed=self._is_fixed)


def painter_for(widget: QWidget) -> QPainter:
    """Return a painter with smooth edges; end it before leaving the paint event."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def paint_box(
    painter: QPainter,
    rect: QRectF,
    fill: str = "",
    edge: str = "",
    *,
    width: float = 1,
    radius: float = 0,
    dashed: bool = False,
) -> None:
    """Paint a box whose edge lies inside `rect`, so that a thicker edge moves nothing."""
    pen = QPen(QColor(edge), width) if edge else QPen(Qt.PenStyle.NoPen)
    if dashed:
        pen.setDashPattern([3 / width, 2 / width])
    inset = width / 2 if edge else 0
    painter.setPen(pen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    ink: str,
    *,
    align: Qt.AlignmentFlag = LEFT,
    wrap: bool = False,
) -> None:
    """Paint text in a box."""
    painter.setFont(font)
    painter.setPen(QColor(ink))
    flags = int(align.value) | (int(Qt.TextFlag.TextWordWrap.value) if wrap else 0)
    painter.drawText(rect, flags, text)


def paint_line(painter: QPainter, start: QPointF, end: QPointF, ink: str, width: float = 1) -> None:
    """Paint a straight line."""
    painter.setPen(QPen(QColor(ink), width))
    painter.drawLine(start, end)


SPOKEN = "spoken_button"
"""The name of the button that stands for a row on the accessibility bus."""


def speak(widget: QWidget, name: str, value: str) -> None:
    """Tell screen readers what a widget is and what it shows now."""
    renamed, changed = widget.accessibleName() != name, widget.accessibleDescription() != value
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(value)
    for happened, event in (
        (renamed, QAccessible.Event.NameChanged),
        (changed, QAccessible.Event.DescriptionChanged),
    ):
        if happened:
            QAccessible.updateAccessibility(QAccessibleEvent(widget, event))
    if QAccessible.isActive() and (button := widget.findChild(QPushButton, SPOKEN, _DIRECT)) is not None:
        button.setAccessibleName(name)
        button.setAccessibleDescription(value)
