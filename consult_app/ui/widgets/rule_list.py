"""The list of rules: label, and the icon and word of what each can lead to; one stop of the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from consult_app.ui.icons import paint_icon
from consult_app.ui.office.protocol_view import RuleEntry
from consult_app.ui.theme import RADIUS, RADIUS_CARD, current_theme
from consult_app.ui.widgets.painted import paint_box, paint_line, paint_text

ENTRY = Qt.ItemDataRole.UserRole
SIDE, TOP, ICON, GAP, LINE = 16, 8, 16, 6, 18
Index = QModelIndex | QPersistentModelIndex
TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class RuleList(QListWidget):
    """Says which rule is chosen; Enter asks to read it, Up on the first one goes back to the search."""

    chosen = Signal(str)
    read_wanted = Signal()
    left_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rules")
        self.setProperty("ground", "card")
        self.setItemDelegate(_RuleDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        # Rows stay clear of the card's round corners.
        self.setViewportMargins(1, RADIUS_CARD, 1, RADIUS_CARD)
        self.currentItemChanged.connect(self._choose)

    def show_entries(self, entries: Sequence[RuleEntry]) -> None:
        """Show rules; the chosen one stays chosen while it is among them, else the first is."""
        kept = self.chosen_key
        with QSignalBlocker(self):
            self.clear()
            for entry in entries:
                item = QListWidgetItem(entry.label, self)
                item.setData(ENTRY, entry)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.label}, {entry.state.word}")
        keys = [entry.key for entry in entries]
        if keys:
            self.setCurrentRow(keys.index(kept) if kept in keys else 0)

    @property
    def chosen_key(self) -> str:
        """The key of the chosen rule, empty for none."""
        item = self.currentItem()
        return str(item.data(ENTRY).key) if item is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter reads, Up on the first leaves the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.read_wanted.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentRow() <= 0:
            self.left_up.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Long labels take another line in a narrow list."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(ENTRY).key)


class _RuleDelegate(QStyledItemDelegate):
    """Paints one rule."""

    def __init__(self, shown: RuleList) -> None:
        super().__init__(shown)
        self._list = shown

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As wide as the list, as high as its lines."""
        theme, width = current_theme(), self._list.viewport().width()
        height = self._label_height(index.data(), width) + theme.px(LINE) + theme.px(2 * TOP + 2)
        return QSize(width, max(height, theme.px(56)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, label, icon and word."""
        theme, colours, entry = current_theme(), current_theme().colours, index.data(ENTRY)
        box = QRectF(option.rect)
        state = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        is_under = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = colours.accent_tint if is_chosen else colours.hover if is_under else colours.surface
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_box(painter, box, ground)
        paint_line(painter, box.bottomLeft(), box.bottomRight(), colours.line)
        if is_chosen and self._list.hasFocus():
            paint_box(painter, box.adjusted(2, 2, -2, -2), "", colours.focus, width=2, radius=RADIUS)
        inner = box.adjusted(theme.px(SIDE), theme.px(TOP), -theme.px(SIDE), -theme.px(TOP))
        paint_text(painter, inner, entry.label, theme.font(bold=True), colours.text, align=TOP_LEFT, wrap=True)
        line = inner.adjusted(0, inner.height() - theme.px(LINE), 0, 0)
        self._paint_state(painter, line, entry, ground)
        painter.restore()

    def _paint_state(self, painter: QPainter, line: QRectF, entry: RuleEntry, ground: str) -> None:
        theme, outcome = current_theme(), entry.state.outcome
        side = theme.px(ICON)
        ink = theme.state(outcome).ink if outcome else theme.colours.text_2
        name = theme.state(outcome).icon if outcome else "info"
        paint_icon(painter, name, QRectF(line.x(), line.y() + (line.height() - side) / 2, side, side), ink, ground)
        words = line.adjusted(side + theme.px(GAP), 0, 0, 0)
        paint_text(painter, words, entry.state.word, theme.font("small", bold=bool(outcome)), ink)

    def _label_height(self, text: str, width: int) -> int:
        theme = current_theme()
        room = width - 2 * theme.px(SIDE)
        metrics = QFontMetrics(theme.font(bold=True))
        return metrics.boundingRect(0, 0, room, 1000, int(Qt.TextFlag.TextWordWrap.value), text).height()
