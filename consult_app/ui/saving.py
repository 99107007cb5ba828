"""Saving: every change of the open consultation reaches the records, in order, and the window can say so."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from consult_app.app import progress_of
from consult_app.errors import ConsultError
from consult_app.records.store import Records
from consult_app.records.values import Header, Progress, StaleRevisionError, StoredConsultation
from consult_app.ui.background import Background
from consult_app.ui.state import ConsultationState


class Saving(QObject):
    """Saves one draft. While a save runs, later changes wait and go together in the next one.

    ``told`` says that something of this changed: ``is_clean``, which is true only after the commit returned, or
    ``failed``, the sentence on the last try, empty unless it went wrong. A draft remembers the rules and the verdict
    it was last checked by; while ``is_unchecked``, or while the rules cannot run, that is saved again as it was.
    ``stale`` says that another room saved in between: nothing was written, and somebody has to choose.
    """

    told = Signal()
    stale = Signal()

    def __init__(
        self, state: ConsultationState, stored: StoredConsultation, records: Records, background: Background
    ) -> None:
        super().__init__(state)
        self._state, self._records, self._background = state, records, background
        self._header, self.step = stored.header, stored.header.progress.step
        self._is_running, self._wanted, self.failed = False, False, ""
        self._checked = (stored.header.progress.protocol_digest, stored.verdict)
        self.is_unchecked = False
        self._waiting: list[Callable[[bool], None]] = []
        state.changed.connect(lambda _parts: self.save())

    @property
    def header(self) -> Header:
        """The consultation as it was last saved."""
        return self._header

    @property
    def is_clean(self) -> bool:
        """Whether everything is on the disk."""
        return not (self._is_running or self._wanted)

    def open_step(self, step: str) -> None:
        """Remember the step that is open, so that the consultation continues there."""
        if step != self.step:
            self.step = step
            self.save()

    def save(self) -> None:
        """Save the consultation as it is now; a finished one stays as it was."""
        if self._state.is_read_only:
            return
        self._wanted = True
        if not self._is_running:
            self._start()

    def checked(self) -> None:
        """Remember the present rules as those it was last checked by."""
        self.is_unchecked = False
        self.save()

    def go_on_from(self, header: Header) -> None:
        """Take what another room saved as the version that the next save replaces."""
        self._header, self.failed = header, ""

    def save_if_failed(self) -> None:
        """Try again what could not be saved."""
        if self.failed:
            self.save()

    def after_saving(self, act: Callable[[bool], None]) -> None:
        """Call ``act`` once everything is on the disk (True), or when the last try failed (False)."""
        if self.is_clean:
            act(True)
            return
        self._waiting.append(act)
        if not self._is_running:
            self._start()

    def _start(self) -> None:
        self._is_running, self._wanted = True, False
        value, progress, header = self._state.consultation, self._progress(), self._header
        records = self._records
        self.failed = ""
        self.told.emit()
        self._background.run_records(
            lambda: records.save(header.id, value, header.revision, progress), self._done, self._failed
        )

    def _progress(self) -> Progress:
        progress = progress_of(self.step, self._state.summary, self._state.verdict())
        if not self.is_unchecked and self._state.summary is not None:
            self._checked = (progress.protocol_digest, progress.verdict)
        digest, verdict = self._checked
        return replace(progress, protocol_digest=digest, verdict=verdict)

    def _done(self, header: Header) -> None:
        self._header, self._is_running = header, False
        if header.client_id:
            self._state.name_client(header.client_id)
        if self._wanted:
            self._start()
            return
        self.told.emit()
        self._release(ok=True)

    def _failed(self, error: Exception) -> None:
        self._is_running, self._wanted = False, True
        self.failed = str(error) if isinstance(error, ConsultError) else "The last change could not be written."
        self.told.emit()
        self._release(ok=False)
        if isinstance(error, StaleRevisionError):
            self.stale.emit()

    def _release(self, *, ok: bool) -> None:
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act(ok)
