"""Deleting a client's newest draft from their record, with a reason that the audit trail keeps."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from consult_app.clinical.dates import short_date
from consult_app.errors import ConsultError
from consult_app.records.store import Records
from consult_app.records.values import Header
from consult_app.ui.background import Background
from consult_app.ui.consultation.revising import DELETE_LINE, DELETE_TITLE, DELETE_WAY_ON
from consult_app.ui.widgets.ask_dialog import ReasonDialog

DONE = "Draft deleted."


class DraftDeleting(QObject):
    """``deleted`` says that it is gone, ``said`` why it is not."""

    deleted = Signal()
    said = Signal(str)

    def __init__(self, records: Records, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._records, self._background, self._window = records, background, window

    def ask(self, draft: Header) -> None:
        """Ask for the reason, then delete the draft as it was shown."""
        line = f"Consultation {draft.id} of {short_date(draft.as_of)}. {DELETE_LINE}"
        dialog = ReasonDialog(self._window, DELETE_TITLE, line, DELETE_WAY_ON, "danger")
        dialog.given.connect(lambda reason: self._delete(draft, reason))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _delete(self, draft: Header, reason: str) -> None:
        delete = self._records.signing.delete_draft
        self._background.run_records(
            lambda: delete(draft.id, draft.revision, reason),
            lambda _none: self.deleted.emit() if isValid(self) else None,
            self._refused,
        )

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ConsultError):
            raise error
        if isValid(self):
            self.said.emit(f"{error.message} {error.next_step}")
