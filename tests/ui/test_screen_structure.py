"""Nothing on any screen overlaps, is cut off, is too small to hit or has no name: as it comes and at twice the text."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from consult_app.ui.appearance import apply_theme
from consult_app.ui.theme import load_theme
from tests.ui.screen_stage import Stage
from tests.ui.screen_structure import faults
from tests.ui.screens import SCREENS, Screen

NARROW, USUAL = (1024, 700), (1280, 800)
ROOMS = ((1.0, USUAL), (1.0, NARROW), (2.0, USUAL))


@pytest.fixture(scope="module")
def stage(qapp: QApplication) -> Iterator[Stage]:
    """One stage for all screens, for opening a practice takes its time."""
    made = Stage(qapp)
    yield made
    made.close()
    apply_theme(qapp, load_theme("light"))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
@pytest.mark.parametrize(("scale", "size"), ROOMS, ids=["usual", "narrow", "large_text"])
def test_everything_has_its_place(stage: Stage, screen: Screen, scale: float, size: tuple[int, int]) -> None:
    stage.dress("light", scale)
    stage.resize(size)
    found = sorted(set(faults(screen.open(stage))))
    stage.clear()
    assert found == []
