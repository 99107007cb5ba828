"""The only place with threads: one for records, a small pool for pages and pictures."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

log = logging.getLogger(__name__)
POOL_THREADS = 2


class _Outcome(QObject):
    """Carries a job's result to the thread that asked; it lives with the runner, never with the job."""

    done = Signal(object, object)
    failed = Signal(object, object)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], Any], key: object, outcome: _Outcome) -> None:
        super().__init__()
        self._work, self._key, self._outcome = work, key, outcome

    @Slot()
    def run(self) -> None:
        """Do the work and report; nothing is raised across threads."""
        try:
            result = self._work()
        except Exception as error:
            self._outcome.failed.emit(self._key, error)
        else:
            self._outcome.done.emit(self._key, result)


class Background(QObject):
    """Runs jobs off the window's thread; jobs get and return frozen values.

    Jobs for the records run one after another in the order they were given.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records, self._pool = QThreadPool(self), QThreadPool(self)
        self._records.setMaxThreadCount(1)
        self._records.setExpiryTimeout(-1)
        self._pool.setMaxThreadCount(POOL_THREADS)
        self._waiting: dict[object, tuple[Callable[[Any], None], Callable[[Exception], None]]] = {}
        self._outcome = _Outcome(self)
        self._outcome.done.connect(self._on_done)
        self._outcome.failed.connect(self._on_failed)

    def run(
        self, work: Callable[[], Any], on_done: Callable[[Any], None], on_error: Callable[[Exception], None]
    ) -> None:
        """Run ``work`` in the pool; one of the two callbacks follows on this object's thread."""
        self._start(self._pool, work, on_done, on_error)

    def run_records(
        self, work: Callable[[], Any], on_done: Callable[[Any], None], on_error: Callable[[Exception], None]
    ) -> None:
        """Run ``work`` on the records thread, after every earlier records job."""
        self._start(self._records, work, on_done, on_error)

    def _start(
        self,
        pool: QThreadPool,
        work: Callable[[], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        key = object()
        self._waiting[key] = (on_done, on_error)
        pool.start(_Job(work, key, self._outcome))

    @property
    def busy(self) -> bool:
        """Whether a job has not reported yet."""
        return bool(self._waiting)

    def _on_done(self, key: object, result: Any) -> None:
        on_done, _ = self._waiting.pop(key)
        on_done(result)

    def _on_failed(self, key: object, error: Exception) -> None:
        _, on_error = self._waiting.pop(key)
        log.warning("background job failed: %s", type(error).__name__)
        on_error(error)

    def finish(self) -> None:
        """Wait for every job that was started; called once, when the window closes."""
        self._records.waitForDone()
        self._pool.waitForDone()
