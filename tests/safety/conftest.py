"""Lets the tests that open the window draw off screen."""

import os

import pytest

from tests.collected import collected_here  # noqa: F401 (used by every test)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("markexpr") != "xvfb":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
