"""A monkey at the real window for a moment, each seed in a process of its own; the long run is a program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EVENTS = 100


@pytest.mark.parametrize("seed", [1, 2])
def test_random_use_raises_nothing_and_loses_nothing(seed: int) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.monkey", "--events", str(EVENTS), "--seed", str(seed)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
