"""What the clinic has in the room, as entries of its file: devices, and the numbing products in stock."""

import re
from typing import Any

from consult_app.clinical.practice import Device, Practice, Stock

NAMELESS = "device"


def devices_with(practice: Practice, device: Device) -> list[dict[str, Any]]:
    """The devices as they stand in the file, with this one in the place of the one of its id, or after the last."""
    others = {each.id: each for each in practice.devices}
    return [_device_entry(each) for each in (others | {device.id: device}).values()]


def products_with(practice: Practice, product: str, *, in_stock: bool) -> list[dict[str, Any]]:
    """The products as they stand in the file, with this one in stock or not."""
    known = {each.id: each for each in practice.products}
    stock = known.get(product, Stock(id=product)).model_copy(update={"in_stock": "yes" if in_stock else "no"})
    return [_product_entry(each) for each in (known | {product: stock}).values()]


def new_device_id(label: str, practice: Practice) -> str:
    """An id for a device, made from its label, that no other has: pen_1, pen_1_2."""
    words = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")
    name = words if words[:1].isalpha() else f"{NAMELESS}_{words}".rstrip("_")
    taken, number = {each.id for each in practice.devices}, 2
    if name not in taken:
        return name
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def _device_entry(device: Device) -> dict[str, Any]:
    entry = device.model_dump(mode="json", exclude_defaults=True)
    listed = entry.get("contraindicated", ())
    # A rule that is simply ruled out stands by its id alone, as one would write it.
    short = [rule["id"] if set(rule) == {"id"} else rule for rule in listed]
    return entry | ({"contraindicated": short} if short else {})


def _product_entry(product: Stock) -> dict[str, Any]:
    return product.model_dump(exclude_defaults=True) | {"in_stock": product.in_stock}
