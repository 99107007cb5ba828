"""Painted radio buttons in a group: Tab reaches the one chosen, arrows go round, Space chooses."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from consult_app.ui.widgets.option_rows import OptionRows, RowOption
from consult_app.ui.widgets.scar_grade_cards import GradeView, ScarGradeCards
from consult_app.ui.widgets.segmented import ANSWERS, Segmented

DOWN, UP, RIGHT, LEFT = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Left
Group = OptionRows | ScarGradeCards | Segmented


def rows() -> OptionRows:
    return OptionRows("Redness", [RowOption(str(at), str(at), f"Grade {at}") for at in range(3)])


def cards() -> ScarGradeCards:
    return ScarGradeCards("Scar grade", [GradeView(at, f"Grade {at}", "Test") for at in (1, 2, 3)])


def segments() -> Segmented:
    return Segmented("Answer", ANSWERS)


@pytest.mark.parametrize(("make", "onward", "back"), [(rows, DOWN, UP), (cards, RIGHT, LEFT), (segments, RIGHT, LEFT)])
def test_arrows_go_round_and_space_chooses(
    qtbot: QtBot, make: Callable[[], Group], onward: Qt.Key, back: Qt.Key
) -> None:
    group = make()
    qtbot.addWidget(group)
    group.show()
    group.activateWindow()
    first, second, third = group.findChildren(QRadioButton)
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, back)
    assert third.hasFocus()
    qtbot.keyClick(third, onward)
    assert first.hasFocus()
    qtbot.keyClick(first, onward)
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert [tile.isChecked() for tile in (first, second, third)] == [False, True, False]


@pytest.mark.parametrize("make", [rows, cards, segments])
def test_tab_reaches_one_of_the_group(qtbot: QtBot, make: Callable[[], Group]) -> None:
    group = make()
    qtbot.addWidget(group)
    tiles = group.findChildren(QRadioButton)
    tab = [bool(tile.focusPolicy() & Qt.FocusPolicy.TabFocus) for tile in tiles]
    assert (tab, group.focusProxy()) == ([True, False, False], tiles[0])
    tiles[2].click()
    tab = [bool(tile.focusPolicy() & Qt.FocusPolicy.TabFocus) for tile in tiles]
    assert (tab, group.focusProxy()) == ([False, False, True], tiles[2])
