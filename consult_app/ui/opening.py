"""Opening a record in place of the one that is open: one at a time, and nothing typed meanwhile is left behind."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from consult_app.ui.background import Background


class Opening(QObject):
    """``settle`` keeps and saves what is typed, ``saved`` gives what is open as it was last saved.

    Opening takes a moment, in which typing can go on. What was saved in that moment may be the very record that is
    read, or its client's, so it is then read again. ``not_saved`` follows where what is open cannot be saved: it stays.
    """

    def __init__(
        self,
        parent: QObject,
        background: Background,
        settle: Callable[[Callable[[bool], None]], None],
        saved: Callable[[], object],
        not_saved: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self._background, self._settle, self._saved, self._not_saved = background, settle, saved, not_saved
        self._asked: object | None = None

    def begin(self, work: Callable[[], Any], show: Callable[[Any], None], refuse: Callable[[Exception], None]) -> None:
        """Read, then show; what is asked for while another is being opened is left aside, as a second click is."""
        if self._asked is not None:
            return
        self._asked = asked = object()

        def read(ok: bool) -> None:
            if not self._waits_for(asked):
                return
            if not ok:
                self.call_off()
                self._not_saved()
                return
            before = self._saved()
            self._background.run_records(work, lambda found: look(found, before), refused)

        def look(found: Any, before: object) -> None:
            if self._waits_for(asked):
                self._settle(lambda ok: take(found) if ok and self._saved() is before else read(ok))

        def take(found: Any) -> None:
            if self._waits_for(asked):
                self.call_off()
                show(found)

        def refused(error: Exception) -> None:
            if self._waits_for(asked):
                self.call_off()
                refuse(error)

        self._settle(read)

    def call_off(self) -> None:
        """Open nothing: the practitioner went elsewhere."""
        self._asked = None

    def _waits_for(self, asked: object) -> bool:
        return isValid(self) and asked is self._asked
