"""Settings of what is in the room: the devices with their instructions, and the numbing products in stock."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import CheckBox
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.list_row import Card
from consult_app.ui.widgets.notices import EmptyState, NoticeLine
from consult_app.ui.widgets.setting_row import SettingRow
from consult_app.ui.widgets.text import label

WHEN = "Changes count when the program is next opened"
HOW = "They are written into clinic.yaml. To take a device out, delete it there."
DEMO = "The demonstration keeps nothing, so these cannot be changed here"
STOCK = "What is in stock is offered first. With none ticked, all are offered alike."
NO_DEVICE = ("No device yet", "Until one is entered, each consultation asks what is used and how deep it reaches.")


@dataclass(frozen=True)
class EquipmentRow:
    """A device or product: its key, its name, what is set about it, and whether it is in stock."""

    key: str
    name: str
    line: str
    in_stock: bool = True


class EquipmentSettings(QWidget):
    """Asks for a device to be changed (its key, empty for a new one), and says which product is in stock or not."""

    device_wanted = Signal(str)
    stock_chosen = Signal(str, bool)

    def __init__(self, *, is_demo: bool) -> None:
        super().__init__()
        self._is_demo = is_demo
        self.add = Button("Add a device", icon="plus")
        self.add.setObjectName("add_device")
        self.add.clicked.connect(lambda: self.device_wanted.emit(""))
        self.add.setEnabled(not is_demo)
        self._devices, self._products = QVBoxLayout(), QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(label("Devices", "heading"), 1)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(NoticeLine("info", DEMO) if is_demo else NoticeLine("info", WHEN, HOW))
        column.addLayout(head)
        column.addLayout(self._devices)
        column.addSpacing(8)
        column.addWidget(label("Numbing products", "heading"))
        column.addWidget(label(STOCK, "small", "second", wrap=True))
        column.addLayout(self._products)
        column.addStretch()

    def show_equipment(self, devices: Sequence[EquipmentRow], products: Sequence[EquipmentRow]) -> None:
        """Show what the file holds."""
        empty(self._devices)
        empty(self._products)
        rows = [self._device_row(each) for each in devices]
        self._devices.addWidget(Card(rows) if rows else EmptyState("settings", *NO_DEVICE))
        self._products.addWidget(Card([self._product_row(each) for each in products]))

    def _device_row(self, device: EquipmentRow) -> QWidget:
        button = Button("Change", icon="edit")
        button.setObjectName(f"change_{device.key}")
        button.setAccessibleName(f"Change {device.name}")
        button.setEnabled(not self._is_demo)
        button.clicked.connect(lambda: self.device_wanted.emit(device.key))
        return SettingRow(device.name, device.line, button)

    def _product_row(self, product: EquipmentRow) -> QWidget:
        box = CheckBox("In stock")
        box.setObjectName(f"stock_{product.key}")
        box.setAccessibleName(f"{product.name}: in stock")
        box.setChecked(product.in_stock)
        box.setEnabled(not self._is_demo)
        box.clicked.connect(lambda on: self.stock_chosen.emit(product.key, on))
        return SettingRow(product.name, product.line, box)
