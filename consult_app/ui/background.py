"""The only place with threads: one for records, a small pool for pages and pictures."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

log = logging.getLogger(__name__)
POOL_THREADS = 2
Work = Callable[[], Any]
OnDone = Callable[[Any], None]
OnError = Callable[[Exception], None]


class _Outcome(QObject):
    """Carries a job's result to the thread that asked; it lives with the runner, never with the job."""

    done = Signal(object, object)
    failed = Signal(object, object)


def _do(work: Work, key: object, outcome: _Outcome) -> None:
    """Do the work and report; nothing is raised across threads, and nothing said once the runner has gone."""
    try:
        result = work()
    except Exception as error:
        with suppress(RuntimeError):
            outcome.failed.emit(key, error)
    else:
        with suppress(RuntimeError):
            outcome.done.emit(key, result)


def _is_there(answer: Callable[[Any], None]) -> bool:
    """Whether who asked still exists; a part of the window may be closed before its answer comes."""
    asker = getattr(answer, "__self__", None)
    return not isinstance(asker, QObject) or isValid(asker)


class Background(QObject):
    """Runs jobs off the window's thread; jobs get and return frozen values.

    Jobs for the records run one after another in the order they were given. The threads are Python's own: a Qt pool
    that is collected while a job runs waits for it without letting it run.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records = ThreadPoolExecutor(1, "records")
        self._pool = ThreadPoolExecutor(POOL_THREADS, "pages")
        self._is_over = False
        self._waiting: dict[object, tuple[OnDone, OnError]] = {}
        self._outcome = _Outcome(self)
        self._outcome.done.connect(self._on_done)
        self._outcome.failed.connect(self._on_failed)

    def run(self, work: Work, on_done: OnDone, on_error: OnError) -> None:
        """Run ``work`` in the pool; one of the two callbacks follows on this object's thread."""
        self._start(self._pool, work, on_done, on_error)

    def run_records(self, work: Work, on_done: OnDone, on_error: OnError) -> None:
        """Run ``work`` on the records thread, after every earlier records job."""
        self._start(self._records, work, on_done, on_error)

    def _start(self, threads: ThreadPoolExecutor, work: Work, on_done: OnDone, on_error: OnError) -> None:
        if self._is_over:  # what was asked last may still report, and its answer ask for more
            return
        key = object()
        self._waiting[key] = (on_done, on_error)
        threads.submit(_do, work, key, self._outcome)

    @property
    def busy(self) -> bool:
        """Whether a job has not reported yet."""
        return bool(self._waiting)

    def _on_done(self, key: object, result: Any) -> None:
        on_done, _ = self._waiting.pop(key)
        if _is_there(on_done):
            on_done(result)

    def _on_failed(self, key: object, error: Exception) -> None:
        _, on_error = self._waiting.pop(key)
        log.warning("background job failed: %s", type(error).__name__)
        if _is_there(on_error):
            on_error(error)

    def finish(self) -> None:
        """Wait for every job that was started, and start no more; called once, when the window closes."""
        self._is_over = True
        self._records.shutdown(wait=True)
        self._pool.shutdown(wait=True)
