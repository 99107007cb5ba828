"""Garbage in tests that show windows: collected between them, on the thread of the window, as the program does it."""

import gc
from collections.abc import Iterator

import pytest

from consult_app.ui.collecting import collect_due


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Let no worker thread take down what a test left of a window."""
    gc.disable()
    yield
    collect_due()
    gc.enable()
