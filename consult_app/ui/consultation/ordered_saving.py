"""Saving in order: what is typed reaches the records, one save at a time, and what failed is tried again by itself."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from consult_app.errors import ConsultError
from consult_app.records.values import StaleRevisionError
from consult_app.ui.background import Background

FIRST_WAIT_MS, LONGEST_WAIT_MS = 5_000, 60_000


class OrderedSaving(QObject):
    """Saves one record. While a save runs, later changes wait and go together in the next one.

    ``told`` says that something of this changed: ``is_clean``, which is true only after the commit returned, or
    ``failed``, the sentence on the last try, empty once one came through. What the disk or the server refused is tried
    again after a while; ``stale`` says that another room saved in between: nothing was written, and somebody has to
    choose. A kind of record says in ``_work`` what writes it, and in ``_take`` what becomes of the answer.
    """

    told = Signal()
    stale = Signal()

    def __init__(self, parent: QObject, background: Background) -> None:
        super().__init__(parent)
        self._background = background
        self.failed = ""
        self._is_running = self._wanted = False
        self._waiting: list[Callable[[bool], None]] = []
        self._again = QTimer(self, singleShot=True, interval=FIRST_WAIT_MS)
        self._again.timeout.connect(self.save_if_failed)

    @property
    def is_clean(self) -> bool:
        """Whether everything is on the disk."""
        return not (self._is_running or self._wanted)

    def save(self) -> None:
        """Save the record as it is now."""
        self._wanted = True
        if not self._is_running:
            self._start()

    def save_if_failed(self) -> None:
        """Try again what could not be saved."""
        if self.failed:
            self.save()

    def after_saving(self, act: Callable[[bool], None]) -> None:
        """Call ``act`` once everything is on the disk (True), or when the last try failed (False)."""
        if self.is_clean:
            act(True)
            return
        self._waiting.append(act)
        if not self._is_running:
            self._start()

    def _work(self) -> Callable[[], Any]:
        raise NotImplementedError

    def _take(self, answer: Any) -> None:
        raise NotImplementedError

    def _start(self) -> None:
        self._again.stop()
        self._is_running, self._wanted = True, False
        work = self._work()
        self.told.emit()
        self._background.run_records(work, self._done, self._not_done)

    def _done(self, answer: Any) -> None:
        self._is_running, self.failed = False, ""
        self._again.setInterval(FIRST_WAIT_MS)
        self._take(answer)
        if self._wanted:
            self._start()
            return
        self.told.emit()
        self._release(ok=True)

    def _not_done(self, error: Exception) -> None:
        self._is_running, self._wanted = False, True
        self.failed = str(error) if isinstance(error, ConsultError) else "The last change could not be written."
        self.told.emit()
        self._release(ok=False)
        if isinstance(error, StaleRevisionError):
            self.stale.emit()
            return
        self._again.start()
        self._again.setInterval(min(2 * self._again.interval(), LONGEST_WAIT_MS))

    def _release(self, *, ok: bool) -> None:
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act(ok)
