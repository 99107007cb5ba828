"""Four cards to grade a scar: number, name, the plain test and what the skin's surface looks like."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from consult_app.ui.icons import paint_icon
from consult_app.ui.theme import RADIUS, current_theme
from consult_app.ui.widgets.painted import LEFT, paint_box, paint_text, painter_for, speak
from consult_app.ui.widgets.radio_tile import RadioTile, move_focus, tick

_HEIGHT = 144
# Each surface as x, depth points of a line 0 to 100 wide; depth 10 is the deepest.
_SURFACES: dict[int, tuple[tuple[float, float], ...]] = {
    1: ((0, 0), (100, 0)),
    2: ((0, 0), (28, 0), (40, 3), (52, 0), (100, 0)),
    3: ((0, 0), (22, 0), (37, 7), (52, 0), (68, 0), (77, 4), (86, 0), (100, 0)),
    4: (
        (0, 0),
        (19, 0),
        (24, 10),
        (39, 10),
        (44, 0),
        (58, 0),
        (61, 11),
        (64, 0),
        (77, 0),
        (82, 9),
        (90, 9),
        (95, 0),
        (100, 0),
    ),
}


@dataclass(frozen=True)
class GradeView:
    """One grade: its number, name and plain test."""

    grade: int
    name: str
    test: str


class _Card(RadioTile):
    """One card; a radio button to keyboard and screen reader."""

    def __init__(self, view: GradeView) -> None:
        super().__init__(view.name)
        self.view = view
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        speak(self, f"{view.grade}, {view.name}", view.test)

    def sizeHint(self) -> QSize:  # noqa: N802
        theme = current_theme()
        return QSize(theme.px(170), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        theme = current_theme()
        return QSize(theme.px(120), theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, theme, on = painter_for(self), current_theme(), self.isChecked()
        colours, rect = theme.colours, QRectF(self.rect())
        fill = colours.accent_tint if on else colours.hover if self.underMouse() else colours.surface
        edge = colours.accent if on else colours.focus if self.hasFocus() else colours.line_strong
        paint_box(painter, rect, fill, edge, width=2 if on or self.hasFocus() else 1, radius=theme.px(RADIUS))
        if on and self.hasFocus():
            paint_box(painter, rect.adjusted(4, 4, -4, -4), "", colours.focus, width=2, radius=theme.px(RADIUS) - 3)
        pad, line = theme.px(13), theme.px(24)
        head = QRectF(pad, theme.px(10), rect.width() - 2 * pad, line)
        paint_text(painter, head, str(self.view.grade), theme.font("heading", bold=True), colours.text)
        name = head.adjusted(theme.px(18), 0, 0, 0)
        paint_text(painter, name, self.view.name, theme.font(bold=True), colours.text)
        if on:
            side = theme.px(18)
            at = QRectF(rect.width() - pad - side, head.center().y() - side / 2, side, side)
            paint_icon(painter, "check", at, colours.accent, fill)
        ink = colours.text if on else colours.text_2
        test = QRectF(pad, head.bottom() + 4, rect.width() - 2 * pad + 6, theme.px(58))
        top = LEFT & ~Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTop
        paint_text(painter, test, self.view.test, theme.font("small"), ink, align=top, wrap=True)
        self._paint_surface(painter, rect, colours.accent if on else colours.line_strong)
        painter.end()

    def _paint_surface(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        """Draw the skin's profile along the foot of the card."""
        theme = current_theme()
        pad, base = theme.px(13), rect.height() - theme.px(34)
        points = _SURFACES.get(self.view.grade, _SURFACES[1])
        unit, deep = (rect.width() - 2 * pad) / 100, theme.px(18) / 10
        path = QPainterPath()
        for at, (x, depth) in enumerate(points):
            here = (pad + x * unit, base + depth * deep)
            if at == 0:
                path.moveTo(*here)
            else:
                before = path.currentPosition()
                middle = (before.x() + here[0]) / 2
                path.cubicTo(middle, before.y(), middle, here[1], *here)
        painter.setPen(QPen(QColor(ink), 1.75))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        if self.view.grade == 1:
            painter.setBrush(QColor(ink))
            for x in (24, 43, 69):
                painter.drawEllipse(QRectF(pad + x * unit - 3, base - 3, 6, 6))


class ScarGradeCards(QWidget):
    """A grade, or none yet; figures choose, arrows move."""

    chosen = Signal(int)

    def __init__(self, name: str, grades: Sequence[GradeView]) -> None:
        super().__init__()
        self._name, self._grade = name, 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._cards = [_Card(view) for view in grades]
        for card in self._cards:
            row.addWidget(card)
            card.clicked.connect(lambda _on=False, grade=card.view.grade: self._choose(grade))
        self.set_value(0)

    @property
    def value(self) -> int:
        """The grade chosen, or 0."""
        return self._grade

    def set_value(self, grade: int) -> None:
        """Show a grade, or none with 0; says nothing to listeners."""
        self._grade = grade
        at = next((card for card in self._cards if card.view.grade == grade), None)
        tick(self, self._cards, at)
        speak(self, self._name, f"{grade}, {at.view.name}" if at else "Not graded")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """1 to 4 choose, Left and Right move, Backspace clears."""
        typed = event.text()
        if typed and typed in [str(card.view.grade) for card in self._cards]:
            self._choose(int(typed))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            move_focus(self._cards, 1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() == Qt.Key.Key_Backspace:
            self._choose(0)
        else:
            event.ignore()

    def _choose(self, grade: int) -> None:
        changed = grade != self._grade
        self.set_value(grade)
        if changed:
            self.chosen.emit(grade)
