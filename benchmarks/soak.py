"""A soak: random use of the real window for hours, with what it holds counted at intervals, so that growth is seen.

``python -m benchmarks.soak`` plays for two hours, ``--minutes 5`` for five; the seed makes it the same play again.
"""

import argparse
import gc
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from consult_app.ui.collecting import Collecting
from tests.ui.monkey.play import Play
from tests.ui.monkey.practice import make_practice

HOURS, INTERVALS = 2, 24
NAMES = ("resident MB", "threads", "timers", "widgets", "top windows", "objects of Python")
Counts = tuple[float, ...]


class Soak:
    """Counts what the process holds, at Today with nothing open, where the same is held each time if nothing leaks."""

    def __init__(self, seconds: float) -> None:
        self._until, self._every = time.monotonic() + seconds, seconds / INTERVALS
        self._next = time.monotonic()
        self.rows: list[tuple[int, Counts]] = []

    def goes_on(self, _events: int) -> bool:
        """Whether there is time left."""
        return time.monotonic() < self._until

    def look(self, play: Play) -> None:
        """Count, when it is time and only Today is on the screen."""
        desk = play.window.desk
        at_today = desk is not None and desk.frame is None and desk.session is None and play.window.gate is None
        if time.monotonic() < self._next or not at_today or QApplication.activeModalWidget() is not None:
            return
        self._next = time.monotonic() + self._every
        gc.collect()
        self.rows.append((play.outcome.events, counts(play.window)))
        print(f"{play.outcome.events:>8} acts  ", *(f"{value:10.0f}" for value in self.rows[-1][1]), flush=True)


def counts(window: QWidget) -> Counts:
    """What ``NAMES`` names; of Python's objects those Qt still has.

    The monkey looks for controls in the whole window, and PySide lets the window hold whatever was found in it so.
    """
    timers = sum(timer.isActive() for timer in window.findChildren(QTimer))
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    memory = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    python = sum(isinstance(each, QObject) and isValid(each) for each in gc.get_objects())
    return (
        memory,
        threading.active_count(),
        timers,
        len(QApplication.allWidgets()),
        len(QApplication.topLevelWidgets()),
        python,
    )


def growth(rows: Sequence[tuple[int, Counts]]) -> Counts:
    """How much of each is added by 1,000 acts, by the straight line through the second half, after all is warm."""
    half = rows[len(rows) // 2 :]
    acts = [row[0] / 1000 for row in half]
    return tuple(statistics.linear_regression(acts, [row[1][at] for row in half]).slope for at in range(len(NAMES)))


def main() -> int:
    """Play in a practice that is thrown away; the exit status tells of faults."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--minutes", type=float, default=HOURS * 60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        os.environ["HOME"] = name
        os.chdir(name)
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        qt, home = QApplication(["soak"]), Path(name) / "home"
        Collecting(qt)
        make_practice(home)
        soak = Soak(given.minutes * 60)
        print(f"{'':>15}", *(f"{each:>10}" for each in NAMES))
        outcome = Play(qt, home, given.seed, soak.look).run(soak.goes_on)
    print(f"{outcome.events} acts, seed {given.seed}; {outcome.kept}", *outcome.faults, *outcome.last, sep="\n")
    if len(soak.rows) > 3:
        told = (f"{each} {value:+.2f}" for each, value in zip(NAMES, growth(soak.rows), strict=True))
        print("growth by 1,000 acts:", ", ".join(told))
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)
