"""The sheet of the safety check: headline and waits stay put; under them what was found, or what would change it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabBar, QVBoxLayout, QWidget

from consult_app.clinical.summary import Summary
from consult_app.ui.pages.safety_findings import FindingHeads
from consult_app.ui.pages.safety_head import WaitStrip
from consult_app.ui.pages.safety_outlook import WAYS
from consult_app.ui.widgets.text import rule

TABS = ("What was found", WAYS)
WAYS_TAB = 1


class SafetySheet(QWidget):
    """Two tabs, each with its own scroll bar; in the smallest window waits and outcomes scroll with the findings."""

    def __init__(self, head: QWidget, answers: QWidget, found: Sequence[QWidget], ways: QWidget) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs, self.waits, self.heads = QTabBar(), WaitStrip(), FindingHeads()
        body = QWidget()
        self._body, self._top = _column(body), _column(self)
        for part in found:
            self._body.addWidget(part)
        self._body.addStretch(1)
        self._found, self._ways = scrolling(body), scrolling(ways)
        for part in (head, self.waits, answers, self._tab_line(), rule(), self.heads):
            self._top.addWidget(part)
        for part in (self._found, self._ways):
            self._top.addWidget(part, 1)
        self._show_tab()

    def _tab_line(self) -> QWidget:
        for name in TABS:
            self.tabs.addTab(name)
        self.tabs.setObjectName("safety_tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("What was found, or what would change it")
        self.tabs.currentChanged.connect(self._show_tab)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(8, 0, 24, 0)
        row.addWidget(self.tabs)
        return holder

    @property
    def shows_ways(self) -> bool:
        """Whether what would change it is in sight."""
        return self.tabs.currentIndex() == WAYS_TAB

    def show_summary(self, summary: Summary | None) -> None:
        """Show the waits; without a verdict there is nothing to head."""
        self.waits.show_summary(summary)
        self.tabs.setEnabled(summary is not None)
        if summary is None:
            self.show_found()

    def show_found(self) -> None:
        """Show what was found."""
        self.tabs.setCurrentIndex(0)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to something among what was found."""
        self._found.ensureWidgetVisible(part)

    def set_narrow(self, outcomes: QWidget | None) -> None:
        """In the smallest window take in the outcomes, to stand over the findings; otherwise they stand elsewhere."""
        if outcomes is not None:
            for at, part in enumerate((self.waits, outcomes, self.heads)):
                self._body.insertWidget(at, part)
        else:
            self._top.insertWidget(1, self.waits)
            self._top.insertWidget(self._top.indexOf(self._found), self.heads)

    def _show_tab(self) -> None:
        ways = self.shows_ways
        self.heads.setHidden(ways)
        self._found.setHidden(ways)
        self._ways.setVisible(ways)


def scrolling(body: QWidget) -> QScrollArea:
    """Return a part that scrolls up and down."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(body)
    return scroll


def _column(holder: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
