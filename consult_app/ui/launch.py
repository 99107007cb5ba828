"""Starts Qt, dresses it and opens the window; whatever goes wrong ends in one neutral message."""

import datetime as dt
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from consult_app.faults import report_text, write_report
from consult_app.settings import Settings, home_folder, load_settings
from consult_app.ui.appearance import Appearance
from consult_app.ui.collecting import Collecting
from consult_app.ui.main_window import MainWindow

if TYPE_CHECKING:
    from consult_app.app import App

log = logging.getLogger(__name__)


def run_window(home: Path | None) -> int:
    """Open the practice in a folder and stay until the window closes."""
    settings, problems = load_settings(home_folder(home))
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return _run(settings, None)


def run_demo(day: dt.date | None) -> int:
    """Open the made-up practice; nothing is kept."""
    settings = Settings(home_folder())

    def open_demo() -> "App":
        from consult_app.demo import demo_app  # noqa: PLC0415 (imported while the window is shown)

        return demo_app(settings, day)

    return _run(settings, open_demo)


def _run(settings: Settings, open_demo: Callable[[], "App"] | None) -> int:
    qt = QApplication.instance()
    qt = qt if isinstance(qt, QApplication) else QApplication(sys.argv[:1])
    qt.setApplicationName("Microneedling consult")
    appearance = Appearance(qt, settings.theme, settings.text_size / 100)
    Collecting(qt)
    window = MainWindow(settings, open_demo)
    window.dress_wanted.connect(lambda new: appearance.dress(new.theme, new.text_size / 100))
    sys.excepthook = _hook(window, None if open_demo else settings.home)
    window.show()
    return qt.exec()


def _hook(
    window: MainWindow, home: Path | None
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What happens to a fault nobody expected: a report of the places in the code, and one message."""

    def show(_kind: type[BaseException], fault: BaseException, _traceback: TracebackType | None) -> None:
        report = report_text(fault)
        log.error("fault: %s", type(fault).__name__)
        if home is not None:
            write_report(fault, home)
        window.show_fault(report)

    return show
