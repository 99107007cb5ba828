"""The session screen: before, numbing, needling, after, and what the record still lacks."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from consult_app.clinical.dates import short_date
from consult_app.ui.pages.session_after import AfterPart
from consult_app.ui.pages.session_before import BeforePart
from consult_app.ui.pages.session_later import LaterPart
from consult_app.ui.pages.session_needling import NeedlingPart
from consult_app.ui.pages.session_numbing import NumbingPart
from consult_app.ui.session.session_state import SessionState
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.notices import NoticeLine
from consult_app.ui.widgets.sheet_head import SheetHead

LARGEST_WIDTH, SHOWN = 960, 3
KINDS = {"test_patch": "Test patch", "session": "Treatment session"}


class SessionPage(QWidget):
    """Shows one session; ``changed`` says that what it lacks may differ."""

    changed = Signal()

    def __init__(self, state: SessionState, clock: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self.state = state
        title = f"{KINDS[state.day.kind]}, {short_date(state.record.date)}"
        self.setObjectName("page_session")
        self.setAccessibleName(title)
        self.before = BeforePart(state)
        self.numbing = NumbingPart(state, clock)
        self.later = LaterPart(state)
        self.parts = (self.before, self.numbing, NeedlingPart(state), AfterPart(state), self.later)
        self.head, sheet = SheetHead(title), QWidget()
        self._notice, self._beyond_shown = QWidget(), tuple[str, ...]()
        self._beyond = QVBoxLayout(self._notice)
        self._beyond.setContentsMargins(24, 8, 24, 8)
        self._notice.hide()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in self.parts:
            column.addWidget(part)
        column.addStretch(1)
        sheet.setMaximumWidth(LARGEST_WIDTH)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self._notice)
        whole.addWidget(self._scroll, 1)
        state.changed.connect(self.refresh)
        self.refresh()

    @property
    def places(self) -> dict[str, QWidget]:
        """The field behind each place a remark may name."""
        return {place: field for part in self.parts for place, field in part.places.items()}

    def refresh(self) -> None:
        """Show the record, and over it what goes beyond the plan or a limit."""
        for part in self.parts:
            part.refresh()
        self._show_beyond(self.state.outside)
        self.changed.emit()

    def _show_beyond(self, texts: tuple[str, ...]) -> None:
        """Say calmly what goes beyond; it stays in sight while the sheet scrolls."""
        if texts == self._beyond_shown:
            return
        self._beyond_shown = texts
        empty(self._beyond)
        self._notice.setVisible(bool(texts))
        if texts:
            more = (f"and {len(texts) - SHOWN} more",) if len(texts) > SHOWN else ()
            lines = "\n".join((*texts[:SHOWN], *more))
            self._beyond.addWidget(NoticeLine("info", "Beyond the plan or a limit", lines, outcome="precautions"))

    def show_place(self, place: str) -> bool:
        """Focus the field a remark names; False where there is none."""
        field = self.places.get(place)
        if field is None:
            return False
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(field, 0, 72)
        return True

    def close_to_changes(self) -> None:
        """A signed session is read only; what became of it is still added."""
        for part in self.parts:
            part.setEnabled(part is self.later)

    def commit(self) -> None:
        """Hand over what is still being typed."""
        for part in self.parts:
            part.flush()
