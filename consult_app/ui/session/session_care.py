"""What is done with a treatment session as a whole: corrected, deleted, followed up, settled with another room."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from consult_app.app import App
from consult_app.clinical.reactions import reactions_later
from consult_app.clinical.treatment_record import TreatmentEvent, TreatmentRecord
from consult_app.records.treatment_values import StoredTreatment
from consult_app.ui.background import Background
from consult_app.ui.consultation.conflict import Conflict, Theirs
from consult_app.ui.session.follow_up_dialog import FollowUpDialog
from consult_app.ui.session.session_differences import session_differences
from consult_app.ui.session.session_saving import SessionSaving
from consult_app.ui.session.session_state import SessionState
from consult_app.ui.widgets.ask_dialog import ReasonDialog

CORRECT_TITLE, CORRECT_WAY_ON = "Correct this session", "Start the correction"
CORRECT_LINE = "A new revision opens with the same entries. This one stays as it was signed; both can be read."
DELETE_TITLE, DELETE_WAY_ON = "Delete this session", "Delete session"
DELETE_LINE = "Its entries are deleted and cannot be brought back. The audit trail keeps when, who and why."


class SessionCare(QObject):
    """``opened`` carries the session to show now, ``gone`` says that the draft is deleted, ``followed_up`` what is new.

    ``not_saved`` says that something could not be saved first, ``refused`` why something asked for cannot be.
    """

    opened = Signal(int)
    gone = Signal()
    followed_up = Signal(object)
    not_saved = Signal()
    refused = Signal(object)

    def __init__(
        self, app: App, state: SessionState, saving: SessionSaving, background: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._app, self._state, self._saving = app, state, saving
        self._background, self._window = background, window
        self._treatments = app.records.treatments
        self.conflict = Conflict(saving, background, window, self._stored, self._compare, what="session")
        self.conflict.unsolved.connect(self.not_saved)

    def correct(self) -> None:
        """Ask for the reason, then open the new revision."""
        number = self._saving.stored.id
        dialog = ReasonDialog(self._window, CORRECT_TITLE, CORRECT_LINE, CORRECT_WAY_ON)
        dialog.given.connect(
            lambda reason: self._run(
                lambda: self._treatments.correct(number, reason), lambda stored: self.opened.emit(stored.id)
            )
        )
        self._show(dialog)

    def delete(self) -> None:
        """Ask for the reason, then delete the session as it was last saved."""
        dialog = ReasonDialog(self._window, DELETE_TITLE, DELETE_LINE, DELETE_WAY_ON, "danger")
        dialog.given.connect(lambda reason: self._saving.after_saving(lambda _ok: self._delete(reason)))
        self._show(dialog)

    def add_follow_up(self) -> None:
        """Ask what became of the session, and record it."""
        stored, events = self._saving.stored, reactions_later(self._app.catalogue)
        dialog = FollowUpDialog(self._window, stored.date, self._app.today(), events)
        dialog.given.connect(self._record)
        self._show(dialog)

    def _delete(self, reason: str) -> None:
        stored, treatments = self._saving.stored, self._treatments
        self._run(lambda: treatments.delete_draft(stored.id, stored.revision, reason), lambda _none: self.gone.emit())

    def _record(self, event: TreatmentEvent) -> None:
        number, treatments = self._saving.stored.id, self._treatments

        def work() -> StoredTreatment:
            treatments.add_event(number, event)
            return treatments.load(number)

        self._run(work, lambda stored: self.followed_up.emit(stored.events))

    def _stored(self) -> StoredTreatment:
        return self._treatments.load(self._saving.stored.id)

    def _compare(self, theirs: StoredTreatment) -> Theirs:
        """What another room saved of this session, beside what is typed here."""
        state, record = self._state, theirs.record
        return Theirs(
            theirs.updated_at.astimezone(self._app.now().tzinfo),
            session_differences(state.record, record, state.catalogue),
            theirs.status == "draft",
            lambda: self._saving.go_on_from(theirs),
            lambda: state.update(**{name: getattr(record, name) for name in TreatmentRecord.model_fields}),
        )

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _run(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._background.run_records(work, lambda result: done(result) if isValid(self) else None, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self.refused.emit(error)
