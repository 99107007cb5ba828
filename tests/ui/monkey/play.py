"""Lets a monkey play in a practice, a burst at a time, and proves after each burst that nothing was lost or wrong."""

import faulthandler
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from consult_app.clinical.assessment import assess
from consult_app.records.body import to_body
from consult_app.records.store import Records
from consult_app.settings import Settings
from consult_app.ui.appearance import Appearance
from consult_app.ui.main_window import MainWindow
from consult_app.ui.pages.problems import ProblemsPage
from tests.ui.monkey.acts import Monkey
from tests.ui.monkey.practice import open_made
from tests.ui.monkey.watch import Watch

BURST, PATIENCE_SECONDS, STUCK_SECONDS, PAUSE_MS, RESCUE_MS = 50, 60.0, 180, 5, 1000
T = TypeVar("T")


@dataclass
class Outcome:
    """What came of a play; ``faults`` is empty when all went well, ``last`` tells the events before the first one."""

    seed: int
    events: int = 0
    faults: list[str] = field(default_factory=list)
    last: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    kept: str = ""


class Play:
    """One window of one practice with a monkey at it; ``each`` is told of every burst that went well."""

    def __init__(
        self,
        qt: QApplication,
        home: Path,
        seed: int,
        each: Callable[["Play"], None] = lambda _play: None,
        *,
        tells: bool = False,
    ) -> None:
        self._home, self._each = home, each
        self.watch, settings = Watch(), Settings(home, theme="light", lock_minutes=30)
        self._appearance = Appearance(qt, settings.theme)
        self.window = MainWindow(settings)
        self.window.dress_wanted.connect(lambda new: self._appearance.dress(new.theme, new.text_size / 100))
        out = home.parent / "out"
        out.mkdir(exist_ok=True)
        (out / "in.csv").write_text("name,date of birth\nAda Quill,3 Feb 1990\nNo Date,\n", "utf-8")
        self.monkey = Monkey(self.window, settings, out, seed, tells=tells)
        self.outcome = Outcome(seed)
        self._last_body: tuple[int, str] | None = None

    def run(self, wanted: Callable[[int], bool]) -> Outcome:
        """Play while ``wanted`` says so of the number of events, then close and check the records from outside."""
        loop, steps = QEventLoop(), self._steps(wanted)
        tick = QTimer(singleShot=True, interval=0)

        def go_on() -> None:
            faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True)
            try:
                pause = next(steps)
            except StopIteration:
                loop.quit()
            else:
                tick.start(pause)

        rescue, seen = QTimer(interval=RESCUE_MS), [-1]

        def close_menu() -> None:
            """A menu that waits for an answer in a loop of its own would hold up the play for ever."""
            popup = QApplication.activePopupWidget()
            if popup is not None and seen[0] == self.outcome.events:
                popup.close()
            seen[0] = self.outcome.events

        rescue.timeout.connect(close_menu)
        rescue.start()
        tick.timeout.connect(go_on)
        self.window.show()
        tick.start()
        loop.exec()
        faulthandler.cancel_dump_traceback_later()
        self._finish()
        return self.outcome

    def _steps(self, wanted: Callable[[int], bool]) -> Iterator[int]:
        outcome, monkey = self.outcome, self.monkey
        yield from self._wait(lambda: self.window.gate is not None)
        while wanted(outcome.events) and not outcome.faults:
            for _ in range(BURST):
                outcome.events += 1
                try:
                    monkey.act()
                except RuntimeError as fault:  # what was aimed at went away under the hand
                    if "already deleted" not in str(fault):
                        raise
                yield 0
                if self._take_faults():
                    break
            else:
                yield from self._prove()
                self._take_faults()
        yield from self._close()

    def _wait(self, met: Callable[[], bool], what: str = "") -> Iterator[int]:
        until = time.monotonic() + PATIENCE_SECONDS
        while not met():
            if time.monotonic() > until:
                self.watch.faults.append(f"waited in vain {what}")
                self._take_faults()
                return
            yield PAUSE_MS

    def _is_quiet(self) -> bool:
        desk = self.window.desk
        saving = desk and ((desk.frame and desk.frame.saving) or (desk.session and desk.session.saving))
        return not self.window.background.busy and (not saving or saving.is_clean or bool(saving.failed))

    def _prove(self) -> Iterator[int]:
        """What the window holds as saved is what the records hold, and the verdict is that of the answers."""
        yield from self._wait(self._is_quiet, "for quiet")
        if isinstance(self.window.gate, ProblemsPage):
            self.watch.faults.append("the window shows problems in place of the practice")
        if self.window.desk is None:
            return
        if not self.window.is_locked:
            settled: list[bool] = []
            self.window.desk.settle(settled.append)
            yield from self._wait(lambda: bool(settled), "to be saved")
            if settled and not settled[0]:
                self.watch.faults.append("the last change could not be saved")
            yield from self._wait(self._is_quiet, "for quiet after saving")
        yield from self._compare()
        self._each(self)

    def _compare(self) -> Iterator[int]:
        desk, self._last_body = self.window.desk, None
        if desk is None:
            return
        if desk.frame is not None:
            frame, number = desk.frame, desk.frame.saving.header.id
            shown, state = to_body(frame.state.consultation), frame.state
            if state.assessment is None or state.assessment != assess(state.consultation, state.catalogue):
                self.watch.faults.append(f"the verdict of consultation {number} is not that of its answers")
            found: list[str] = []
            yield from self._read(lambda records: to_body(records.load(number).consultation), found)
            if found and found[0] != shown:
                self.watch.faults.append(f"consultation {number} is not kept as shown:\n{shown}\n{found[0]}")
            self._last_body = (number, shown)
        if desk.session is not None:
            session, treatment = desk.session, desk.session.saving.stored.id
            record = session.state.record
            kept: list[object] = []
            yield from self._read(lambda records: records.treatments.load(treatment).record, kept)
            if kept and kept[0] != record:
                self.watch.faults.append(f"session {treatment} is not kept as shown:\n{record}\n{kept[0]}")

    def _read(self, work: Callable[[Records], T], found: list[T]) -> Iterator[int]:
        assert self.window.desk is not None
        records = self.window.desk.app.records
        self.window.background.run_records(
            lambda: work(records), found.append, lambda error: self.watch.faults.append(f"cannot be read: {error!r}")
        )
        yield from self._wait(lambda: not self.window.background.busy, "for a reading")

    def _take_faults(self) -> bool:
        if self.watch.faults and not self.outcome.faults:
            self.outcome.last = tuple(self.monkey.log)
        self.outcome.faults += self.watch.faults
        self.watch.faults.clear()
        return bool(self.outcome.faults)

    def _close(self) -> Iterator[int]:
        """Close as a person does, whatever is open in front."""
        while (front := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
            front.close()
            yield PAUSE_MS
        self.window.close()
        yield from self._wait(lambda: not self.window.isVisible(), "for the window to close")
        self._take_faults()

    def _finish(self) -> None:
        """The records, opened anew: every check of them passes, and the last consultation is as it was shown."""
        outcome = self.outcome
        outcome.counts, outcome.seen = dict(self.monkey.counts), dict(self.monkey.seen)
        if outcome.faults:
            return
        app = open_made(self._home)
        report = app.records.trail.verify()
        outcome.faults += [problem.text for problem in report.problems]
        headers = app.records.headers()
        for header in headers:
            body = to_body(app.records.load(header.id).consultation)
            if self._last_body is not None and header.id == self._last_body[0]:
                outcome.faults += [] if body == self._last_body[1] else ["the last consultation differs after closing"]
        outcome.kept = (
            f"{len(headers)} consultations, {report.length} audit events, "
            f"{report.signatures} signatures, {report.documents} documents"
        )
        app.records.close()
