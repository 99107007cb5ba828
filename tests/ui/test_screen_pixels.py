"""What can be read, seen and reached on the screens: text and edges by their pixels, and every control by Tab."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from consult_app.ui.appearance import apply_theme
from consult_app.ui.theme import ThemeName, load_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.text import label
from tests.ui.screen_pixels import faint, walk
from tests.ui.screen_stage import Stage
from tests.ui.screens import SCREENS, Screen

ALIKE = ("finished_", "fresh_", "long_name", "right_to_left", "lots_", "rules_did", "_empty", "set_up_working")
"""Screens with the same parts and colours as others are left to the check of the layout."""
LOOKED_AT = [screen for screen in SCREENS if not any(word in screen.name for word in ALIKE)]
STILL_LOADING = {"crowded_handouts"}
"""Where a preview takes the place of the bars while the keyboard goes around."""


@pytest.fixture(autouse=True)
def _dressed() -> None:
    """The stage dresses itself, and only when something changes: every window it holds is dressed anew each time."""


@pytest.fixture(scope="module")
def stage(qapp: QApplication) -> Iterator[Stage]:
    """One stage for all screens, for opening a practice takes its time."""
    made = Stage(qapp)
    yield made
    made.close()
    apply_theme(qapp, load_theme("light"))


@pytest.mark.parametrize("screen", LOOKED_AT, ids=lambda screen: screen.name)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_edges_stand_out(stage: Stage, screen: Screen, theme: ThemeName) -> None:
    stage.dress(theme, 1.0)
    shown = screen.open(stage)
    stage.settle()
    found = sorted(set(faint(shown)))
    stage.clear()
    assert found == []


@pytest.mark.parametrize("screen", [s for s in LOOKED_AT if s.name not in STILL_LOADING], ids=lambda s: s.name)
def test_tab_reaches_every_control_and_shows_where_it_is(stage: Stage, screen: Screen) -> None:
    stage.dress("light", 1.0)
    shown = screen.open(stage)
    shown.activateWindow()
    stage.settle()
    without_mark, missed = walk(shown)
    stage.clear()
    assert (without_mark, missed) == ([], [])


def test_what_is_too_faint_is_found(qtbot: QtBot, stage: Stage) -> None:
    stage.dress("light", 1.0)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    pale = label("Too faint to read")
    pale.setStyleSheet("color: #cfc8bd")
    for part in (pale, label("Dark enough"), Button("Save")):
        column.addWidget(part)
    page.show()
    qtbot.waitExposed(page)
    assert [each.partition(" reaches")[0] for each in faint(page)] == ["QLabel “Too faint to read” in QWidget"]
