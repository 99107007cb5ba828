"""Lets the tests that open the window draw off screen."""

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("markexpr") != "xvfb":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
