"""Makes the document in sight off the window's thread; what is overtaken by a change is dropped."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from consult_app.clinical.summary import Summary
from consult_app.documents import make_sheets
from consult_app.documents.layout import Sheets
from consult_app.documents.options import DocumentOptions
from consult_app.ui.background import Background

SETTLE_MS = 250


@dataclass(frozen=True)
class Wish:
    """What is to be made: a document of a summary, and how."""

    name: str
    summary: Summary
    options: DocumentOptions


def made(wish: Wish, issued: str) -> Sheets:
    """The paper, with the time of issue as ISO text."""
    return make_sheets(wish.summary, wish.name, replace(wish.options, issued=issued))


class Maker(QObject):
    """``made`` carries the wish and its sheets, ``failed`` the wish and the error; both only for the newest wish.

    The time of issue is set when a document is made and kept for as long as nothing changes.
    """

    made = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, background: Background, issue_time: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._background, self._issue_time = background, issue_time
        self._wish: Wish | None = None
        self._finished: dict[str, tuple[Wish, Sheets]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._start)

    def ask(self, wish: Wish) -> Sheets | None:
        """Make this soon; returns the paper at once when it was made before and nothing has changed."""
        self._wish = wish
        known = self.known(wish)
        if known is not None:
            self._timer.stop()
            return known
        self._timer.start()
        return None

    def known(self, wish: Wish) -> Sheets | None:
        """The paper, if it was made exactly so before."""
        kept = self._finished.get(wish.name)
        return kept[1] if kept and kept[0] == wish else None

    def rest(self) -> None:
        """Start nothing more until asked again."""
        self._timer.stop()

    def hurry(self) -> None:
        """Start what waits for changes to settle."""
        if self._timer.isActive():
            self._timer.stop()
            self._start()

    def _start(self) -> None:
        wish = self._wish
        if wish is None:
            return
        issued = self._issue_time()
        self._background.run(
            lambda: made(wish, issued),
            lambda sheets: self._done(wish, sheets),
            lambda error: self._fail(wish, error),
        )

    def _done(self, wish: Wish, sheets: Sheets) -> None:
        if not isValid(self):  # the page was left while its document was being made
            return
        self._finished[wish.name] = (wish, sheets)
        if wish == self._wish:
            self.made.emit(wish, sheets)

    def _fail(self, wish: Wish, error: Exception) -> None:
        if isValid(self) and wish == self._wish:
            self.failed.emit(wish, error)
