"""What would change it: a block for each area, filled as soon as the search of the latest answers is through."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.clinical.summary import Summary
from consult_app.ui.background import Background
from consult_app.ui.consultation.ways_search import FoundWays, WaysSearch
from consult_app.ui.pages.safety_outlook import NOT_FOUND_OUT, SEARCHING, blocks
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.way_block import BlockView, WayBlock

NOT_KEPT = "What would change it was not kept with the signature."
PATIENCE_MS = 300
"""How long nothing is said of a search that runs."""


class WaysPanel(QWidget):
    """Shows dates at once and ways when they are found; ways of earlier answers leave with those answers."""

    wanted = Signal(str)
    changed = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.blocks: list[WayBlock] = []
        self._summary: Summary | None = None
        self._found: FoundWays | None = None
        self._note = self._place = ""
        self._views: tuple[BlockView, ...] = ()
        self._open: set[str] = set()
        self._search = WaysSearch(background, self)
        self._search.found.connect(self._take)
        self._search.failed.connect(lambda: self._say(NOT_FOUND_OUT))
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._say(SEARCHING))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def is_current(self) -> bool:
        """Whether the ways of the latest answers are shown."""
        return self._found is not None

    def show_summary(self, summary: Summary | None) -> None:
        """Show what is known of these answers, and search for the ways; nothing where the rules could not run."""
        if summary is not None and self._summary is not None and summary.outlook is self._summary.outlook:
            return
        self._summary, self._found, self._note = summary, None, ""
        if summary is None:
            self._search.drop()
            self._patience.stop()
        elif not summary.outlook.can_search:
            self._note = NOT_KEPT
        else:
            self._search.look(summary.outlook)
            self._patience.start()
        self._show()

    def _take(self, found: FoundWays) -> None:
        self._patience.stop()
        self._found, self._note = found, ""
        self._show()

    def _say(self, note: str) -> None:
        self._patience.stop()
        self._note = note
        self._show()

    def _show(self) -> None:
        views = blocks(self._summary, self._found, self._note) if self._summary else ()
        if views == self._views:
            return
        self._place = self._focused() or (self._place if self.hasFocus() else "")
        self._views, self.blocks = views, []
        empty(self._column)
        for view in views:
            block = WayBlock(view, is_open=view.title in self._open)
            block.wanted.connect(self.wanted)
            block.opened.connect(self._keep_open)
            self._column.addWidget(block)
            self.blocks.append(block)
        self._column.addStretch(1)
        self.changed.emit()
        self._focus_again()

    def _focus_again(self) -> None:
        """Put the keyboard back on the link it was on; it waits here until that is found again."""
        if self._place:
            same = (each for each in self._links() if each.property("target") == self._place)
            next(same, self).setFocus()

    def _links(self) -> list[QWidget]:
        return [each for block in self.blocks for each in block.links()]

    def _focused(self) -> str:
        return next((str(each.property("target")) for each in self._links() if each.hasFocus()), "")

    def _keep_open(self, title: str, is_open: bool) -> None:
        (self._open.add if is_open else self._open.discard)(title)
        self.changed.emit()
