"""A client's consents in an open window: read, signed, confirmed and withdrawn, off the window's thread."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from consult_app.app import App
from consult_app.clinical.consent import Consent, Stroke, scope_of
from consult_app.clinical.consent_standing import ConsentStanding, signing_lock
from consult_app.clinical.summary import Summary
from consult_app.documents import make_sheets, make_signed_consent
from consult_app.documents.options import DocumentOptions
from consult_app.errors import ConsultError
from consult_app.records.consent_values import StoredConsent
from consult_app.ui.background import Background
from consult_app.ui.consultation.consent_dialog import ConsentDialog, Way
from consult_app.ui.consultation.consent_withdrawal import WithdrawalDialog

NOT_KEPT = ("The consent could not be kept.", "Nothing was signed. Try again.")


@dataclass(frozen=True)
class ToSign:
    """What is signed: a consultation as it is saved, in words, whose it is, and how its form is laid out."""

    consultation_id: int
    client_id: str | None
    revision: int
    summary: Summary
    options: DocumentOptions


@dataclass(frozen=True)
class ClientConsents:
    """What is known of a client's consents, the one given last first, with the paper of that one."""

    consents: tuple[StoredConsent, ...] = ()
    paper: bytes = b""


class Consenting(QObject):
    """``read`` carries what is known of the client's consents, ``said`` what happened, ``refused`` what did not."""

    read = Signal(object)
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, app: App, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._app, self._background, self._window = app, background, window
        self.dialog: ConsentDialog | None = None
        self.withdrawal: WithdrawalDialog | None = None

    def look(self, client_id: str | None) -> None:
        """Read the client's consents; one who is not on record has none."""
        if client_id is None:
            self.read.emit(ClientConsents())
            return
        records = self._app.records

        def work() -> ClientConsents:
            known = records.consents.of_client(client_id)
            return ClientConsents(known, records.document_content(known[0].document_id) if known else b"")

        self._background.run_records(work, self._tell, self._refuse)

    def sign(self, asked: ToSign) -> None:
        """Show the form and let the client sign it, or say why it cannot be signed now."""
        lock = signing_lock(asked.summary) if asked.client_id else "Enter the client's name first."
        if lock:
            self.refused.emit(ConsultError("The consent cannot be signed now.", lock))
            return
        self._background.run(
            lambda: make_sheets(asked.summary, "consent", self._issued(asked.options)).data,
            lambda form: self._show(asked, form) if isValid(self) else None,
            self._refuse,
        )

    def confirm(self, consultation_id: int, client_id: str, standing: ConsentStanding) -> None:
        """Note that the client still agrees."""
        self._change(
            lambda: self._app.records.consents.confirm(consultation_id, standing), client_id, "Consent confirmed"
        )

    def withdraw(self, client_id: str, consent_id: int) -> None:
        """Ask, then note that the client takes a consent back from today."""
        records, today = self._app.records, self._app.today()
        self.withdrawal = WithdrawalDialog(self._window)
        self.withdrawal.given.connect(
            lambda said: self._change(
                lambda: records.consents.withdraw(consent_id, today, said), client_id, "Consent withdrawn"
            )
        )
        self.withdrawal.finished.connect(self.withdrawal.deleteLater)
        self.withdrawal.open()

    def _show(self, asked: ToSign, form: bytes) -> None:
        summary = asked.summary
        dialog = ConsentDialog(
            self._window,
            form,
            summary.client.name or "",
            self._witness(summary),
            summary.as_of,
            only_paper=summary.as_of != self._app.today(),
        )
        self.dialog = dialog
        dialog.given.connect(lambda way, strokes: self._give(asked, way, strokes))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _give(self, asked: ToSign, way: Way, strokes: tuple[Stroke, ...]) -> None:
        summary, records, options = asked.summary, self._app.records, self._issued(asked.options)
        witness = self._witness(summary)

        def work() -> StoredConsent:
            given = Consent(
                date=summary.as_of,
                name=summary.client.name or "",
                witness=witness,
                way=way,
                scope=scope_of(summary),
                strokes=strokes,
            )
            paper = make_signed_consent(summary, given, options).data
            return records.consents.give(asked.consultation_id, asked.revision, given, paper)

        self._background.run_records(work, lambda kept: self._given(kept, asked), self._not_given)

    def _given(self, kept: StoredConsent, asked: ToSign) -> None:
        if isValid(self):
            self._close()
            self.said.emit("Consent recorded as signed on paper" if kept.consent.way == "paper" else "Consent signed")
            self.look(asked.client_id)

    def _not_given(self, error: Exception) -> None:
        told = (error.message, error.next_step) if isinstance(error, ConsultError) else NOT_KEPT
        if isValid(self) and self.dialog is not None and isValid(self.dialog):
            self.dialog.show_problem(*told)

    def _change(self, work: Callable[[], StoredConsent], client_id: str, words: str) -> None:
        def done(_kept: StoredConsent) -> None:
            if isValid(self):
                self.said.emit(words)
                self.look(client_id)

        self._background.run_records(work, done, self._refuse)

    def _close(self) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.accept()
        self.dialog = None

    def _tell(self, known: ClientConsents) -> None:
        self.read.emit(known)

    def _refuse(self, error: Exception) -> None:
        if isValid(self):
            self.refused.emit(error if isinstance(error, ConsultError) else ConsultError(*NOT_KEPT))

    def _witness(self, summary: Summary) -> str:
        return summary.practitioner.name or self._app.records.practitioner.name

    def _issued(self, options: DocumentOptions) -> DocumentOptions:
        now = self._app.now()
        return replace(options, issued=now.strftime("%Y-%m-%dT%H:%M"), draft=False)
