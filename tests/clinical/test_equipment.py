"""Devices and products as entries of the clinic's file: one changed, the others as they were, ids never shared."""

from hypothesis import given
from hypothesis import strategies as st

from consult_app.clinical.equipment import devices_with, new_device_id, products_with
from consult_app.clinical.practice import Device, Practice

PEN = {"id": "pen_1", "label": "Pen 1", "kind": "pen", "max_depth_mm": 2.5}
FILE = {
    "format": 1,
    "devices": [
        PEN
        | {
            "ifu": {"title": "Pen 1 instructions", "date": "2025-03-01"},
            "contraindicated": ["pregnancy", {"id": "isotretinoin_current", "level": "defer"}],
            "areas": ["face_cheeks"],
        },
        {"id": "stamp_1", "label": "Stamp", "kind": "stamp", "max_depth_mm": 1},
    ],
    "products": [{"id": "lidocaine_prilocaine", "label": "Our cream", "in_stock": "yes"}],
}
PRACTICE = Practice.model_validate(FILE)


def test_a_changed_device_keeps_its_place_and_what_was_not_touched() -> None:
    pen = PRACTICE.devices[0].model_copy(update={"max_depth_mm": 2.0})
    entries = devices_with(PRACTICE, pen)
    assert entries[0]["max_depth_mm"] == 2.0
    assert entries[0]["contraindicated"] == ["pregnancy", {"id": "isotretinoin_current", "level": "defer"}]
    assert Practice.model_validate({"format": 1, "devices": entries}).devices == (pen, PRACTICE.devices[1])


def test_a_new_device_comes_last() -> None:
    roller = Device.model_validate({"id": "roller_1", "label": "Roller", "kind": "roller", "max_depth_mm": 0.5})
    entries = devices_with(PRACTICE, roller)
    assert [entry["id"] for entry in entries] == ["pen_1", "stamp_1", "roller_1"]
    assert Practice.model_validate({"format": 1, "devices": entries}).devices[:2] == PRACTICE.devices


def test_a_product_goes_out_of_stock_under_its_own_label_and_another_comes_in() -> None:
    out = products_with(PRACTICE, "lidocaine_prilocaine", in_stock=False)
    assert out == [{"id": "lidocaine_prilocaine", "label": "Our cream", "in_stock": "no"}]
    both = products_with(PRACTICE, "lidocaine_4_uk", in_stock=True)
    assert both[1] == {"id": "lidocaine_4_uk", "in_stock": "yes"}


@given(st.text(min_size=1))
def test_any_name_gives_an_id_that_is_allowed_and_no_other_device_has(label: str) -> None:
    name = new_device_id(label, PRACTICE)
    assert name not in {"pen_1", "stamp_1"}
    assert Device.model_validate(PEN | {"id": name}).id == name


def test_an_id_is_told_from_one_that_is_taken() -> None:
    assert new_device_id("Pen 1", PRACTICE) == "pen_1_2"
    assert new_device_id("Дермапен", PRACTICE) == "device"
    second = Device.model_validate(PEN | {"id": "pen_1_2"})
    both = PRACTICE.model_copy(update={"devices": (*PRACTICE.devices, second)})
    assert new_device_id("Pen 1", both) == "pen_1_3"
