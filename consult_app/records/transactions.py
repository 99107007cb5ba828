"""Every reading and writing of the records is one transaction, on the disk when it returns."""

import datetime as dt
import logging
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from consult_app.records.audit import chain_head, head_of
from consult_app.records.chain import EMPTY, ChainHead
from consult_app.records.turns import is_first, may_pass, on_server, readers, take_turn
from consult_app.records.values import Stamp, StorageError
from consult_app.records.work import Work

WAITS = (0.1, 0.2, 0.5, 1.0, 2.0)
"""Seconds before each further try to reach a server."""

_log = logging.getLogger(__name__)
T = TypeVar("T")
P = ParamSpec("P")


@dataclass
class _Request:
    """Work to be done once, however often the connection is lost; ``result`` is that of its last run."""

    work: Callable[..., Any]
    args: tuple[Any, ...]
    named: dict[str, Any]
    token: str = field(default_factory=lambda: secrets.token_hex(16), compare=False)
    result: Any = field(default=None, compare=False)


class Transactions:
    """Runs work for one practitioner; any thread may call, and one waits for the other.

    ``on_commit`` is told the head of the audit chain after each commit that moved it. What cannot be written raises
    StorageError and leaves everything saved before as it was. A server that went away is looked for again, after each
    of ``waits`` in seconds; work whose commit got no answer is not done twice, also when the same work comes again
    later. Logs carry ids, step names and durations only.
    """

    def __init__(
        self,
        engine: Engine,
        practitioner_id: int,
        now: Callable[[], dt.datetime],
        on_commit: Callable[[ChainHead], None],
        waits: tuple[float, ...] = WAITS,
    ) -> None:
        self.engine, self.now = engine, now
        self._by, self._on_commit, self._waits = practitioner_id, on_commit, waits
        self._readers = readers(engine)
        self._head = EMPTY
        self._one_at_a_time = threading.RLock()
        self._closed = threading.Event()
        self._unanswered: deque[_Request] = deque(maxlen=20)
        self._answered = ""

    def run(self, purpose: str, work: Callable[Concatenate[Work, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Do work that changes something, all of it or nothing."""
        asked = _Request(work, args, named)
        request = next((earlier for earlier in self._unanswered if earlier == asked), asked)
        result: T = self._done(purpose, partial(self._write, request))
        return result

    def read(self, purpose: str, work: Callable[Concatenate[Connection, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Do work that only reads, on one unchanging picture of the records."""

        def look() -> T:
            with self._one_at_a_time, self._readers.begin() as connection:
                return work(connection, *args, **named)

        return self._done(purpose, look)

    @property
    def is_closed(self) -> bool:
        """Whether the database was let go of; what takes long looks here between its parts."""
        return self._closed.is_set()

    def close(self) -> None:
        """Let go of the database; who still waits for a server gives up."""
        self._closed.set()
        with self._one_at_a_time:  # what is being read is read to its end first
            self.engine.dispose()

    def _write(self, request: _Request) -> Any:
        with self._one_at_a_time:
            head = self._commit(request)
            self._answered = request.token
            if request in self._unanswered:
                self._unanswered.remove(request)
            if head != self._head:
                self._head = head
                self._on_commit(head)
            return request.result

    def _commit(self, request: _Request) -> ChainHead:
        try:
            with self.engine.begin() as connection:
                take_turn(connection)
                if is_first(connection, request.token, self._answered):
                    work = Work(connection, Stamp(self.now(), self._by))
                    request.result = request.work(work, *request.args, **request.named)
                    return head_of(work)
                return chain_head(connection)
        except DBAPIError as error:
            if may_pass(error) and request not in self._unanswered:
                self._unanswered.append(request)
            raise

    def _done(self, purpose: str, attempt: Callable[[], T]) -> T:
        """What the attempt returns, once it comes through."""
        began = time.perf_counter()
        served = on_server(self.engine)
        waits = iter(self._waits if served else ())
        while True:
            try:
                result = attempt()
            except DBAPIError as error:
                wait = next(waits, None) if may_pass(error) else None
                if wait is None:
                    raise _refused(purpose, error, served=served) from error
                _log.warning("%s is tried again after %s", purpose, type(error.orig).__name__)
                if self._closed.wait(wait):
                    raise _refused(purpose, error, served=served) from error
            else:
                _log.debug("%s took %.1f ms", purpose, 1000 * (time.perf_counter() - began))
                return result


def _refused(purpose: str, error: DBAPIError, *, served: bool) -> StorageError:
    _log.warning("%s failed: %s", purpose, type(error.orig).__name__)
    if served:
        return StorageError(
            "The server with the records did not take or give this.",
            "Everything saved before is kept. Check the network, then try again.",
        )
    return StorageError(
        "This could not be saved or read.",
        "Everything saved before is kept. Check that the disk is connected and not full, then try again.",
    )
