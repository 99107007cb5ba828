"""When another room saved in between: both versions are shown, and the practitioner says which one goes on."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from consult_app.ui.background import Background
from consult_app.ui.consultation.conflict_dialog import KEEP, ConflictDialog
from consult_app.ui.consultation.ordered_saving import OrderedSaving
from consult_app.ui.consultation.part_words import PartDifference


@dataclass(frozen=True)
class Theirs:
    """What another room saved: when, in which parts it differs, and whether it can still be written.

    ``go_on`` lets the next save replace it; ``take`` puts it in place of one's own, as one change, so that Undo
    brings the own version back.
    """

    at: dt.datetime
    found: tuple[PartDifference, ...]
    is_draft: bool
    go_on: Callable[[], None]
    take: Callable[[], None]


class Conflict(QObject):
    """Listens for a save that was refused as stale; until somebody chooses, nothing is written over anything.

    ``read`` gives what the other room saved, on the records' thread, and ``compare`` what that is beside one's own.
    ``unsolved`` says that there is nothing to choose here: the other room finished or deleted the record.
    """

    unsolved = Signal()

    def __init__(
        self,
        saving: OrderedSaving,
        background: Background,
        window: QWidget,
        read: Callable[[], Any],
        compare: Callable[[Any], Theirs],
        *,
        what: str = "consultation",
    ) -> None:
        super().__init__(window)
        self._saving, self._background, self._window = saving, background, window
        self._read, self._compare, self._what = read, compare, what
        self.dialog: ConflictDialog | None = None
        saving.stale.connect(self.look)

    def look(self) -> None:
        """Read what the other room saved."""
        self._background.run_records(self._read, self._show, lambda _error: self.unsolved.emit())

    def _show(self, stored: Any) -> None:
        if not isValid(self) or (self.dialog is not None and isValid(self.dialog)):
            return
        theirs = self._compare(stored)
        if not theirs.is_draft:
            self.unsolved.emit()
        elif not theirs.found:
            theirs.go_on()
            self._saving.save()
        else:
            self._ask(theirs)

    def _ask(self, theirs: Theirs) -> None:
        self.dialog = ConflictDialog(self._window, theirs.found, f"{theirs.at:%H:%M}", self._what)
        self.dialog.chosen.connect(lambda choice: self._choose(theirs, choice))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _choose(self, theirs: Theirs, choice: str) -> None:
        self.dialog = None
        theirs.go_on()
        if choice == KEEP:
            self._saving.save()
        else:
            theirs.take()
