"""When another room saved in between: both versions are shown, and the practitioner says which one goes on."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from consult_app.app import App
from consult_app.clinical.consultation import Consultation
from consult_app.records.values import StoredConsultation
from consult_app.ui.background import Background
from consult_app.ui.conflict_dialog import KEEP, ConflictDialog
from consult_app.ui.consultation_differences import consultation_differences
from consult_app.ui.saving import Saving
from consult_app.ui.state import ConsultationState


class Conflict(QObject):
    """Listens for a save that was refused as stale; until somebody chooses, nothing is written over anything.

    ``unsolved`` says that there is nothing to choose here: the other room finished or deleted the consultation.
    """

    unsolved = Signal()

    def __init__(
        self, app: App, state: ConsultationState, saving: Saving, background: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._state, self._saving, self._window = state, saving, window
        self._app, self._background = app, background
        self.dialog: ConflictDialog | None = None
        saving.stale.connect(self.look)

    def look(self) -> None:
        """Read what the other room saved."""
        number, records = self._saving.header.id, self._app.records
        self._background.run_records(lambda: records.load(number), self._show, lambda _error: self.unsolved.emit())

    def _show(self, theirs: StoredConsultation) -> None:
        if not isValid(self) or (self.dialog is not None and isValid(self.dialog)):
            return
        if theirs.header.status != "draft":
            self.unsolved.emit()
            return
        found = consultation_differences(self._state.consultation, theirs.consultation, self._state.catalogue)
        if not found:
            self._saving.go_on_from(theirs.header)
            self._saving.save()
            return
        when = theirs.header.updated_at.astimezone(self._app.now().tzinfo)
        self.dialog = ConflictDialog(self._window, found, f"{when:%H:%M}")
        self.dialog.chosen.connect(partial(self._choose, theirs))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _choose(self, theirs: StoredConsultation, choice: str) -> None:
        self.dialog = None
        self._saving.go_on_from(theirs.header)
        if choice == KEEP:
            self._saving.save()
        else:
            # As one change, so that Undo brings the own version back.
            self._state.update(**{name: getattr(theirs.consultation, name) for name in Consultation.model_fields})
