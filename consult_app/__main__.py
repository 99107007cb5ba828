"""Reads the command line: a headless command, the demonstration, or the window."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

HEADLESS = (
    "assess",
    "explain",
    "plan",
    "document",
    "handouts",
    "questions",
    "recheck",
    "protocol",
    "records",
    "check-knowledge",
    "self-test",
)
_NEEDS_SCREEN = ("", "xcb", "wayland")
NO_DISPLAY = (
    "There is no display to open the window on; without one these commands work: " + ", ".join(HEADLESS) + ".\n"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for and return the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    command = _command(arguments)
    if command == "self-test":
        from consult_app.ui.self_test import run as self_test  # noqa: PLC0415 (Qt is loaded only when asked for)

        return self_test(arguments[arguments.index(command) + 1 :])
    if command not in (None, "demo"):
        from consult_app.cli.running import run  # noqa: PLC0415 (the window starts without the commands)

        return run(arguments)
    return _open_window(arguments)


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be shown; asked before Qt starts, for Qt would abort."""
    if platform in ("win32", "darwin"):
        return True
    plugin = environment.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if plugin.startswith(_NEEDS_SCREEN[1:]) or not plugin:
        return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
    return True


def _command(arguments: Sequence[str]) -> str | None:
    """The first word that is neither an option nor the folder after ``--home``."""
    previous = ""
    for word in arguments:
        if not word.startswith("-") and previous != "--home":
            return word
        previous = word
    return None


def _open_window(arguments: Sequence[str]) -> int:
    parsed = _parser().parse_args(arguments)
    if not has_display(os.environ, sys.platform):
        sys.stderr.write(NO_DISPLAY)
        return 2
    from consult_app.ui.launch import run_demo, run_window  # noqa: PLC0415 (Qt is loaded only when asked for)

    return run_demo(parsed.today) if parsed.command == "demo" else run_window(parsed.home)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description="Microneedling Consult. Without a command the window opens.",
        epilog=f"Commands without a window: {', '.join(HEADLESS)}; each explains itself with --help.",
    )
    parser.add_argument("command", nargs="?", choices=("demo",), help="open a made-up practice; nothing is kept")
    parser.add_argument("--home", type=Path, help="folder of the practice (else CONSULT_APP_HOME or the usual place)")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="the day the demonstration shows")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
