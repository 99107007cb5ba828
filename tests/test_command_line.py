"""The words after main.py: what opens the window, what runs without one, and what happens with no display."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from consult_app.__main__ import HEADLESS, has_display

ROOT = Path(__file__).parent.parent


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if "DISPLAY" not in name and name != "QT_QPA_PLATFORM"}
    return subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there a window can always be shown")
@pytest.mark.parametrize("arguments", [(), ("demo",)])
def test_without_a_display_the_commands_are_named(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert all(command in done.stderr for command in HEADLESS)


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({"QT_QPA_PLATFORM": "vnc:size=1280x800"}, "linux", True),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", False),
        ({"QT_QPA_PLATFORM": "wayland;xcb"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_where_a_window_can_be_shown(environment: dict[str, str], platform: str, expected: bool) -> None:
    assert has_display(environment, platform) is expected


def test_help_names_the_commands() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "self-test" in done.stdout


def test_an_unknown_command_is_bad_input() -> None:
    assert run("treat").returncode == 2


def test_a_home_before_the_command_is_no_command(tmp_path: Path) -> None:
    done = run("--home", str(tmp_path), "questions")
    assert done.returncode == 0
    assert done.stdout.startswith("[")


def test_the_self_test_walks_every_step() -> None:
    done = run("self-test")
    assert done.returncode == 0, done.stderr
    assert "7 steps" in done.stdout
