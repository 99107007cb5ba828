"""Every region can be reached and chosen by pointer and by keyboard, on the client's own side."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.appearance import apply_theme
from consult_app.ui.theme import load_theme
from consult_app.ui.widgets.body_art import load_art, read_path
from consult_app.ui.widgets.body_layout import BodyLayout, paint_art
from consult_app.ui.widgets.body_map import BodyMap, RegionView


def _map(qtbot: QtBot) -> BodyMap:
    shown = BodyMap()
    qtbot.addWidget(shown)
    shown.resize(400, 440)
    shown.show_regions([RegionView(region, region) for region in shown.regions() if "head" not in region])
    shown.show()
    shown.setFocus()
    return shown


def _click(qtbot: QtBot, shown: BodyMap, region: str) -> None:
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=shown.centre(region).toPoint())


def test_the_artwork_has_its_regions() -> None:
    assert [len(load_art(side).regions) for side in ("front", "back", "face")] == [27, 23, 14]


def test_other_path_commands_are_refused() -> None:
    with pytest.raises((ValueError, KeyError)):
        read_path("M 0 0 Q 1 1 2 2 Z")


@pytest.mark.parametrize(("width", "height"), [(0, 0), (0, 440), (400, 0)])
def test_a_map_without_room_has_an_empty_picture(width: int, height: int) -> None:
    layout = BodyLayout(("front", "back"), width, height)
    assert paint_art("skin", layout, load_theme("light"), 1.0).isNull()
    shown = BodyMap()
    shown.resize(width, height)
    shown.grab()


def test_every_region_is_found_at_its_centre(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    assert [shown.region_at(shown.centre(region)) for region in shown.regions()] == shown.regions()


def test_left_is_the_clients_left(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    assert shown.centre("front:shoulders.left").x() > shown.centre("front:shoulders.right").x()
    assert shown.centre("back:shoulders.left").x() < shown.centre("back:shoulders.right").x()


def test_a_click_asks_to_choose(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    with qtbot.waitSignal(shown.toggled) as caught:
        _click(qtbot, shown, "back:upper_back")
    assert caught.args == ["back:upper_back"]


def test_a_region_not_offered_is_refused(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    with qtbot.assertNotEmitted(shown.toggled), qtbot.waitSignal(shown.refused) as caught:
        _click(qtbot, shown, "front:head")
    assert caught.args == ["front:head"]


def test_dragging_chooses_what_is_passed_over(qtbot: QtBot) -> None:
    shown, found = _map(qtbot), list[str]()
    shown.toggled.connect(found.append)
    start, end = shown.centre("back:upper_back"), shown.centre("back:mid_back")
    qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=start.toPoint())
    qtbot.mouseMove(shown, end.toPoint())
    qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=end.toPoint())
    assert found == ["back:upper_back", "back:mid_back"]


def test_tab_goes_through_the_regions_and_space_chooses(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    qtbot.waitUntil(shown.hasFocus)
    qtbot.keyClick(shown, Qt.Key.Key_Tab)
    qtbot.keyClick(shown, Qt.Key.Key_Tab)
    assert shown.focused_region() == shown.regions()[1]
    with qtbot.waitSignal(shown.toggled) as caught:
        qtbot.keyClick(shown, Qt.Key.Key_Space)
    assert caught.args == [shown.regions()[1]]


def test_tab_arrives_on_a_region_and_leaves_after_the_last(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before, shown, after = QLineEdit(), BodyMap(), QLineEdit()
    for part in (before, shown, after):
        column.addWidget(part)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert shown.focused_region() == shown.regions()[0]
    shown.focus_region(shown.regions()[-1])
    qtbot.keyClick(shown, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_arrows_go_to_the_next_region(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    shown.focus_region("back:upper_back")
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert shown.focused_region() == "back:mid_back"
    qtbot.keyClick(shown, Qt.Key.Key_Up)
    assert shown.focused_region() == "back:upper_back"


def test_f_turns_the_body_round(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    shown.show_sides(["front"])
    with qtbot.waitSignal(shown.flipped) as caught:
        qtbot.keyClick(shown, Qt.Key.Key_F)
    assert caught.args == ["back"]
    assert all(region.startswith("back:") for region in shown.regions())


def test_the_map_says_where_it_is_and_what_is_chosen(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    shown.show_regions([RegionView("back:upper_back", "Upper back", 1, "clearance")])
    shown.focus_region("back:upper_back")
    said = "Upper back, chosen, area 1, Needs medical clearance. Chosen: Upper back"
    assert shown.accessibleDescription() == said
    shown.focus_region("front:feet.left")
    assert shown.accessibleDescription().startswith("Left feet, not offered")


def test_a_chosen_area_changes_colour_and_dark_follows(qtbot: QtBot, qapp: QApplication) -> None:
    shown = _map(qtbot)
    spot = (shown.centre("back:upper_back") + QPointF(0, 16)).toPoint()
    before = shown.grab().toImage().pixelColor(spot)
    shown.show_regions([RegionView("back:upper_back", "Upper back", 1)])
    after = shown.grab().toImage().pixelColor(spot)
    assert before != after
    apply_theme(qapp, load_theme("dark"))
    assert shown.grab().toImage().pixelColor(spot).lightness() < after.lightness()
