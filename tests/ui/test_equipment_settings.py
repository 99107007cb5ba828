"""Devices and products in Settings: entered, checked, and written into the clinic's file beside what stood there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.pages.device_dialog import DeviceDialog
from consult_app.ui.settings.settings_place import SettingsPlace
from consult_app.ui.widgets.choice_field import CheckBox
from tests.ui.settings_section import HEAD, clinic_text, opened, press, wait, written

CLINIC = (
    HEAD
    + """\
devices:
  - {id: pen_1, label: Pen 1, kind: pen, max_depth_mm: 2.5, contraindicated: [{id: isotretinoin_current, level: defer}]}
"""
)


@pytest.fixture
def place(tmp_path: Path, qtbot: QtBot) -> Iterator[SettingsPlace]:
    with opened("equipment", CLINIC, tmp_path, QSize(1024, 640), qtbot) as made:
        yield made


def dialog_of(place: SettingsPlace, qtbot: QtBot) -> DeviceDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in place.findChildren(DeviceDialog)))
    return next(one for one in place.findChildren(DeviceDialog) if one.isVisible())


def test_a_device_is_added_once_it_is_complete(place: SettingsPlace, qtbot: QtBot) -> None:
    press(place, "add_device", qtbot)
    dialog = dialog_of(place, qtbot)
    press(dialog, "way_on", qtbot)
    assert (dialog.label.error() != "", dialog.kind.error() != "", dialog.reach.error() != "") == (True, True, True)
    qtbot.keyClicks(dialog.label.edit, "Stamp, blue")
    dialog.kind.set_value("stamp")
    qtbot.keyClicks(dialog.reach.edit, "1.5")
    qtbot.keyClicks(dialog.version.edit, "2")
    dialog.areas.set_value(["face_cheeks"])
    dialog.rules.set_value(["pregnancy"])
    press(dialog, "way_on", qtbot)
    assert dialog.title.error() == "Type the title of the instructions."
    qtbot.keyClicks(dialog.title.edit, "Stamp leaflet")
    press(dialog, "way_on", qtbot)
    wait(place, qtbot)
    pen, stamp = written(place).devices
    assert (pen.id, stamp.id, stamp.kind, stamp.max_depth_mm) == ("pen_1", "stamp_blue", "stamp", 1.5)
    assert stamp.ifu is not None
    assert (stamp.ifu.title, stamp.areas, stamp.contraindicated[0].id) == (
        "Stamp leaflet",
        ("face_cheeks",),
        "pregnancy",
    )
    wait(place, qtbot)
    assert place.findChildren(QWidget, "change_stamp_blue")


def test_a_changed_device_keeps_its_id_and_the_levels_of_its_rules(place: SettingsPlace, qtbot: QtBot) -> None:
    press(place, "change_pen_1", qtbot)
    dialog = dialog_of(place, qtbot)
    assert (dialog.label.value, dialog.reach.value, dialog.kind.value) == ("Pen 1", 2.5, "pen")
    dialog.reach.edit.setText("2.0")
    dialog.rules.set_value(["isotretinoin_current", "pregnancy"])
    press(dialog, "way_on", qtbot)
    wait(place, qtbot)
    (pen,) = written(place).devices
    assert (pen.id, pen.max_depth_mm) == ("pen_1", 2.0)
    assert {rule.id: rule.level for rule in pen.contraindicated} == {
        "isotretinoin_current": "defer",
        "pregnancy": "do_not_treat",
    }


def test_what_does_not_pass_the_checks_is_refused_in_the_dialog_and_the_file_stays(
    place: SettingsPlace, qtbot: QtBot
) -> None:
    press(place, "change_pen_1", qtbot)
    dialog = dialog_of(place, qtbot)
    dialog.rules.set_value(["no_such_rule"])
    press(dialog, "way_on", qtbot)
    wait(place, qtbot)
    assert dialog.isVisible()
    assert dialog.label.error() != ""
    assert clinic_text(place) == CLINIC
    dialog.reject()


def test_a_product_is_ticked_into_stock_and_out_again(place: SettingsPlace, qtbot: QtBot) -> None:
    press(place, "stock_lidocaine_prilocaine", qtbot)
    wait(place, qtbot)
    assert [(one.id, one.in_stock) for one in written(place).products] == [("lidocaine_prilocaine", "yes")]
    (box,) = place.findChildren(CheckBox, "stock_lidocaine_prilocaine")
    assert box.isChecked()
    press(place, "stock_lidocaine_prilocaine", qtbot)
    wait(place, qtbot)
    assert [(one.id, one.in_stock) for one in written(place).products] == [("lidocaine_prilocaine", "no")]
