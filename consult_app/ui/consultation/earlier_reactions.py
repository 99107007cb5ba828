"""What was recorded as a reaction at the client's earlier sessions, told while the new history is taken."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.dates import short_date
from consult_app.clinical.reactions import reactions_later, reactions_on_the_day
from consult_app.records.treatment_values import StoredTreatment
from consult_app.records.treatments import Treatments
from consult_app.ui.background import Background
from consult_app.ui.session.treatment_words import event_words
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.notices import NoticeLine

QUESTION = "previous_reaction"
STEPS = ("history", "safety")
TITLE = "Recorded at earlier sessions"
NOT_READ = "They could not be read. Look at them in the client’s record."
LISTED = 3


def reaction_lines(sessions: Sequence[StoredTreatment], catalogue: Catalogue) -> tuple[str, ...]:
    """Each reaction on the day, each adverse event and each follow-up that names one, newest first."""
    standing = [each for each in sessions if each.revised_by is None]
    found = {line: day for each in standing for day, line in _told(each, catalogue)}
    return tuple(sorted(found, key=lambda line: found[line], reverse=True))


def _told(stored: StoredTreatment, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The day for sorting, and the line."""
    names, later = dict(reactions_on_the_day(catalogue)), dict(reactions_later(catalogue))
    seen = [names.get(each, each) for each in stored.record.reactions]
    if words := ", ".join(part for part in (*seen, stored.record.reaction_note) if part):
        yield stored.date.isoformat(), f"{short_date(stored.date)}, on the day: {words}"
    for each in stored.events:
        event = each.event
        if event.kind == "adverse_event" or event.what:
            yield event.date.isoformat(), f"{short_date(event.date)}: {event_words(event, later)}"


class EarlierReactions(QWidget):
    """Stands over the history and the safety check until the question on earlier reactions is answered Yes.

    Nothing of it counts: what a practitioner asks and records does. ``question_wanted`` asks for the question.
    """

    question_wanted = Signal(str)

    def __init__(self, state: ConsultationState, treatments: Treatments, background: Background) -> None:
        super().__init__()
        self.setObjectName("earlier_reactions")
        self._state, self._treatments, self._background = state, treatments, background
        self._client, self._step = "", ""
        self.lines: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 0)
        self.hide()
        if not state.is_read_only:
            state.changed.connect(lambda _parts: self._look())
            state.named.connect(self._look)
            self._look()

    def open_step(self, step: str) -> None:
        """Stand over a step, or keep out of its way."""
        self._step = step
        self._show()

    def _look(self) -> None:
        client = self._state.consultation.client.id or ""
        if client != self._client:
            self._client, self.lines = client, ()
            if client:
                treatments = self._treatments
                self._background.run_records(lambda: treatments.of_client(client), self._take, self._miss)
        self._show()

    def _take(self, sessions: tuple[StoredTreatment, ...]) -> None:
        day = self._state.consultation.as_of
        self._tell(reaction_lines([each for each in sessions if each.date < day], self._state.catalogue))

    def _miss(self, _error: Exception) -> None:
        self._tell((NOT_READ,))

    def _tell(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        empty(self._column)
        if self.lines:
            more = len(self.lines) - LISTED
            shown = (*self.lines[:LISTED], *((f"and {more} more",) if more > 0 else ()))
            notice = NoticeLine("info", TITLE, "\n".join(shown), "Go to the question", outcome="precautions")
            notice.acted.connect(lambda: self.question_wanted.emit(QUESTION))
            self._column.addWidget(notice)
        self._show()

    def _show(self) -> None:
        given = self._state.consultation.answers.get(QUESTION, ())
        is_told = any(each.answer == "yes" for each in given)
        self.setVisible(bool(self.lines) and not is_told and self._step in STEPS)
