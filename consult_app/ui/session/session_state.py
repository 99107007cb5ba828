"""The open treatment session: its record, the limits of the day, and what it still lacks."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consent_standing import ConsentStanding, KnownConsent, SessionConsent
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.treatment_day import TreatmentDay
from consult_app.clinical.treatment_record import AreaTreated, TreatmentRecord
from consult_app.clinical.treatment_review import Review, review
from consult_app.ui.consultation.undo_list import UndoList


class SessionState(QObject):
    """Holds the frozen record; parts of the page call ``update`` and show it again on ``changed``.

    ``consent`` is None for a correction, whose consent was settled with the session it corrects.
    """

    changed = Signal()

    def __init__(
        self,
        record: TreatmentRecord,
        day: TreatmentDay,
        consultation: Consultation,
        catalogue: Catalogue,
        *,
        consent: SessionConsent | None,
    ) -> None:
        super().__init__()
        self.day, self.consultation, self.catalogue = day, consultation, catalogue
        self._consent = consent
        self.signed_outside: tuple[str, ...] | None = None
        self.is_read_only = False
        self._record, self._undo = record, UndoList[TreatmentRecord]()
        self.review: Review = self._reviewed()

    @property
    def outside(self) -> tuple[str, ...]:
        """What goes beyond the plan or a limit; of a signed session in the words that were signed."""
        if self.signed_outside is not None:
            return self.signed_outside
        return tuple(remark.text for remark in self.review.outside)

    @property
    def record(self) -> TreatmentRecord:
        """The record as it is now."""
        return self._record

    @property
    def standing(self) -> ConsentStanding | None:
        """How the client's consent stands to the session as it is recorded now."""
        consent = self._consent
        return None if consent is None else consent.standing(self._record, self.consultation, self.catalogue)

    def know_consents(self, known: tuple[KnownConsent, ...]) -> None:
        """Judge by the consents as they are in the records now."""
        if self._consent is not None and known != self._consent.known:
            self._consent = replace(self._consent, known=known)
            self.review = self._reviewed()
            self.changed.emit()

    def update(self, **parts: Any) -> None:
        """Replace the named parts by new frozen values; nothing happens when none differs."""
        value = self._record.model_copy(update=parts)
        if value == self._record or self.is_read_only:
            return
        self._undo.keep(self._record)
        self._set(value)

    def undo(self) -> None:
        """Go back to the record before the last change."""
        if (value := self._undo.undo(self._record)) is not None:
            self._set(value)

    def redo(self) -> None:
        """Take back the last undo."""
        if (value := self._undo.redo(self._record)) is not None:
            self._set(value)

    def update_area(self, key: str, **parts: Any) -> None:
        """Replace parts of what was done to one area."""
        self.update(areas=tuple(_with(area, parts) if area.key == key else area for area in self._record.areas))

    def _set(self, value: TreatmentRecord) -> None:
        self._record = value
        self.review = self._reviewed()
        self.changed.emit()

    def _reviewed(self) -> Review:
        return review(self._record, self.day, self.consultation, self.catalogue, consent=self.standing)


def _with(area: AreaTreated, parts: dict[str, Any]) -> AreaTreated:
    return area.model_copy(update=parts)
