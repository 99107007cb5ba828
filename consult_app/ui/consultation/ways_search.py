"""Searching for what would change the outcome, off the window's thread; only the latest answers are ever told of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from consult_app.clinical.outlook import Outlook
from consult_app.clinical.ways_to_treat import WaysToTreat
from consult_app.ui.background import Background


@dataclass(frozen=True)
class FoundWays:
    """What would open each area that may not be treated today, and what would allow the numbing cream."""

    areas: Mapping[str, WaysToTreat]
    numbing: WaysToTreat | None


class WaysSearch(QObject):
    """Runs one search at a time; what was found for answers that have changed since is dropped."""

    found = Signal(object)
    failed = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._wanted: Outlook | None = None
        self._running = False

    def look(self, coming: Outlook) -> None:
        """Search the ways of this outlook; ``found`` or ``failed`` follows unless another is asked for first."""
        if coming is self._wanted:
            return
        self._wanted = coming
        if not self._running:
            self._start(coming)

    def drop(self) -> None:
        """Want no result any more."""
        self._wanted = None

    def _start(self, coming: Outlook) -> None:
        self._running = True
        self._background.run(
            lambda: FoundWays(coming.ways, coming.numbing), partial(self._tell, coming), partial(self._fail, coming)
        )

    def _tell(self, coming: Outlook, found: FoundWays) -> None:
        if self._is_current(coming):
            self.found.emit(found)

    def _fail(self, coming: Outlook, _error: Exception) -> None:
        if self._is_current(coming):
            self.failed.emit()

    def _is_current(self, coming: Outlook) -> bool:
        """Whether a result is still wanted; begins the next search where it is not."""
        if not isValid(self):  # the window was closed while the search ran
            return False
        self._running = False
        if coming is not self._wanted and self._wanted is not None:
            self._start(self._wanted)
        return coming is self._wanted
