"""The self-test: loads everything, opens the window off screen, walks one made-up client through it, closes."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from consult_app.app import App
from consult_app.demo import demo_app
from consult_app.errors import ConsultError
from consult_app.settings import Settings
from consult_app.ui.appearance import Appearance
from consult_app.ui.main_window import MainWindow

PATIENCE_SECONDS, FIRST = 60, 1


def run(arguments: Sequence[str] = ()) -> int:
    """Return 0 when every step opened and the window closed, else 1 with one sentence."""
    parser = argparse.ArgumentParser(prog="main.py self-test", description=__doc__)
    parser.parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qt = QApplication.instance()
    qt = qt if isinstance(qt, QApplication) else QApplication(sys.argv[:1])
    Appearance(qt, "light")
    try:
        steps = walk()
    except ConsultError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"Everything loads; {len(steps)} steps opened: {', '.join(steps)}.\n")
    return 0


def walk() -> tuple[str, ...]:
    """Open the demonstration, go through every step of its first draft, and close; returns the steps."""
    settings = Settings(Path())

    def open_demo() -> App:
        return demo_app(settings)

    window = MainWindow(settings, open_demo)
    window.show()
    _wait(lambda: window.desk is not None, "The demonstration did not open.")
    desk = window.desk
    if desk is None:
        return ()
    desk.open_consultation(FIRST)
    _wait(lambda: desk.frame is not None, "The consultation did not open.")
    frame = desk.frame
    if frame is None or frame.state.summary is None:
        raise ConsultError("The rules could not run.", "Install the program again.")
    for step in frame.pages:
        frame.open_step(step)
        _wait(lambda: frame.saving.is_clean, "A step could not be saved.")
    window.close()
    _wait(lambda: not window.isVisible(), "The window did not close.")
    return tuple(frame.pages)


def _wait(met: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not met():
        if time.monotonic() > end:
            raise ConsultError(otherwise, "Install the program again.")
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()
