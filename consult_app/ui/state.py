"""The open consultation: its current value, its undo list, and what the rules make of it."""

import logging
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.carried import Carried
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.summary import Summary, summarise
from consult_app.clinical.verdict_record import VerdictRecord, verdict_record
from consult_app.clinical.workflow import Progress, progress
from consult_app.ui.consultation.as_signed import AsSigned
from consult_app.ui.consultation.undo_list import UndoList

log = logging.getLogger(__name__)


class ConsultationState(QObject):
    """Holds the frozen consultation; pages call ``update`` and refresh on the parts that changed.

    ``changed`` carries the names of the parts that differ, ``named`` tells that the client got an id. ``summary`` is
    None while the rules could not run: the window then shows Incomplete and locks signing, never an older verdict.
    ``carried`` are the client's answers of another day, to be confirmed: no part of the value, so they weigh nothing.
    With ``is_read_only`` nothing can change: an update is ``refused``, and pages show again what there is. ``signed``
    is what was signed of it, and takes the place of what today's rules would make of it: where the two differ,
    ``is_frozen`` says that nothing may be worked out anew.
    """

    changed = Signal(frozenset)
    named = Signal()
    refused = Signal()

    def __init__(
        self,
        consultation: Consultation,
        catalogue: Catalogue,
        parent: QObject | None = None,
        *,
        is_read_only: bool = False,
        carried: Carried | None = None,
        signed: AsSigned | None = None,
    ) -> None:
        super().__init__(parent)
        self.catalogue, self.is_read_only, self.carried, self.signed = catalogue, is_read_only, carried, signed
        self._value = consultation
        self._undo = UndoList[Consultation]()
        self.assessment: Assessment | None = None
        self.summary: Summary | None = None
        self._progress: Mapping[str, Progress] | None = None
        self.is_frozen = False
        self._judge()
        if signed is not None:
            self._show_signed(signed)

    @property
    def consultation(self) -> Consultation:
        """The current value."""
        return self._value

    def verdict(self) -> VerdictRecord | None:
        """The verdict as it is kept with the consultation; None while the rules could not run."""
        if self.signed is not None:
            return self.signed.verdict
        return verdict_record(self._value, self.catalogue, self.assessment) if self.assessment else None

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier value."""
        return self._undo.can_undo

    def update(self, **parts: Any) -> None:
        """Replace the named parts by new frozen values; nothing happens when none differs."""
        value = self._value.model_copy(update=parts)
        if value == self._value:
            return
        if self.is_read_only:
            self.changed.emit(frozenset(parts))
            self.refused.emit()
            return
        self._undo.keep(self._value)
        self._set(value)

    def undo(self) -> None:
        """Go back to the value before the last change."""
        if (value := self._undo.undo(self._value)) is not None:
            self._set(value)

    def redo(self) -> None:
        """Take back the last undo."""
        if (value := self._undo.redo(self._value)) is not None:
            self._set(value)

    def name_client(self, client_id: str) -> None:
        """Take over the id the records gave the client, in every value that undo can bring back."""
        if self._value.client.id == client_id:
            return
        self._undo.rewrite(lambda value: _named(value, client_id))
        self._value = _named(self._value, client_id)
        self._judge()
        self.named.emit()

    def _set(self, value: Consultation) -> None:
        parts = frozenset(
            name for name in Consultation.model_fields if getattr(value, name) != getattr(self._value, name)
        )
        self._value = value
        self._judge()
        # Another day moves what every date may be, so every page shows itself anew.
        self.changed.emit(frozenset(Consultation.model_fields) if "as_of" in parts else parts)

    def _show_signed(self, signed: AsSigned) -> None:
        self.is_frozen = self.summary is None or self.summary != signed.summary
        if self.is_frozen:
            self.summary = signed.summary

    def progress(self) -> Mapping[str, Progress] | None:
        """How far every step is, worked out once for each value; None while the rules could not run."""
        if self._progress is None and self.assessment is not None:
            self._progress = progress(self._value, self.catalogue, self.assessment)
        return self._progress

    def _judge(self) -> None:
        self.assessment = self.summary = self._progress = None
        try:
            self.assessment = assess(self._value, self.catalogue)
            self.summary = summarise(self._value, self.catalogue, self.assessment)
        except Exception as fault:
            self.assessment = self.summary = None
            log.error("rules could not run: %s", type(fault).__name__)  # noqa: TRY400 (a traceback may quote answers)


def _named(value: Consultation, client_id: str) -> Consultation:
    return value.model_copy(update={"client": value.client.model_copy(update={"id": client_id})})
