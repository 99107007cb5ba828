"""Devices and products in Settings: entered, checked, and written into the clinic's file beside what stood there."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consult_app.app import App
from consult_app.clinical.consultation import Practitioner
from consult_app.clinical.practice import Practice
from consult_app.knowledge.loader import catalogue_or_error, read_practice
from consult_app.records.opening import demo_records
from consult_app.settings import Settings
from consult_app.ui.background import Background
from consult_app.ui.pages.device_dialog import DeviceDialog
from consult_app.ui.settings.settings_place import SettingsPlace
from consult_app.ui.widgets.choice_field import CheckBox

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
CLINIC = """\
format: 1
minimum_age: 21  # not eighteen
devices:
  - {id: pen_1, label: Pen 1, kind: pen, max_depth_mm: 2.5, contraindicated: [{id: isotretinoin_current, level: defer}]}
"""


@pytest.fixture
def place(tmp_path: Path, qtbot: QtBot) -> Iterator[SettingsPlace]:
    (tmp_path / "clinic.yaml").write_text(CLINIC, "utf-8")
    records = demo_records(Practitioner(name="Jo Brennan", role="nurse"), lambda: NOON)
    background = Background()
    made = SettingsPlace(App(Settings(tmp_path), catalogue_or_error(CLINIC), records, lambda: NOON), background)
    qtbot.addWidget(made)
    made.resize(1024, 640)
    made.show()
    made.open_section("equipment")
    wait(made, qtbot)
    yield made
    wait(made, qtbot)
    background.finish()
    records.close()


def wait(place: SettingsPlace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not place._background.busy, timeout=30_000)


def written(place: SettingsPlace) -> Practice:
    text = (place._app.settings.home / "clinic.yaml").read_text("utf-8")
    assert "minimum_age: 21  # not eighteen" in text
    practice, problems = read_practice(text)
    assert problems == ()
    assert practice is not None
    return practice


def press(place: QWidget, name: str, qtbot: QtBot) -> None:
    (control,) = place.findChildren(QWidget, name)
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton)


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
    assert (place._app.settings.home / "clinic.yaml").read_text("utf-8") == CLINIC
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
