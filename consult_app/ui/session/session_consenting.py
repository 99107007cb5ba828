"""The client's consent on the session screen: confirmed by one tick, or signed there and then."""

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from consult_app.app import App
from consult_app.documents.options import DocumentOptions
from consult_app.errors import ConsultError
from consult_app.ui.background import Background
from consult_app.ui.consultation.consenting import ClientConsents, Consenting, ToSign
from consult_app.ui.pages.session import SessionPage
from consult_app.ui.session.session_opening import OpenedSession
from consult_app.ui.session.session_state import SessionState

UNKNOWN = ("The consent form cannot be made.", "Open the consultation of this day and look at its safety check.")


class SessionConsenting(QObject):
    """``said`` carries what happened, in words, ``refused`` why something could not be done."""

    said = Signal(str)
    refused = Signal(object)

    def __init__(
        self, app: App, session: OpenedSession, state: SessionState, background: Background, page: SessionPage
    ) -> None:
        super().__init__(page)
        self._app, self._session, self._state, self._page = app, session, state, page
        self.consenting = Consenting(app, background, page)
        self.consenting.read.connect(self._show)
        self.consenting.said.connect(self.said)
        self.consenting.refused.connect(self._refuse)
        page.before.sign_wanted.connect(self._sign)
        page.before.confirm_wanted.connect(self._confirm)

    def _sign(self) -> None:
        stored, summary = self._session.stored, self._session.summary
        if summary is None:
            self.refused.emit(ConsultError(*UNKNOWN))
            return
        options = DocumentOptions(self._app.settings.paper, sample=self._app.is_demo)
        asked = ToSign(stored.consultation_id, stored.client_id, self._session.revision, summary, options)
        self.consenting.sign(asked)

    def _confirm(self) -> None:
        stored, standing = self._session.stored, self._state.standing
        if standing is not None:
            self.consenting.confirm(stored.consultation_id, stored.client_id, standing)

    def _show(self, known: ClientConsents) -> None:
        """What was just signed or confirmed is the consent to this session."""
        if isValid(self._page):
            self._state.know_consents(tuple(each.known for each in known.consents))
            if self._state.standing and self._state.standing.stands:
                self._state.update(arrival=self._state.record.arrival.model_copy(update={"consent": "yes"}))

    def _refuse(self, error: ConsultError) -> None:
        self._page.refresh()
        self.refused.emit(error)
