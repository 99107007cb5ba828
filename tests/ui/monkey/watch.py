"""Watches for faults while the window is used: exceptions in any thread, what Qt warns of, and what the log says."""

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from consult_app.errors import ConsultError

QUIET = ("This plugin does not support",)
"""What Qt says of every window when there is no screen."""


class Watch(logging.Handler):
    """Collects faults from the moment it is made."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.faults: list[str] = []
        logging.getLogger("consult_app").addHandler(self)
        sys.excepthook = self._raised
        sys.unraisablehook = lambda given: self._raised(given.exc_type, given.exc_value, given.exc_traceback)
        threading.excepthook = lambda given: self._raised(given.exc_type, given.exc_value, given.exc_traceback)
        qInstallMessageHandler(self._said)

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line of the log, unless it tells of a plain refusal."""
        words = record.getMessage()
        if words.partition(": ")[2] not in _refusals(ConsultError):
            self.faults.append(f"log: {words}")

    def _raised(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self.faults.append("".join(traceback.format_exception(kind, fault, where)))

    def _said(self, kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not words.startswith(QUIET):
            where = "".join(traceback.format_stack(limit=8)[:-1])
            self.faults.append(f"Qt {kind.name} ({context.category}): {words}\n{where}")


def _refusals(kind: type[ConsultError]) -> set[str]:
    """What the records may refuse; anything else that fails in the background is a fault."""
    return {kind.__name__}.union(*(_refusals(each) for each in kind.__subclasses__()))
