"""What one process of the window's benchmark does: a bare window, or this one up to a point; it prints its figures."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget

STARTED = "CONSULT_BENCHMARK_STARTED"
ANSWERS, PATIENCE_SECONDS, IDLE_SECONDS = 300, 60.0, 0.5


class _Bare(QMainWindow):
    """Nothing but a window."""


def main() -> None:
    """Do what the role says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("role", choices=("bare", "start", "today", "bare_answers", "answers"))
    parser.add_argument("number", nargs="?", type=int, default=1)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    if given.role == "bare":
        _bare()
    elif given.role == "start":
        _start(given.home)
    elif given.role == "today":
        _today(given.home)
    elif given.role == "bare_answers":
        _bare_answers()
    else:
        _answers(given.home, given.number)


def _tell(figures: dict[str, Any]) -> None:
    print(json.dumps(figures))
    sys.stdout.flush()
    os._exit(0)


def _since_start() -> dict[str, float]:
    clock = (time.monotonic() - float(os.environ[STARTED])) * 1000
    return {"ms": clock, "cpu_ms": time.process_time() * 1000}


def _bare() -> None:
    qt = QApplication(["bare"])
    _when_painted(_Bare, lambda: _later(lambda shown: _tell(shown | _memory())))
    window = _Bare()
    window.resize(1280, 800)
    window.show()
    qt.exec()


def _later(act: Callable[[dict[str, float]], None]) -> None:
    """Take the time now, the memory when all is idle."""
    shown = _since_start()
    QTimer.singleShot(round(IDLE_SECONDS * 1000), lambda: act(shown))


def _when_painted(kind: type[Any], act: Callable[[], None]) -> None:
    """Call once the first picture of a window of this kind is whole."""
    before = kind.paintEvent
    seen: list[bool] = []

    def paint(window: QMainWindow, event: QPaintEvent) -> None:
        before(window, event)
        if not seen:
            seen.append(True)
            QTimer.singleShot(0, act)

    kind.paintEvent = paint


def _start(home: Path) -> None:
    from consult_app.__main__ import main as run  # noqa: PLC0415 (its cost is what is measured)
    from consult_app.ui.main_window import MainWindow  # noqa: PLC0415 (see above)

    _when_painted(MainWindow, lambda: _tell(_since_start()))
    run(["--home", str(home)])


def _today(home: Path) -> None:
    from consult_app.records.derivation import FULL_COST, derive  # noqa: PLC0415 (see above)
    from tests.ui.monkey.practice import WORDS  # noqa: PLC0415 (see above)

    qt, window = _opened(home)
    until(qt, lambda: not window.background.busy)
    page = window.gate
    page.passphrase.edit.setText(WORDS)
    began, thread = time.perf_counter(), time.thread_time()
    page.button.click()
    until(qt, lambda: window.desk is not None and not window.background.busy)
    qt.processEvents()
    unlock, cpu = time.perf_counter() - began, time.thread_time() - thread
    keys = []
    for _ in range(3):
        began = time.perf_counter()
        derive(WORDS.encode(), bytes(16), FULL_COST)
        keys.append(time.perf_counter() - began)
    resting = time.monotonic() + IDLE_SECONDS
    until(qt, lambda: time.monotonic() > resting)
    _tell({"unlock_ms": unlock * 1000, "unlock_cpu_ms": cpu * 1000, "key_ms": min(keys) * 1000} | _memory())


def _opened(home: Path) -> tuple[QApplication, Any]:
    """The window at the passphrase, dressed as the program dresses it."""
    from consult_app.settings import Settings  # noqa: PLC0415 (see above)
    from consult_app.ui.appearance import Appearance  # noqa: PLC0415 (see above)
    from consult_app.ui.main_window import MainWindow  # noqa: PLC0415 (see above)

    qt, settings = QApplication(["window"]), Settings(home, theme="light")
    Appearance(qt, settings.theme)
    window: Any = MainWindow(settings)
    window.show()
    until(qt, lambda: window.gate is not None and bool(window.gate.who.value))
    return qt, window


def until(qt: QApplication, met: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    last = time.monotonic() + PATIENCE_SECONDS
    while not met():
        if time.monotonic() > last:
            raise TimeoutError
        qt.processEvents()
        time.sleep(0.0005)


def _memory() -> dict[str, float]:
    """Megabytes of this process: what lies in memory, and its fair share of that."""
    wanted = {"Rss:": "rss_mb", "Pss:": "pss_mb"}
    lines = (line.split() for line in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()[1:])
    return {wanted[name]: int(size) / 1024 for name, size, *_ in lines if name in wanted}


def _bare_answers() -> None:
    qt, window, holder = QApplication(["bare"]), QMainWindow(), QWidget()
    window.resize(1280, 800)
    line, button = QLabel("0"), QPushButton("Answer")
    column = QVBoxLayout(holder)
    column.addWidget(line)
    column.addWidget(button)
    window.setCentralWidget(holder)
    button.clicked.connect(lambda: line.setText(str(int(line.text()) + 1)))
    window.show()
    qt.processEvents()
    _tell(_timed(qt, lambda: button, lambda: True))


def _answers(home: Path, number: int) -> None:
    from tests.ui.monkey.practice import WORDS  # noqa: PLC0415 (see above)

    qt, window = _opened(home)
    window.gate.passphrase.edit.setText(WORDS)
    window.gate.button.click()
    until(qt, lambda: window.desk is not None and not window.background.busy)
    window.desk.open_consultation(number)
    until(qt, lambda: window.desk.frame is not None)
    window.desk.frame.open_step("history")
    window.resize(1280, 800)
    source = Random(1)  # noqa: S311 (answers for timing, no secret)

    def segment() -> Any:
        """Some answer of some question; the keyboard goes there first, and the page scrolls to it."""
        page = window.desk.frame.page
        shown = [one for one in _segments(page) if one.isVisible() and one.isEnabled()]
        return source.choice(shown)

    until(qt, lambda: not window.background.busy)
    _tell(_timed(qt, segment, lambda: not window.background.busy))


def _segments(page: QWidget) -> Sequence[Any]:
    from consult_app.ui.widgets.radio_tile import RadioTile  # noqa: PLC0415 (see above)

    return [one for one in page.findChildren(RadioTile) if type(one).__name__ == "_Segment"]


def _timed(qt: QApplication, pick: Callable[[], Any], quiet: Callable[[], bool]) -> dict[str, list[float]]:
    """Milliseconds from a press to the end of all painting that follows, with what is saved meanwhile beside it."""
    clock, thread = [], []
    for _ in range(ANSWERS):
        target = pick()
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        until(qt, quiet)
        qt.processEvents()
        began, cpu = time.perf_counter(), time.thread_time()
        target.click()
        qt.processEvents()
        clock.append((time.perf_counter() - began) * 1000)
        thread.append((time.thread_time() - cpu) * 1000)
        until(qt, quiet)
    return {"ms": clock, "cpu_ms": thread}


if __name__ == "__main__":
    main()
