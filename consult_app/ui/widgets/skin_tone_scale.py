"""The six Fitzpatrick types side by side, with the score pointing at its type."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from consult_app.ui.widgets.painted import CENTRE, LEFT, Painted, paint_box, paint_text, painter_for, speak

_POINTER, _SWATCH, _LINE = 20, 26, 18


@dataclass(frozen=True)
class SkinType:
    """One type: its numeral and the scores that lead to it, both ends included."""

    numeral: str
    low: int
    high: int


class SkinToneScale(Painted):
    """Shows which type holds and the score; without either, only the scale."""

    def __init__(self, types: Sequence[SkinType]) -> None:
        super().__init__()
        self._types, self._numeral, self._score = tuple(types), "", -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_type("", None)

    def show_type(self, numeral: str, score: int | None) -> None:
        """Show a type, and the score when there is one."""
        self._numeral, self._score = numeral, -1 if score is None else score
        said = f"Type {numeral}" if numeral else "Not known"
        speak(self, "Fitzpatrick skin type", said if score is None else f"{said}, score {score}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Pointer, swatches and two lines of words."""
        return QSize(self.theme.px(376), self.theme.px(_POINTER + _SWATCH + 2 * _LINE + 2))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the swatches, then the chosen one over its neighbours."""
        painter = painter_for(self)
        width = (self.width() - 2) / len(self._types)
        for at, kind in enumerate(self._types):
            self._paint_type(painter, kind, QRectF(1 + at * width, 0, width, self.height()), at)
        painter.end()

    def _paint_type(self, painter: QPainter, kind: SkinType, cell: QRectF, at: int) -> None:
        theme, is_here = self.theme, kind.numeral == self._numeral
        swatch = QRectF(cell.left(), theme.px(_POINTER), cell.width() - 1, theme.px(_SWATCH))
        edge = theme.colours.text if is_here else theme.colours.line_strong
        paint_box(painter, swatch, theme.skin_tones[at], edge, width=2.5 if is_here else 1)
        line = theme.px(_LINE)
        numeral = QRectF(cell.left(), swatch.bottom() + 2, cell.width(), line)
        paint_text(painter, numeral, kind.numeral, theme.font("small", bold=is_here), theme.colours.text, align=CENTRE)
        scores = f"{kind.low}–{kind.high}"
        below = numeral.translated(0, line)
        paint_text(painter, below, scores, theme.font("small"), theme.colours.text_2, align=CENTRE)
        if is_here and self._score >= 0:
            self._paint_pointer(painter, swatch)

    def _paint_pointer(self, painter: QPainter, swatch: QRectF) -> None:
        theme, x = self.theme, swatch.center().x()
        top, half = theme.px(5), theme.px(7)
        painter.setPen(QColor(theme.colours.text))
        painter.setBrush(QColor(theme.colours.text))
        painter.drawPolygon(QPolygonF([QPointF(x - half, top), QPointF(x + half, top), QPointF(x, top + 10)]))
        words = QRectF(x + half + 5, 0, theme.px(40), theme.px(_POINTER))
        paint_text(painter, words, str(self._score), theme.font("small", bold=True), theme.colours.text, align=LEFT)
