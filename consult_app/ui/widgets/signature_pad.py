"""A white paper to sign on with pen, mouse or finger; the ink is kept as strokes."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy

from consult_app.clinical.consent import MOST_STROKES, Stroke
from consult_app.ui.theme import RADIUS, load_theme
from consult_app.ui.widgets.painted import CENTRE, Painted, paint_box, paint_line, paint_text, painter_for, speak

"""The paper stays white and the ink dark in every theme, as it will be printed."""
PEN_WIDTH, NEAREST, MOST_POINTS = 2.4, 0.8, 5000
EMPTY = "Empty. Sign here with a pen, the mouse or a finger. Without one, choose On paper."


class SignaturePad(Painted):
    """``changed`` says that a stroke was finished or taken back."""

    changed = Signal()

    def __init__(self, whose: str = "") -> None:
        super().__init__()
        self._paper = load_theme("light").colours  # paper is white, whatever the window looks like
        self.setObjectName("signature_pad")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._strokes: list[list[QPointF]] = []
        self._drawing = False
        self._name = f"Signature of {whose}" if whose else "Signature"
        self._tell()

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The strokes as they are kept: shares of the pad's width, y down."""
        return tuple(tuple(self._share(point) for point in stroke) for stroke in self._strokes)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self._strokes

    def clear(self) -> None:
        """Take all strokes back."""
        self._strokes, self._drawing = [], False
        self._tell()

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes:
            self._strokes.pop()
            self._drawing = False
            self._tell()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Wide enough for a long name."""
        return QSize(self.theme.px(420), self.theme.px(140))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Smaller than this nobody can sign."""
        return QSize(self.theme.px(280), self.theme.px(120))

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: N802
        """The pen draws; it then makes no mouse events of its own."""
        kind = event.type()
        if kind == QEvent.Type.TabletPress:
            self._put_down(event.position())
        elif kind == QEvent.Type.TabletMove and event.buttons():
            self._draw_to(event.position())
        elif kind == QEvent.Type.TabletRelease:
            self._lift()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The mouse draws while its left button is down."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._put_down(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Draw on."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._draw_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The stroke ends."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._lift()

    def event(self, event: QEvent) -> bool:
        """One finger draws; a touch handled here makes no mouse events."""
        if isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Backspace or Ctrl+Z takes the last stroke back, Delete all of them."""
        if event.matches(QKeySequence.StandardKey.Undo) or event.key() == Qt.Key.Key_Backspace:
            self.undo()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The keyboard went on."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """White paper, a line to sign on, and the ink."""
        painter, colours = painter_for(self), self.theme.colours
        box = QRectF(self.rect())
        paint_box(painter, box, self._paper.on_accent, colours.line_strong, radius=RADIUS)
        at = box.height() * 0.76
        paint_line(painter, QPointF(24, at), QPointF(box.width() - 24, at), self._paper.line_strong)
        if self.is_empty:
            words = QRectF(0, at + 2, box.width(), box.height() - at - 2)
            paint_text(painter, words, "Sign here", self.theme.font("small"), self._paper.text_2, align=CENTRE)
        if self.isEnabled():
            _paint_ink(painter, self._strokes, self._paper.text)
        if self.hasFocus():
            paint_box(painter, box, "", colours.focus, width=2, radius=RADIUS)
        painter.end()

    def _touch(self, event: QTouchEvent) -> None:
        kind, points = event.type(), event.points()
        if kind == QEvent.Type.TouchBegin and points:
            self._put_down(points[0].position())
        elif kind == QEvent.Type.TouchUpdate and points:
            self._draw_to(points[0].position())
        elif kind in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            self._lift()
        event.accept()

    def _put_down(self, at: QPointF) -> None:
        if self._drawing or len(self._strokes) >= MOST_STROKES:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._drawing = True
        self._strokes.append([self._inside(at)])
        self.update()

    def _draw_to(self, at: QPointF) -> None:
        if not self._drawing:
            return
        stroke, point = self._strokes[-1], self._inside(at)
        if (point - stroke[-1]).manhattanLength() >= NEAREST and len(stroke) < MOST_POINTS:
            stroke.append(point)
            self.update()

    def _lift(self) -> None:
        if self._drawing:
            self._drawing = False
            self._tell()

    def _inside(self, at: QPointF) -> QPointF:
        return QPointF(min(max(at.x(), 0), self.width()), min(max(at.y(), 0), self.height()))

    def _share(self, point: QPointF) -> tuple[float, float]:
        wide = max(self.width(), self.height(), 1)
        return min(round(point.x() / wide, 4), 1.0), min(round(point.y() / wide, 4), 1.0)

    def _tell(self) -> None:
        count = len(self._strokes)
        speak(self, self._name, f"Signed, {count} stroke{'' if count == 1 else 's'}." if count else EMPTY)
        self.changed.emit()
        self.update()


def _paint_ink(painter: QPainter, strokes: Sequence[Sequence[QPointF]], ink: str) -> None:
    pen = QPen(QColor(ink), PEN_WIDTH)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        if len(stroke) == 1:
            painter.drawPoint(stroke[0])
        else:
            painter.drawPath(smooth(stroke))


def smooth(points: Sequence[QPointF]) -> QPainterPath:
    """A line through points whose corners are rounded, as it is printed."""
    path = QPainterPath(points[0])
    for at, beyond in pairwise(points[1:]):
        path.quadTo(at, (at + beyond) / 2)
    path.lineTo(points[-1])
    return path
