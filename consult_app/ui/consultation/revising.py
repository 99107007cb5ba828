"""Corrections of a finished consultation, its two versions side by side, and drafts deleted with a reason."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from consult_app.app import App
from consult_app.errors import ConsultError
from consult_app.records.values import StoredConsultation
from consult_app.ui.background import Background
from consult_app.ui.consultation.conflict_dialog import DifferencesDialog
from consult_app.ui.consultation.consultation_differences import consultation_differences
from consult_app.ui.consultation.saving import Saving
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.ask_dialog import ReasonDialog

CORRECT_TITLE, CORRECT_WAY_ON = "Correct this consultation", "Start the correction"
CORRECT_LINE = "A new revision opens with the same answers. This one stays as it was signed; both can be read."
DELETE_TITLE, DELETE_WAY_ON = "Delete this draft", "Delete draft"
DELETE_LINE = "Its answers are deleted and cannot be brought back. The audit trail keeps when, who and why."
SAME = "The two say the same so far."


class Revising(QObject):
    """``opened`` carries the consultation to open, ``gone`` says that the draft is deleted, ``said`` what happened."""

    opened = Signal(int)
    gone = Signal()
    said = Signal(str)

    def __init__(
        self, app: App, state: ConsultationState, saving: Saving, background: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._app, self._state, self._saving = app, state, saving
        self._background, self._window = background, window

    def correct(self) -> None:
        """Ask for the reason, then open the new revision."""
        number, signing = self._saving.header.id, self._app.records.signing
        dialog = ReasonDialog(self._window, CORRECT_TITLE, CORRECT_LINE, CORRECT_WAY_ON)
        dialog.given.connect(lambda reason: self._run(lambda: signing.revise(number, reason), self._open))
        self._show(dialog)

    def delete(self) -> None:
        """Ask for the reason, then delete the draft as it was last saved."""
        dialog = ReasonDialog(self._window, DELETE_TITLE, DELETE_LINE, DELETE_WAY_ON, "danger")
        dialog.given.connect(lambda reason: self._saving.after_saving(lambda _ok: self._delete(reason)))
        self._show(dialog)

    def compare(self, earlier: int) -> None:
        """Show in what this consultation differs from the one it corrects."""
        self._run(lambda: self._app.records.load(earlier), self._show_differences)

    def _delete(self, reason: str) -> None:
        header, signing = self._saving.header, self._app.records.signing
        self._run(lambda: signing.delete_draft(header.id, header.revision, reason), lambda _none: self.gone.emit())

    def _open(self, stored: StoredConsultation) -> None:
        self.opened.emit(stored.id)

    def _show_differences(self, earlier: StoredConsultation) -> None:
        mine, theirs = self._state.consultation, earlier.consultation
        found = consultation_differences(mine, theirs, self._state.catalogue)
        if found:
            self._show(DifferencesDialog(self._window, found, ("This revision", "The earlier one")))
        else:
            self.said.emit(SAME)

    def _show(self, dialog: Any) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _run(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._background.run_records(work, lambda result: done(result) if isValid(self) else None, self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ConsultError):
            raise error
        if isValid(self):
            self.said.emit(f"{error.message} {error.next_step}")
