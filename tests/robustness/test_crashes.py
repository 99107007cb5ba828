"""A program killed at any moment has kept everything it had shown as saved (README says how to run the long form)."""

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="children are forked")
@pytest.mark.parametrize("seed", [1, 2])
def test_what_was_acknowledged_survives_every_kill(seed: int) -> None:
    program = [sys.executable, "-m", "tests.robustness.crashes", "--kills", "250", "--seed", str(seed)]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    kills, acknowledged, during_a_save, _while_opening = (int(word) for word in done.stdout.split() if word.isdigit())
    assert kills == 250
    assert acknowledged > kills
    assert during_a_save > kills // 5
