"""Saving: every change of the open consultation reaches the records, in order, and the window can say so."""

from collections.abc import Callable
from dataclasses import replace

from consult_app.app import progress_of
from consult_app.records.store import Records
from consult_app.records.values import Header, Progress, StoredConsultation
from consult_app.ui.background import Background
from consult_app.ui.consultation.ordered_saving import OrderedSaving
from consult_app.ui.state import ConsultationState


class Saving(OrderedSaving):
    """Saves one draft.

    A draft remembers the rules and the verdict it was last checked by; while ``is_unchecked``, or while the rules
    cannot run, that is saved again as it was.
    """

    def __init__(
        self, state: ConsultationState, stored: StoredConsultation, records: Records, background: Background
    ) -> None:
        super().__init__(state, background)
        self._state, self._records = state, records
        self._header, self.step = stored.header, stored.header.progress.step
        self._shown = self._sent = stored.consultation.client
        self._checked = (stored.header.progress.protocol_digest, stored.verdict)
        self.is_unchecked = False
        state.changed.connect(lambda _parts: self.save())

    @property
    def header(self) -> Header:
        """The consultation as it was last saved."""
        return self._header

    def open_step(self, step: str) -> None:
        """Remember the step that is open, so that the consultation continues there."""
        if step != self.step:
            self.step = step
            self.save()

    def save(self) -> None:
        """Save the consultation as it is now; a finished one stays as it was."""
        if not self._state.is_read_only:
            super().save()

    def checked(self) -> None:
        """Remember the present rules as those it was last checked by."""
        self.is_unchecked = False
        self.save()

    def go_on_from(self, stored: StoredConsultation) -> None:
        """Take what another room saved as the version that the next save replaces."""
        self._header, self._shown, self.failed = stored.header, stored.consultation.client, ""

    def _work(self) -> Callable[[], Header]:
        value, progress, header = self._state.consultation, self._progress(), self._header
        records, shown, self._sent = self._records, self._shown, value.client
        return lambda: records.save(header.id, value, header.revision, progress, shown=shown)

    def _progress(self) -> Progress:
        progress = progress_of(self.step, self._state.summary, self._state.verdict())
        if not self.is_unchecked and self._state.summary is not None:
            self._checked = (progress.protocol_digest, progress.verdict)
        digest, verdict = self._checked
        return replace(progress, protocol_digest=digest, verdict=verdict)

    def _take(self, answer: Header) -> None:
        self._header, self._shown = answer, self._sent
        if answer.client_id:
            self._state.name_client(answer.client_id)
