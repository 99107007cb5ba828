"""One choice out of a few that each need a sentence: radio rows with a name and what it looks like."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.icons import paint_icon
from consult_app.ui.theme import RADIUS, current_theme
from consult_app.ui.widgets.painted import LEFT, paint_box, paint_text, painter_for, speak
from consult_app.ui.widgets.radio_tile import RadioTile, move_focus, tick

_HEIGHT, _NAME_WIDTH, _PAD = 46, 236, 14
_STACKED = 440  # the width under which the words go below the name


@dataclass(frozen=True)
class RowOption:
    """One choice: what it stands for, the figure that chooses it, its name, and what it looks like."""

    key: str
    figure: str
    name: str
    detail: str = ""


class _Row(RadioTile):
    """One row; a radio button to keyboard and screen reader."""

    def __init__(self, option: RowOption, group: str) -> None:
        super().__init__(option.name)
        self.option = option
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        speak(self, f"{option.figure}, {option.name}. {group}", option.detail)

    def sizeHint(self) -> QSize:  # noqa: N802
        theme = current_theme()
        return QSize(theme.px(520), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(160, current_theme().px(_HEIGHT))

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        theme = current_theme()
        return max(theme.px(_HEIGHT), round(self._detail_place(width, 10_000).height()) + self._above(width))

    def _above(self, width: int) -> int:
        """The height beside the words: of the name where it stands over them, and of the margins."""
        theme = current_theme()
        return theme.px(44 if width < theme.px(_STACKED) else 12)

    def _detail_place(self, width: int, height: float) -> QRectF:
        """Where the words go: beside the name, or below it where there is no room."""
        theme = current_theme()
        stacked, pad, side = width < theme.px(_STACKED), theme.px(_PAD), theme.px(18)
        left = pad + theme.px(22 if stacked else _NAME_WIDTH)
        room = QRectF(left, theme.px(32) if stacked else 0, max(width - left - pad - side - 6, 60), height)
        flags = int(LEFT.value) | int(Qt.TextFlag.TextWordWrap.value)
        return QFontMetricsF(theme.font("small")).boundingRect(room, flags, self.option.detail)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, theme, on = painter_for(self), current_theme(), self.isChecked()
        colours, rect, radius = theme.colours, QRectF(self.rect()), theme.px(RADIUS)
        fill = colours.accent_tint if on else colours.hover if self.underMouse() else colours.surface
        edge = colours.accent if on else colours.focus if self.hasFocus() else colours.line_strong
        paint_box(painter, rect, fill, edge, width=2 if on or self.hasFocus() else 1, radius=radius)
        if on and self.hasFocus():
            paint_box(painter, rect.adjusted(4, 4, -4, -4), "", colours.focus, width=2, radius=radius - 3)
        pad, side = theme.px(_PAD), theme.px(18)
        width = self.width()
        stacked = width < theme.px(_STACKED)
        inner = QRectF(pad, 0, width - 2 * pad - side, theme.px(40) if stacked else rect.height())
        ink = colours.text if on else colours.text_2
        paint_text(painter, inner, self.option.figure, theme.font(bold=True), ink)
        name = inner.adjusted(theme.px(22), 0, 0, 0)
        paint_text(painter, name, self.option.name, theme.font(bold=True), colours.text)
        detail = self._detail_place(width, rect.height() - (theme.px(38) if stacked else 0))
        paint_text(painter, detail.adjusted(0, 0, 2, 0), self.option.detail, theme.font("small"), ink, wrap=True)
        if on:
            at = QRectF(rect.width() - pad - side + 4, rect.center().y() - side / 2, side, side)
            paint_icon(painter, "check", at, colours.accent, fill)
        painter.end()


class OptionRows(QWidget):
    """A choice, or none yet; figures choose, Up and Down move, Backspace clears."""

    chosen = Signal(str)
    cleared = Signal()

    def __init__(self, name: str, options: Sequence[RowOption]) -> None:
        super().__init__()
        self._name, self._value = name, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._rows = [_Row(option, name) for option in options]
        for row in self._rows:
            column.addWidget(row)
            row.clicked.connect(lambda _on=False, key=row.option.key: self._choose(key))
        self.set_value("")

    @property
    def value(self) -> str:
        """The key chosen, or an empty string."""
        return self._value

    def set_value(self, key: str) -> None:
        """Show a choice, or none; says nothing to listeners."""
        self._value = key
        at = next((row for row in self._rows if row.option.key == key), None)
        tick(self, self._rows, at)
        speak(self, self._name, at.option.name if at else "Not answered")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Figures choose, Up and Down move, Backspace clears."""
        typed = next((row.option.key for row in self._rows if event.text() and row.option.figure == event.text()), "")
        if typed:
            self._choose(typed)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            move_focus(self._rows, 1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Backspace and self._value:
            self.set_value("")
            self.cleared.emit()
        else:
            event.ignore()

    def _choose(self, key: str) -> None:
        changed = key != self._value
        self.set_value(key)
        if changed:
            self.chosen.emit(key)
