"""What is done with a consultation as a whole: finished, corrected, deleted, settled with another room's version."""

import datetime as dt

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from consult_app.app import App
from consult_app.clinical.consultation import Consultation
from consult_app.errors import ConsultError
from consult_app.records.papers import PaperOut
from consult_app.records.referring import notes_of_paper
from consult_app.records.values import StoredConsultation
from consult_app.ui.background import Background
from consult_app.ui.consultation.conflict import Conflict, Theirs
from consult_app.ui.consultation.consent_care import ConsentCare
from consult_app.ui.consultation.consultation_differences import consultation_differences
from consult_app.ui.consultation.finishing import Finishing, kept_papers
from consult_app.ui.consultation.record_notices import RecordNotices
from consult_app.ui.consultation.revising import Revising
from consult_app.ui.consultation.saving import Saving
from consult_app.ui.pages.handouts import HandoutsPage
from consult_app.ui.state import ConsultationState

NOT_KEPT = "Handed out, but its copy could not be kept. Print or save it again."


class RecordCare(QObject):
    """``opened`` carries the consultation to show now, ``asked_for`` one that somebody wants to read instead.

    ``gone`` says that the draft is deleted, ``not_saved`` that something could not be saved first, ``said`` what
    happened, in words.
    """

    opened = Signal(int)
    asked_for = Signal(int)
    gone = Signal()
    not_saved = Signal()
    said = Signal(str)

    def __init__(
        self, app: App, state: ConsultationState, saving: Saving, background: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._app, self._state, self._saving = app, state, saving
        self._background, self._window = background, window
        self.notices = RecordNotices(saving.header, app.now().tzinfo, state)
        self.revising = Revising(app, state, saving, background, window)
        self.conflict = Conflict(saving, background, window, self._stored, self._compare)
        self._connect()

    def serve(self, page: HandoutsPage) -> None:
        """Let a page finish the consultation and keep what it hands out, or show what a finished one kept."""
        finishing = Finishing(self._app, self._state, self._saving, page, self._window)
        page.finish_wanted.connect(lambda: finishing.start(self._background))
        page.issued.connect(self._keep_paper)
        consent = ConsentCare(self._app, self._state, self._saving, self._background, page)
        consent.said.connect(self.said)
        consent.not_saved.connect(self.not_saved)
        finishing.not_saved.connect(self.not_saved)
        finishing.finished.connect(lambda header: self.opened.emit(header.id))
        if self._state.is_read_only:
            records, header = self._app.records, self._saving.header
            self._background.run_records(
                lambda: kept_papers(records, header.id),
                lambda papers: page.show_kept(papers, header.updated_at) if isValid(page) else None,
                self._say_problem,
            )

    def _connect(self) -> None:
        self.notices.correct_wanted.connect(self.revising.correct)
        self.notices.compare_wanted.connect(self.revising.compare)
        self.notices.other_wanted.connect(self.asked_for)
        self.revising.opened.connect(self.opened)
        self.revising.gone.connect(self.gone)
        self.revising.said.connect(self.said)
        self.conflict.unsolved.connect(self.not_saved)

    def _stored(self) -> StoredConsultation:
        return self._app.records.load(self._saving.header.id)

    def _compare(self, theirs: StoredConsultation) -> Theirs:
        """What another room saved of this consultation, beside what is typed here."""
        state, value = self._state, theirs.consultation
        return Theirs(
            theirs.header.updated_at.astimezone(self._app.now().tzinfo),
            consultation_differences(state.consultation, value, state.catalogue),
            theirs.header.status == "draft",
            lambda: self._saving.go_on_from(theirs),
            lambda: state.update(**{name: getattr(value, name) for name in Consultation.model_fields}),
        )

    def _keep_paper(self, name: str, content: bytes, act: str) -> None:
        """Keep the exact bytes of a paper that went out, after every change made before it."""
        records, number, summary = self._app.records, self._saving.header.id, self._state.summary
        notes = notes_of_paper(summary, name) if summary else ()
        made_at = self._app.now().astimezone(dt.UTC)
        paper = PaperOut(name, content, made_at, "printed" if act == "print" else "exported", notes)
        self._background.run_records(
            lambda: records.papers.hand_out(number, paper), lambda _stored: None, lambda _error: self._say(NOT_KEPT)
        )

    def _say(self, words: str) -> None:
        if isValid(self):
            self.said.emit(words)

    def _say_problem(self, error: Exception) -> None:
        self._say(str(error) if isinstance(error, ConsultError) else "The papers could not be read.")
