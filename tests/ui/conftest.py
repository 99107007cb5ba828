"""Sets up Qt for the window's tests: no screen needed, our fonts and theme in place."""

import os

import pytest
from PySide6.QtWidgets import QApplication

from consult_app.ui.appearance import apply_theme, load_fonts
from consult_app.ui.theme import current_theme, load_theme
from tests.collected import collected_here  # noqa: F401 (used by every test)


def pytest_configure(config: pytest.Config) -> None:
    """Draw off screen unless only the tests that want a real window are asked for."""
    if config.getoption("markexpr") != "xvfb":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def _dressed(request: pytest.FixtureRequest, qapp: QApplication) -> None:
    if request.node.get_closest_marker("xvfb") and os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        pytest.skip("wants a real window: run with -m xvfb")
    load_fonts(qapp)
    light = load_theme("light")
    if current_theme() != light or not qapp.styleSheet():  # every widget there is would be styled anew
        apply_theme(qapp, light)
