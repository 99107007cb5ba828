"""Hands over only the last of a quick run of changes, as a drag makes them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

SETTLE_MS = 150


class Settling(QObject):
    """Runs the last change given, shortly after the run has ended or when asked to."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._change: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def waiting(self) -> bool:
        """Whether a change was not handed over yet."""
        return self._change is not None

    def soon(self, change: Callable[[], None]) -> None:
        """Do this shortly, instead of what was waiting."""
        self._change = change
        self._timer.start()

    def flush(self) -> None:
        """Do now what is waiting."""
        self._timer.stop()
        change, self._change = self._change, None
        if change:
            change()
