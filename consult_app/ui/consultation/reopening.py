"""The notice over a draft of another day or under other rules, and the choices it offers."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.clinical.differences import differences
from consult_app.records.values import StoredConsultation
from consult_app.ui.consultation.saving import Saving
from consult_app.ui.consultation.standing import (
    BRING,
    CHECK,
    CLOSE,
    KEEP,
    Standing,
    Told,
    by_rules,
    difference_lines,
    view_of,
)
from consult_app.ui.pages.handouts_list import NO_HOLD, Hold
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.notices import ChoiceNotice, ChoiceView


class Reopening(QWidget):
    """Stands over a draft while something is to be said or chosen; a finished consultation is left alone.

    ``held`` carries what is held back when that changes, ``said`` a word on what was done and whether it can be
    undone, ``chosen`` that the keyboard has no place here any more.
    """

    held = Signal(object)
    said = Signal(str, bool)
    chosen = Signal()

    def __init__(
        self, state: ConsultationState, saving: Saving, stored: StoredConsultation, today: Callable[[], dt.date]
    ) -> None:
        super().__init__()
        self.setObjectName("reopening")
        self._state, self._saving, self._today = state, saving, today
        self._kept: dt.date | None = None
        self._told: Told | None = None
        self._by_rules = None if state.is_read_only else by_rules(stored, state.verdict(), state.catalogue)
        saving.is_unchecked = self._by_rules is not None
        self._standing: Standing | None = None
        self._notice: ChoiceNotice | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self.setVisible(False)
        state.changed.connect(lambda _parts: self.look())
        self.look()

    @property
    def hold(self) -> Hold:
        """What is held back now."""
        return self._standing.hold if self._standing else NO_HOLD

    def look(self) -> None:
        """See how the draft stands now; the clock goes on while it is open."""
        if self._state.is_read_only:
            return
        as_of, today = self._state.consultation.as_of, self._today()
        if as_of != today:
            self._told = None
        standing = Standing(as_of, today, self._kept, self._by_rules, self._told)
        if standing != self._standing:
            self._standing = standing
            self._show(view_of(standing, self._state.catalogue.protocol))
            self.held.emit(standing.hold)

    def _show(self, view: ChoiceView | None) -> None:
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
        if view is not None:
            self._notice = ChoiceNotice(view)
            self._notice.acted.connect(self._act)
            self._column.addWidget(self._notice)
            self._notice.show()
        self.setVisible(view is not None)

    def _act(self, choice: str) -> None:
        acts = {BRING: self._bring, KEEP: self._keep, CHECK: self._accept_rules, CLOSE: self._close}
        acts[choice]()
        self.look()
        self.chosen.emit()

    def _bring(self) -> None:
        since, before = self._state.consultation.as_of, self._state.verdict()
        self._state.update(as_of=self._today())
        now = self._state.verdict()
        if before and now:
            self._told = Told(since, difference_lines(differences(before, now, self._state.catalogue)))
        self._accept_rules()
        self.said.emit("Brought to today", True)

    def _keep(self) -> None:
        self._kept = self._state.consultation.as_of
        self._accept_rules()

    def _accept_rules(self) -> None:
        """Take the present rules as checked; not while they cannot run."""
        if self._by_rules is not None and self._state.assessment is not None:
            self._by_rules = None
            self._saving.checked()

    def _close(self) -> None:
        self._told = None
