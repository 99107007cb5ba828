"""Every reading and writing of the records is one transaction, on the disk when it returns."""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from consult_app.records.audit import chain_head
from consult_app.records.chain import EMPTY, ChainHead
from consult_app.records.values import Stamp, StorageError
from consult_app.records.work import Work

_log = logging.getLogger(__name__)
T = TypeVar("T")
P = ParamSpec("P")


class Transactions:
    """Runs work for one practitioner; any thread may call, and one waits for the other.

    ``on_commit`` is told the head of the audit chain after each commit that moved it. What cannot be written raises
    StorageError and leaves everything saved before as it was. Logs carry ids, step names and durations only.
    """

    def __init__(
        self,
        engine: Engine,
        practitioner_id: int,
        now: Callable[[], dt.datetime],
        on_commit: Callable[[ChainHead], None],
    ) -> None:
        self.engine, self.now = engine, now
        self._by, self._on_commit = practitioner_id, on_commit
        self._head = EMPTY
        self._one_at_a_time = threading.RLock()

    def run(self, purpose: str, work: Callable[Concatenate[Work, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Do work that changes something, all of it or nothing."""
        began = time.perf_counter()
        try:
            with self._one_at_a_time, self.engine.begin() as connection:
                result = work(Work(connection, Stamp(self.now(), self._by)), *args, **named)
                head = chain_head(connection)
        except DBAPIError as error:
            raise _refused(purpose, error) from error
        if head != self._head:
            self._head = head
            self._on_commit(head)
        _log.debug("%s took %.1f ms", purpose, 1000 * (time.perf_counter() - began))
        return result

    def read(self, purpose: str, work: Callable[Concatenate[Connection, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Do work that only reads, on one unchanging picture of the records."""
        began = time.perf_counter()
        try:
            with self._one_at_a_time, self.engine.begin() as connection:
                result = work(connection, *args, **named)
        except DBAPIError as error:
            raise _refused(purpose, error) from error
        _log.debug("%s took %.1f ms", purpose, 1000 * (time.perf_counter() - began))
        return result


def _refused(purpose: str, error: DBAPIError) -> StorageError:
    _log.warning("%s failed: %s", purpose, type(error.orig).__name__)
    return StorageError(
        "This could not be saved or read.",
        "Everything saved before is kept. Check that the disk is connected and not full, then try again.",
    )
