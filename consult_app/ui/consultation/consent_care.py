"""The consent of an open consultation: the page of handouts shows it, and what is asked for there is done."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from consult_app.app import App
from consult_app.clinical.consent_standing import ConsentStanding
from consult_app.documents.options import DocumentOptions
from consult_app.errors import ConsultError
from consult_app.ui.background import Background
from consult_app.ui.consultation.consenting import ClientConsents, Consenting, ToSign
from consult_app.ui.consultation.saving import Saving
from consult_app.ui.pages.handouts import HandoutsPage
from consult_app.ui.pages.handouts_consent import ConsentShown
from consult_app.ui.state import ConsultationState


class ConsentCare(QObject):
    """``said`` carries what happened, in words; ``not_saved`` that what is typed could not be saved first."""

    said = Signal(str)
    not_saved = Signal()

    def __init__(
        self, app: App, state: ConsultationState, saving: Saving, background: Background, page: HandoutsPage
    ) -> None:
        super().__init__(page)
        self._state, self._saving, self._page = state, saving, page
        self.consenting = Consenting(app, background, page)
        self.consenting.read.connect(self._show)
        self.consenting.said.connect(self.said)
        self.consenting.refused.connect(self._refuse)
        page.sign_wanted.connect(lambda options: self._once_saved(lambda: self._sign(options)))
        page.confirm_wanted.connect(lambda standing: self._once_saved(lambda: self._confirm(standing)))
        page.withdraw_wanted.connect(self._withdraw)
        self.consenting.look(saving.header.client_id)

    def _show(self, known: ClientConsents) -> None:
        if isValid(self._page):
            self._page.show_consent(ConsentShown(tuple(each.known for each in known.consents), known.paper))

    def _sign(self, options: DocumentOptions) -> None:
        header, summary = self._saving.header, self._state.summary
        if summary is not None:
            self.consenting.sign(ToSign(header.id, header.client_id, header.revision, summary, options))

    def _confirm(self, standing: ConsentStanding) -> None:
        header = self._saving.header
        if header.client_id is not None:
            self.consenting.confirm(header.id, header.client_id, standing)

    def _withdraw(self, consent_id: int) -> None:
        if self._saving.header.client_id is not None:
            self.consenting.withdraw(self._saving.header.client_id, consent_id)

    def _once_saved(self, act: Callable[[], None]) -> None:
        """The consent is given to what is on the disk, so that is brought up to date first."""
        self._saving.after_saving(lambda ok: act() if ok else self.not_saved.emit())

    def _refuse(self, error: ConsultError) -> None:
        self.said.emit(f"{error.message} {error.next_step}".strip())
