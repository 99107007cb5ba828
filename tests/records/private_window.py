"""The program's window, used by a script: unlock, open a draft, type, look at a paper, meet a fault, lock.

``python -m tests.records.private_window HOME``; it says ready and then stays open until it is killed.
"""

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.ui.launch import run_window
from consult_app.ui.main_window import MainWindow
from consult_app.ui.pages.handouts import HandoutsPage
from consult_app.ui.pages.unlock import UnlockPage

WORDS = "correct horse battery"
TYPED = "Wobblethatch"
DRAFT = 2
Condition = Callable[[], bool]


def script(home: Path) -> Iterator[Condition]:
    """One step after the other; each begins when the condition before it is met."""
    (window,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    yield lambda: isinstance(window.gate, UnlockPage) and window.gate.who.value == "1"
    assert isinstance(window.gate, UnlockPage)
    window.gate.passphrase.edit.setText(WORDS)
    window.gate.button.click()
    yield lambda: window.desk is not None
    assert window.desk is not None
    desk = window.desk
    desk.open_consultation(DRAFT)
    yield lambda: desk.frame is not None and desk.frame.isVisible()
    assert desk.frame is not None
    frame = desk.frame
    frame.open_step("client")
    name = frame.findChild(QWidget, "client_name")
    assert name is not None
    QTest.keyClicks(name.focusProxy() or name, f" {TYPED}")
    frame.open_step("handouts")
    paper = frame.pages["handouts"]
    assert isinstance(paper, HandoutsPage)
    yield lambda: paper.view.preview.page_count > 0 and frame.saving.is_clean
    QTimer.singleShot(0, _fail)
    yield (home / "logs").is_dir
    window.lock()
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def main() -> int:
    """Run the window with the script beside it."""
    home = Path(sys.argv[1])
    qt = QApplication(sys.argv[:1])
    steps: list[Iterator[Condition]] = []
    waiting: list[Condition] = [lambda: bool(QApplication.topLevelWidgets())]

    def look() -> None:
        if waiting and waiting[-1]():
            steps[:] = steps or [script(home)]
            try:
                waiting[:] = [condition] if (condition := next(steps[0], None)) else []
            except Exception:
                traceback.print_exc()
                os._exit(1)

    timer = QTimer(qt)
    timer.timeout.connect(look)
    timer.start(20)
    return run_window(home)


def _fail() -> None:
    raise ValueError(f"a fault that names {TYPED}")


if __name__ == "__main__":
    raise SystemExit(main())
