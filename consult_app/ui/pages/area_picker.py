"""The list beside the body map: every area by name, to search and to choose from."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from consult_app.ui.icons import icon_pixmap
from consult_app.ui.pages.area_places import Place
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.painted import speak

_ROW, _ROWS_SHOWN, _ICON = 40, 6, 18
_KEY = int(Qt.ItemDataRole.UserRole)


class AreaPicker(QWidget):
    """A search line; its list opens while it is used. Emits the key of the place chosen or left out."""

    toggled = Signal(str)

    def __init__(self, known: Sequence[Place]) -> None:
        super().__init__()
        self._known, self._chosen = known, set[str]()
        self.edit, self.list = QLineEdit(), QListWidget()
        self.edit.setObjectName("area_search")
        self.edit.setPlaceholderText("Find an area by name")
        self.edit.setClearButtonEnabled(True)
        speak(self.edit, "Find an area", "Type a name, then Down to the list")
        self.list.setObjectName("area_list")
        self.list.setIconSize(QSize(_ICON, _ICON))
        self._frame = QFrame()
        self._frame.setProperty("ground", "found")
        self._frame.hide()
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(2, 2, 2, 2)
        inner.addWidget(self.list)
        speak(self.list, "Areas", "Enter chooses or leaves out")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.edit)
        column.addWidget(self._frame)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._filter)
        self.edit.returnPressed.connect(self._take_first)
        self.list.itemClicked.connect(self._take)
        for part in (self.edit, self.list):
            part.installEventFilter(self)
        self.show_chosen(())

    def show_chosen(self, chosen: Collection[str]) -> None:
        """Tick the places that are requested."""
        if self.list.count() and set(chosen) == self._chosen:
            return
        self._chosen = set(chosen)
        row = self.list.currentRow()
        self.list.clear()
        for place in self._known:
            self.list.addItem(_item(place, is_chosen=place.key in chosen))
        self.list.setCurrentRow(row)
        self._filter(self.edit.text())

    def open(self) -> None:
        """Show the whole list and go to its search line."""
        self.edit.setFocus()
        self._show_list(open_=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Down opens the list, Up leaves it at its top, Esc closes it; leaving both closes it too."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event) or super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut and not (self.edit.underMouse() or self.list.underMouse()):
            self._show_list(open_=self.edit.hasFocus() or self.list.hasFocus())
        if event.type() == QEvent.Type.MouseButtonPress and watched is self.edit:
            self._show_list(open_=True)
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, in_list = event.key(), watched is self.list
        if key == Qt.Key.Key_Escape and self._frame.isVisible():
            self.edit.setFocus()
            self._show_list(open_=False)
        elif key == Qt.Key.Key_Down and not in_list:
            self._show_list(open_=True)
            self.list.setFocus()
            self._go_to_first()
        elif in_list and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take(self.list.currentItem())
        elif in_list and key == Qt.Key.Key_Up and self.list.currentRow() == self._first_row():
            self.edit.setFocus()
        else:
            return False
        return True

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold().split()
        for row in range(self.list.count()):
            name = self.list.item(row).text().casefold()
            self.list.item(row).setHidden(not all(part in name for part in wanted))
        if wanted and self.edit.hasFocus():
            self._show_list(open_=True)

    def _show_list(self, *, open_: bool) -> None:
        shown = sum(not self.list.item(row).isHidden() for row in range(self.list.count()))
        self.list.setFixedHeight(current_theme().px(_ROW * min(max(shown, 1), _ROWS_SHOWN) + 4))
        self._frame.setVisible(open_)

    def _first_row(self) -> int:
        return next((row for row in range(self.list.count()) if not self.list.item(row).isHidden()), -1)

    def _go_to_first(self) -> None:
        if self.list.currentRow() < 0 or self.list.currentItem().isHidden():
            self.list.setCurrentRow(self._first_row())

    def _take_first(self) -> None:
        if self.edit.text().strip() and (row := self._first_row()) >= 0:
            self._take(self.list.item(row))
            self.edit.clear()
            self._filter("")
            self._show_list(open_=False)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.toggled.emit(str(item.data(_KEY)))


def _item(place: Place, *, is_chosen: bool) -> QListWidgetItem:
    """A row of the list: a check mark where the place is chosen, and why it cannot be where it is not offered."""
    state = ", chosen" if is_chosen else "" if place.offered else ", not offered"
    item = QListWidgetItem(_mark(is_chosen=is_chosen), f"{place.name}{state}")
    item.setData(_KEY, place.key)
    item.setSizeHint(QSize(0, current_theme().px(_ROW)))
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    item.setFlags(flags if place.offered else Qt.ItemFlag.NoItemFlags)
    item.setToolTip(place.reason)
    return item


def _mark(*, is_chosen: bool) -> QIcon:
    colours = current_theme().colours
    if is_chosen:
        return QIcon(icon_pixmap("check", _ICON, colours.accent, colours.surface))
    empty = QPixmap(_ICON, _ICON)
    empty.fill(Qt.GlobalColor.transparent)
    return QIcon(empty)
