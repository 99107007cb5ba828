"""Devices and products in Settings: shown from the clinic's file, and changed in it."""

from PySide6.QtCore import QObject

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.equipment import devices_with, new_device_id, products_with
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.practice import Device, Practice
from consult_app.ui.pages.device_dialog import DeviceDialog, DeviceOffers
from consult_app.ui.pages.settings_equipment import EquipmentRow, EquipmentSettings
from consult_app.ui.settings.keeping import Keep, keep_entered
from consult_app.ui.settings.settings_words import KINDS, device_words


class Equipment(QObject):
    """Serves the page of devices and products."""

    def __init__(self, page: EquipmentSettings, catalogue: Catalogue, keep: Keep) -> None:
        super().__init__(page)
        self._page, self._catalogue, self._keep = page, catalogue, keep
        self._practice = catalogue.practice
        page.device_wanted.connect(self._ask)
        page.stock_chosen.connect(self._stock)

    def show(self, practice: Practice) -> None:
        """Show what the file holds now."""
        self._practice, known = practice, self._catalogue.anaesthesia.products.values()
        devices = [EquipmentRow(each.id, each.label, device_words(each, self._catalogue)) for each in practice.devices]
        stock = {each.id for each in practice.products if each.in_stock == "yes"}
        products = [EquipmentRow(each.id, each.label, each.never, each.id in stock) for each in known if not each.never]
        self._page.show_equipment(devices, products)

    def _ask(self, key: str) -> None:
        device = self._practice.device(key) if key else None
        dialog = DeviceDialog(
            self._page, _offers(self._catalogue), lambda label: new_device_id(label, self._practice), device
        )
        dialog.wanted.connect(lambda entered: self._keep_device(dialog, entered))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep_device(self, dialog: DeviceDialog, device: Device) -> None:
        keep_entered(self._keep, "devices", lambda practice: devices_with(practice, device), dialog)

    def _stock(self, product: str, in_stock: bool) -> None:
        self._keep("products", lambda practice: products_with(practice, product, in_stock=in_stock), lambda: None, None)


def _offers(catalogue: Catalogue) -> DeviceOffers:
    areas = [(key, area_words(key, catalogue)) for key in catalogue.areas]
    rules = sorted(((rule.id, rule.label) for rule in catalogue.rules.values()), key=lambda pair: pair[1].lower())
    return DeviceOffers(tuple(KINDS.items()), areas, rules)
