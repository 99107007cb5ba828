"""Signing a treatment session: the passphrase is asked for, proved off the window's thread, and told what happened."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from consult_app.app import App, signing_key
from consult_app.errors import ConsultError, WrongPassphraseError
from consult_app.records.treatment_values import StoredTreatment
from consult_app.ui.background import Background
from consult_app.ui.consultation.finish_dialog import FinishDialog
from consult_app.ui.session.session_saving import SessionSaving
from consult_app.ui.session.session_state import SessionState

NOT_SIGNED = ("This session could not be signed.", "It is saved as a draft. Try again.")


class SessionSigning(QObject):
    """``signed`` says that it is done; until then the dialog stays and tells what is in the way."""

    signed = Signal()

    def __init__(
        self, app: App, state: SessionState, saving: SessionSaving, background: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._app, self._state, self._saving = app, state, saving
        self._background, self._window = background, window
        self.dialog: FinishDialog | None = None

    def ask(self) -> None:
        """Ask for the passphrase; everything typed is saved by now."""
        self.dialog = FinishDialog(self._window, (), None, is_demo=self._app.is_demo, title="Finish this session")
        self.dialog.wanted.connect(self._sign)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _sign(self, passphrase: str) -> None:
        app, stored, reviewed = self._app, self._saving.stored, self._state.review

        def work() -> StoredTreatment:
            key = signing_key(app, passphrase)
            return app.records.treatments.sign(stored.id, stored.revision, reviewed, key)

        self._background.run_records(work, self._done, self._failed)

    def _done(self, _stored: StoredTreatment) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.accept()
        self.dialog = None
        self.signed.emit()

    def _failed(self, error: Exception) -> None:
        if self.dialog is None or not isValid(self.dialog):
            return
        if isinstance(error, WrongPassphraseError):
            self.dialog.show_refused(str(error))
        elif isinstance(error, ConsultError):
            self.dialog.show_problem(error.message, error.next_step)
        else:
            self.dialog.show_problem(*NOT_SIGNED)
