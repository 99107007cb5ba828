"""Nothing on any screen overlaps, is cut off, is too small to hit or has no name."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from consult_app.ui.appearance import apply_theme
from consult_app.ui.theme import load_theme
from tests.ui.screen_stage import Stage
from tests.ui.screen_structure import faults
from tests.ui.screens import SCREENS, Screen

NARROW, USUAL = (1024, 700), (1280, 800)
SIZES = (USUAL, NARROW)


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


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
@pytest.mark.parametrize("size", SIZES, ids=["usual", "narrow"])
def test_everything_has_its_place(stage: Stage, screen: Screen, size: tuple[int, int]) -> None:
    stage.dress("light", 1.0)
    stage.resize(size)
    shown = screen.open(stage)
    stage.settle()
    found = sorted(set(faults(shown)))
    stage.clear()
    assert found == []
