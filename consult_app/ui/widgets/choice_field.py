"""One choice from a list that opens, and any number of choices from a row of boxes."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QStyledItemDelegate, QWidget

from consult_app.ui.icons import paint_icon
from consult_app.ui.theme import CONTROL_HEIGHT, RADIUS_SMALL, current_theme
from consult_app.ui.widgets.field import Field
from consult_app.ui.widgets.flow import Flow
from consult_app.ui.widgets.painted import paint_box, paint_text, painter_for, speak
from consult_app.ui.widgets.spoken_toggle import SpokenToggle

_NARROWEST, _AROUND_WORDS = 120, 52
_BOX, _FEW_WORDS = 22, 160


class _Combo(QComboBox):
    """A combo box with our own arrow that a passing scroll wheel cannot change; pointed at, it shows a long choice."""

    def __init__(self) -> None:
        super().__init__()
        self.currentTextChanged.connect(self._tell)
        self.view().selectionModel().selectionChanged.connect(lambda: QTimer.singleShot(0, self, self._take_selected))

    def _take_selected(self) -> None:
        """Assistive technology selects a line without going to it, as pointer and keys do: that is a choice too."""
        view = self.view()
        row = next((index.row() for index in view.selectionModel().selectedIndexes()), -1)
        if row >= 0 and row != view.currentIndex().row() and row != self.currentIndex():
            self.hidePopup()
            self.setCurrentIndex(row)
            self.activated.emit(row)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(min(super().minimumSizeHint().width(), current_theme().px(_NARROWEST)), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        words, around = self.currentText(), current_theme().px(_AROUND_WORDS)
        is_short = self.fontMetrics().horizontalAdvance(words) + around > self.width()
        self.setToolTip(words if is_short else "")

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        theme, painter = current_theme(), painter_for(self)
        side = theme.px(16)
        left = theme.px(12) if self.isRightToLeft() else self.width() - side - theme.px(14)
        ink = theme.colours.text_2 if self.isEnabled() else theme.colours.text_off
        paint_icon(
            painter, "chevron_down", QRectF(left, (self.height() - side) / 2, side, side), ink, theme.colours.surface
        )
        painter.end()


class ChoiceField(Field):
    """A choice from a list of (key, label); nothing is chosen until someone chooses."""

    chosen = Signal(str)

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], *, placeholder: str = "Choose", inline: bool = False
    ) -> None:
        self.combo = _Combo()
        self.combo.setItemDelegate(QStyledItemDelegate(self.combo))
        self.combo.setPlaceholderText(placeholder)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        super().__init__(name, self.combo, inline=inline)
        self.set_options(options)
        self.combo.activated.connect(lambda _at: self.chosen.emit(self.value))

    @property
    def value(self) -> str:
        """The key chosen, or an empty string."""
        return str(self.combo.currentData() or "")

    def set_value(self, key: str) -> None:
        """Show a choice, or none; says nothing to listeners."""
        self.combo.setCurrentIndex(self.combo.findData(key) if key else -1)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; keeps the one shown where it is still offered."""
        kept = self.value
        self.combo.clear()
        for key, text in options:
            self.combo.addItem(text, key)
        self.set_value(kept)

    def set_locked(self, locked: bool) -> None:
        """Show the choice without letting it change."""
        self.combo.setEnabled(not locked)


class CheckBox(SpokenToggle, QCheckBox):
    """A check box drawn in our colours, large enough to touch; its words go on in the next line where they must."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.hear_toggles()
        policy = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Box, gap and words, one control high."""
        theme = current_theme()
        width = QFontMetrics(theme.font()).horizontalAdvance(self.text())
        return QSize(width + theme.px(_BOX + 10), theme.px(CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Some words in a line."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), current_theme().px(_FEW_WORDS)), whole.height())

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """It grows when it gets narrower."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Room for the lines its words take."""
        theme, one = current_theme(), self.sizeHint()
        if width >= one.width():
            return one.height()
        room = QRect(0, 0, width - theme.px(_BOX + 8), 1 << 16)
        flags = int(Qt.TextFlag.TextWordWrap.value)
        return max(one.height(), QFontMetrics(theme.font()).boundingRect(room, flags, self.text()).height() + 4)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Measure again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint box, tick and words."""
        theme, painter = current_theme(), painter_for(self)
        colours, side = theme.colours, theme.px(_BOX)
        left = self.width() - side if self.isRightToLeft() else 0
        box = QRectF(left, (self.height() - side) / 2, side, side)
        on = self.isChecked() and self.isEnabled()
        fill = colours.accent if on else colours.surface if self.isEnabled() else colours.inset
        focus = colours.text if on else colours.focus
        edge = focus if self.hasFocus() else colours.accent if on else colours.line_strong
        paint_box(painter, box, fill, edge, width=2 if self.hasFocus() else 1, radius=theme.px(RADIUS_SMALL))
        if self.isChecked():
            ink = colours.on_accent if on else colours.text_2
            paint_icon(painter, "check", box.adjusted(3, 3, -3, -3), ink, colours.surface)
        gap = theme.px(8)
        words = QRectF(self.rect()).adjusted(0 if left else side + gap, 0, -(side + gap) if left else 0, 0)
        align = Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if left else Qt.AlignmentFlag.AlignLeft)
        ink = colours.text if self.isEnabled() else colours.text_2
        paint_text(painter, words, self.text(), theme.font(), ink, align=align, wrap=True)
        painter.end()

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802
        """The words belong to the box."""
        return self.rect().contains(position)


class CheckGroup(QWidget):
    """Boxes of which any number may be ticked."""

    changed = Signal(object)

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._name = name
        row = Flow(20, between=0)
        self.setLayout(row)
        self._boxes = {key: CheckBox(text) for key, text in options}
        for box in self._boxes.values():
            row.addWidget(box)
            box.setAccessibleName(f"{box.text()}. {name}")
            box.clicked.connect(self._report)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))
        self._speak()

    @property
    def value(self) -> tuple[str, ...]:
        """The keys ticked, in the order shown."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def set_value(self, keys: Sequence[str]) -> None:
        """Tick these and no others; says nothing to listeners."""
        for key, box in self._boxes.items():
            box.setChecked(key in keys)
        self._speak()

    def set_locked(self, locked: bool) -> None:
        """Show the ticks without letting them change."""
        for box in self._boxes.values():
            box.setEnabled(not locked)

    def _report(self) -> None:
        self._speak()
        self.changed.emit(self.value)

    def _speak(self) -> None:
        speak(self, self._name, ", ".join(self._boxes[key].text() for key in self.value) or "None ticked")
