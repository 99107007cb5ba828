"""Finishing a consultation: saved first, signed with the passphrase off the window's thread, and told what happened."""

import datetime as dt

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from consult_app.app import App, signing_key
from consult_app.clinical.dates import weekday_date
from consult_app.clinical.summary import Summary
from consult_app.errors import ConsultError, WrongPassphraseError
from consult_app.records.signing import freeze
from consult_app.records.store import Records
from consult_app.records.values import Header, StaleRevisionError
from consult_app.ui.background import Background
from consult_app.ui.consultation.finish_dialog import FinishDialog
from consult_app.ui.consultation.saving import Saving
from consult_app.ui.pages.handouts import HandoutsPage
from consult_app.ui.pages.handouts_kept import KeptPaper
from consult_app.ui.pages.handouts_open import open_matters
from consult_app.ui.state import ConsultationState


def kept_papers(records: Records, consultation_id: int) -> tuple[KeptPaper, ...]:
    """The papers of a consultation with their bytes, newest first; VerificationError when one was altered."""
    return tuple(
        KeptPaper(document, records.document_content(document.id)) for document in records.documents(consultation_id)
    )


def recall_day(summary: Summary) -> dt.date | None:
    """When the client comes next: the first planned day ahead, else the first on which treatment may be open."""
    planned = [visit.date for visit in summary.plan.visits if visit.date and visit.date > summary.as_of]
    earliest = summary.outlook.earliest.overall.day
    return min(planned, default=earliest if earliest and earliest > summary.as_of else None)


class Finishing(QObject):
    """``finished`` carries the header of the signed consultation, ``not_saved`` that it could not be saved first."""

    finished = Signal(object)
    not_saved = Signal()

    def __init__(self, app: App, state: ConsultationState, saving: Saving, page: HandoutsPage, window: QWidget) -> None:
        super().__init__(window)
        self._app, self._state, self._saving, self._page, self._window = app, state, saving, page, window
        self.dialog: FinishDialog | None = None

    def start(self, background: Background) -> None:
        """Save what is typed, then ask."""
        self._saving.after_saving(lambda ok: self._ask(background) if ok else self.not_saved.emit())

    def _ask(self, background: Background) -> None:
        summary = self._state.summary
        if summary is None:
            return
        matters = tuple(words for _target, words in open_matters(summary))
        self.dialog = FinishDialog(self._window, matters, self._page.papers_to_keep(), is_demo=self._app.is_demo)
        if day := recall_day(summary):
            self.dialog.add_note(f"To come back: {weekday_date(day)}.")
        self.dialog.wanted.connect(lambda passphrase: self._sign(background, passphrase))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _sign(self, background: Background, passphrase: str) -> None:
        summary, verdict, header = self._state.summary, self._state.verdict(), self._saving.header
        if summary is None or verdict is None:
            return
        app, papers = self._app, self._page.keeping()

        def work() -> Header:
            key = signing_key(app, passphrase)
            content = freeze(summary, verdict)
            return app.records.signing.sign_consultation(header.id, header.revision, content, papers(), key)

        background.run_records(work, self._done, self._failed)

    def _done(self, header: Header) -> None:
        if not isValid(self):
            return
        self._close()
        self.finished.emit(header)

    def _failed(self, error: Exception) -> None:
        if not isValid(self):
            return
        if isinstance(error, StaleRevisionError):
            self._close()
            self._saving.save()  # refused likewise, and then both versions are shown
        elif self.dialog is None or not isValid(self.dialog):
            return
        elif isinstance(error, WrongPassphraseError):
            self.dialog.show_refused(str(error))
        elif isinstance(error, ConsultError):
            self.dialog.show_problem(error.message, error.next_step)
        else:
            line = "It is saved as a draft. Try again; if it happens again, save the papers first."
            self.dialog.show_problem("This consultation could not be signed.", line)

    def _close(self) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.accept()
        self.dialog = None
