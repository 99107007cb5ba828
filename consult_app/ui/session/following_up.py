"""Recording from a client's record what became of one of their sessions."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from consult_app.app import App
from consult_app.clinical.reactions import reactions_later
from consult_app.clinical.treatment_record import EventKind, TreatmentEvent
from consult_app.ui.background import Background
from consult_app.ui.session.follow_up_dialog import FollowUpDialog
from consult_app.ui.widgets.choice_field import ChoiceField

TITLE = "Add to a session"
Sessions = Sequence[tuple[int, str, dt.date]]
"""Id, name and day of each session, newest first."""


class SessionFollowUpDialog(FollowUpDialog):
    """Asks which session the entry is about too; the newest is chosen already."""

    def __init__(
        self, parent: QWidget, sessions: Sessions, today: dt.date, events: Sequence[tuple[str, str]], kind: EventKind
    ) -> None:
        super().__init__(parent, sessions[0][2], today, events, TITLE)
        self._days = {str(number): day for number, _name, day in sessions}
        self._today = today
        self.session = ChoiceField("Which session", [(str(number), name) for number, name, _day in sessions])
        self.session.setObjectName("follow_up_session")
        self.session.set_value(str(sessions[0][0]))
        self.session.set_locked(len(sessions) == 1)
        self.session.chosen.connect(lambda number: self.date.set_limits(self._days[number], self._today))
        self.column.insertWidget(0, self.session)
        self.setTabOrder(self.session.combo, self.kind)
        self.kind.set_value(kind)
        self._show_kind()
        (self.session if len(sessions) > 1 else self.date).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def treatment_id(self) -> int:
        """The session the entry is about."""
        return int(self.session.value)


class FollowingUp(QObject):
    """``recorded`` follows when an entry was kept, ``refused`` carries why it was not."""

    recorded = Signal()
    refused = Signal(object)

    def __init__(self, app: App, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._background, self._window = app, background, parent

    def ask(self, sessions: Sessions, kind: EventKind) -> None:
        """Ask what became of one of these sessions."""
        events = reactions_later(self._app.catalogue)
        dialog = SessionFollowUpDialog(self._window, sessions, self._app.today(), events, kind)
        dialog.given.connect(lambda event: self._record(dialog.treatment_id, event))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _record(self, treatment_id: int, event: TreatmentEvent) -> None:
        treatments = self._app.records.treatments
        self._background.run_records(
            lambda: treatments.add_event(treatment_id, event),
            lambda _stored: self.recorded.emit() if isValid(self) else None,
            lambda error: self.refused.emit(error) if isValid(self) else None,
        )
