"""Saving a treatment session: every change reaches the records in order, and the window can say so."""

from collections.abc import Callable

from consult_app.records.store import Records
from consult_app.records.treatment_values import StoredTreatment
from consult_app.ui.background import Background
from consult_app.ui.consultation.ordered_saving import OrderedSaving
from consult_app.ui.session.session_state import SessionState


class SessionSaving(OrderedSaving):
    """Saves one session that is being written; ``stored`` is it as it was last saved."""

    def __init__(self, state: SessionState, stored: StoredTreatment, records: Records, background: Background) -> None:
        super().__init__(state, background)
        self._state, self._records, self.stored = state, records, stored
        state.changed.connect(self.save)

    def go_on_from(self, stored: StoredTreatment) -> None:
        """Take what another room saved as the version that the next save replaces."""
        self.stored, self.failed = stored, ""

    def _work(self) -> Callable[[], StoredTreatment]:
        record, stored, treatments = self._state.record, self.stored, self._records.treatments
        return lambda: treatments.save(stored.id, record, stored.revision)

    def _take(self, answer: StoredTreatment) -> None:
        self.stored = answer
