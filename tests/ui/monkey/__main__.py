"""Lets the monkey play: ``python -m tests.ui.monkey --events 100000 --seed 1``; the exit status tells of faults."""

import argparse
import faulthandler
import os
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Play in a practice of its own, in a folder that is thrown away."""
    parser = argparse.ArgumentParser(prog="python -m tests.ui.monkey")
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tell", action="store_true", help="print every act as it is done")
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    faulthandler.enable()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["HOME"] = name  # whatever a dialog offers first lies in here as well
        os.chdir(folder)
        return _play(folder, given.events, given.seed, tells=given.tell)


def _play(folder: Path, events: int, seed: int, *, tells: bool) -> int:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from consult_app.ui.collecting import Collecting
    from tests.ui.monkey.play import Play
    from tests.ui.monkey.practice import make_practice

    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    qt = QApplication(["monkey"])
    Collecting(qt)
    make_practice(folder / "home")
    began = time.monotonic()
    outcome = Play(qt, folder / "home", seed, tells=tells).run(lambda done: done < events)
    spent = time.monotonic() - began
    print(f"seed {seed}: {outcome.events} events in {spent:.0f} s; {outcome.kept}")  # noqa: T201
    print(f"  acts {outcome.counts}\n  seen {outcome.seen}")  # noqa: T201
    for fault in outcome.faults:
        print(f"FAULT {fault}")  # noqa: T201
    if outcome.faults:
        print("the last events:", *outcome.last, sep="\n  ")  # noqa: T201
    sys.stdout.flush()
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)
