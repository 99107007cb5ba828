"""The list of what was found: a bar for each state and a row for each finding, walked with Up and Down."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.pages.safety_words import FindingGroup
from consult_app.ui.widgets.findings import COLUMNS, GAP, FindingGroupBar, FindingRow
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label

SCROLL_BAR = 8


class FindingList(QWidget):
    """Shows the groups; rebuilt only when what it shows differs, so that the keyboard keeps its place."""

    answer_wanted = Signal(str)
    source_wanted = Signal(str)
    review_wanted = Signal(str)
    moved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, FindingRow] = {}
        self._groups: tuple[FindingGroup, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_groups(self, groups: Sequence[FindingGroup]) -> bool:
        """Show these groups; True when they differ from what was shown."""
        if tuple(groups) == self._groups:
            return False
        here = next((name for name, row in self.rows.items() if row.hasFocus()), "")
        self._groups = tuple(groups)
        self._clear()
        for group in groups:
            self._column.addWidget(FindingGroupBar(group.outcome, group.count, group.title))
            for view in group.rows:
                row = self.rows[view.finding] = FindingRow(view)
                row.setObjectName(f"finding_{view.finding}")
                row.answer_wanted.connect(self.answer_wanted)
                row.source_wanted.connect(self.source_wanted)
                row.review_wanted.connect(self.review_wanted)
                self._column.addWidget(row)
                row.show()
        if not groups:
            self._column.addWidget(_nothing_found())
        if here in self.rows:
            self.rows[here].setFocus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down go from finding to finding."""
        if event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            return
        rows = list(self.rows.values())
        here = next((at for at, row in enumerate(rows) if row.hasFocus()), -1)
        at = here + (1 if event.key() == Qt.Key.Key_Down else -1)
        if 0 <= at < len(rows):
            rows[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.moved.emit(rows[at])

    def _clear(self) -> None:
        self.rows = {}
        empty(self._column)


class FindingHeads(QWidget):
    """The heads of the columns, in line with the rows under them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 7, 24 + SCROLL_BAR, 7)
        row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for name, width in zip(("Finding and answer", "What to do", "Source"), COLUMNS, strict=True):
            if row.count():
                row.addSpacing(GAP)
            row.addWidget(label(name, "small_strong", "second"), width)


def _nothing_found() -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(24, 16, 24, 16)
    row.addWidget(StateLabel("treat", "Nothing was found that speaks against treatment.", wrap=True))
    speak(holder, "No findings", "")
    return holder
