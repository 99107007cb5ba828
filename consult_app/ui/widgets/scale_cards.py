"""The scales that may be scored, as quick cards with how far each is; the less likely ones behind one button."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.icons import paint_icon
from consult_app.ui.theme import RADIUS, current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.painted import LEFT, paint_box, paint_text, painter_for, speak
from consult_app.ui.widgets.text import label

_HEIGHT, _COLUMNS = 62, 3


@dataclass(frozen=True)
class ScaleCardView:
    """A scale on its card: its short name, what came out or how far it is, and whether it is finished."""

    key: str
    name: str
    full_name: str
    state: str
    done: bool = False


class ScaleCard(QPushButton):
    """One card; opens the form of its scale."""

    def __init__(self) -> None:
        super().__init__()
        self.view = ScaleCardView("", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def show_scale(self, view: ScaleCardView) -> None:
        """Show a scale."""
        self.view = view
        self.setObjectName(f"scale_{view.key}")
        self.setToolTip(f"{view.full_name}: {view.state}")
        speak(self, view.full_name, view.state)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Two lines high."""
        theme = current_theme()
        return QSize(theme.px(200), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow enough for three in the smallest window."""
        theme = current_theme()
        return QSize(theme.px(150), theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the card, its name, and how far it is."""
        painter, theme, done = painter_for(self), current_theme(), self.view.done
        colours, rect, pad = theme.colours, QRectF(self.rect()), theme.px(13)
        fill = colours.hover if self.underMouse() else colours.surface
        edge = colours.focus if self.hasFocus() else colours.accent if done else colours.line_strong
        paint_box(painter, rect, fill, edge, width=2 if self.hasFocus() else 1, radius=theme.px(RADIUS))
        side = theme.px(16)
        icon = QRectF(rect.width() - pad - side, theme.px(11), side, side)
        paint_icon(
            painter, "check" if done else "chevron_right", icon, colours.accent if done else colours.text_2, fill
        )
        name = QRectF(pad, theme.px(8), rect.width() - 2 * pad - side - 6, theme.px(22))
        paint_text(painter, name, self.view.name, theme.font(bold=True), colours.text)
        line = QRectF(pad, theme.px(31), rect.width() - 2 * pad, theme.px(22))
        font = theme.font("small")
        words = QFontMetrics(font).elidedText(self.view.state, Qt.TextElideMode.ElideRight, int(line.width()))
        paint_text(painter, line, words, font, colours.text if done else colours.text_2, align=LEFT)
        painter.end()


class ScaleCards(QWidget):
    """The scales that fit come first; the others show when they are asked for."""

    opened = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.cards: dict[str, ScaleCard] = {}
        self.more = Button("More scales", "quiet", small=True)
        self.more.setObjectName("more_scales")
        self.more.setAccessibleName(f"More scales, {name}")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._lay_out)
        self._first: tuple[ScaleCardView, ...] = ()
        self._rest: tuple[ScaleCardView, ...] = ()
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        for at in range(_COLUMNS):
            self._grid.setColumnStretch(at, 1)
        head = QHBoxLayout()
        head.addWidget(label("Scales", "small_strong"), 1)
        head.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._grid)

    def show_scales(self, first: Sequence[ScaleCardView], rest: Sequence[ScaleCardView]) -> None:
        """Show the scales that fit, and what else there is; one begun is never hidden."""
        self._first, self._rest = tuple(first), tuple(rest)
        self._lay_out()

    def _lay_out(self) -> None:
        is_open = self.more.isChecked()
        shown = (*self._first, *(self._rest if is_open else ()))
        for key in [key for key in self.cards if key not in {view.key for view in shown}]:
            self._drop(key)
        for at, view in enumerate(shown):
            card = self.cards.get(view.key) or self._add(view.key)
            card.show_scale(view)
            self._grid.removeWidget(card)
            self._grid.addWidget(card, at // _COLUMNS, at % _COLUMNS)
        self.more.setText("Fewer scales" if is_open else "More scales")
        self.more.set_icon("chevron_up" if is_open else "chevron_down")
        self.more.setVisible(bool(self._rest))

    def _add(self, key: str) -> ScaleCard:
        card = self.cards[key] = ScaleCard()
        card.clicked.connect(lambda: self.opened.emit(key))
        return card

    def _drop(self, key: str) -> None:
        card = self.cards.pop(key)
        self._grid.removeWidget(card)
        card.hide()
        card.deleteLater()
