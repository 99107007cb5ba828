"""Saving a treatment session: every change reaches the records in order, and the window can say so."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from consult_app.errors import ConsultError
from consult_app.records.store import Records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.ui.background import Background
from consult_app.ui.session_state import SessionState


class SessionSaving(QObject):
    """While a save runs, later changes go together in the next one; ``failed`` is the sentence on the last try.

    ``told`` says that something of this changed; ``is_clean`` is true only after the commit returned.
    """

    told = Signal()

    def __init__(self, state: SessionState, stored: StoredTreatment, records: Records, background: Background) -> None:
        super().__init__(state)
        self._state, self._records, self._background = state, records, background
        self.stored, self.failed = stored, ""
        self._is_running = self._wanted = False
        self._waiting: list[Callable[[bool], None]] = []
        state.changed.connect(self.save)

    @property
    def is_clean(self) -> bool:
        """Whether everything is on the disk."""
        return not (self._is_running or self._wanted)

    def save(self) -> None:
        """Save the record as it is now."""
        self._wanted = True
        if not self._is_running:
            self._start()

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
        self._is_running, self._wanted, self.failed = True, False, ""
        record, stored, treatments = self._state.record, self.stored, self._records.treatments
        self.told.emit()
        self._background.run_records(
            lambda: treatments.save(stored.id, record, stored.revision), self._done, self._failed
        )

    def _done(self, stored: StoredTreatment) -> None:
        self.stored, self._is_running = stored, False
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

    def _release(self, *, ok: bool) -> None:
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act(ok)
