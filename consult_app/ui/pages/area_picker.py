"""The list beside the body map: every area by name, to search and to choose from."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from consult_app.ui.pages.area_places import Place
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.painted import speak

_ROW, _ROWS_SHOWN = 40, 6
_KEY = int(Qt.ItemDataRole.UserRole)


class AreaPicker(QWidget):
    """A search line; its list opens while it is used. Emits the key of the place chosen or left out."""

    toggled = Signal(str)

    def __init__(self, known: Sequence[Place]) -> None:
        super().__init__()
        self._known = known
        self.edit, self.list = QLineEdit(), QListWidget()
        self.edit.setObjectName("area_search")
        self.edit.setPlaceholderText("Find an area by name")
        self.edit.setClearButtonEnabled(True)
        speak(self.edit, "Find an area", "Type a name, then Down to the list")
        self.list.setObjectName("area_list")
        self.list.setProperty("framed", "true")
        self.list.hide()
        speak(self.list, "Areas", "Enter chooses or leaves out")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.edit)
        column.addWidget(self.list)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._filter)
        self.edit.returnPressed.connect(self._take_first)
        self.list.itemClicked.connect(self._take)
        for part in (self.edit, self.list):
            part.installEventFilter(self)
        self.show_chosen(())

    def show_chosen(self, chosen: Collection[str]) -> None:
        """Tick the places that are requested."""
        row = self.list.currentRow()
        self.list.clear()
        for place in self._known:
            item = QListWidgetItem(place.name if place.offered else f"{place.name}, not offered")
            item.setData(_KEY, place.key)
            item.setCheckState(Qt.CheckState.Checked if place.key in chosen else Qt.CheckState.Unchecked)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags if place.offered else Qt.ItemFlag.NoItemFlags)
            item.setToolTip(place.reason)
            self.list.addItem(item)
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
        if key == Qt.Key.Key_Escape and self.list.isVisible():
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
        self.list.setVisible(open_)

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
