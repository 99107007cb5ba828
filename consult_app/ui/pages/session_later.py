"""What became of the session: follow-ups and adverse events, newest first."""

from collections.abc import Sequence

from consult_app.clinical.dates import short_date
from consult_app.clinical.reactions import reactions_later
from consult_app.records.treatment_values import StoredEvent
from consult_app.ui.pages.session_parts import SessionPart
from consult_app.ui.session.session_state import SessionState
from consult_app.ui.session.treatment_words import KINDS, event_words
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label


class LaterPart(SessionPart):
    """A line for each entry; an adverse event wears the triangle."""

    def __init__(self, state: SessionState) -> None:
        super().__init__(state, "Later")
        self.show_events(())

    def show_events(self, events: Sequence[StoredEvent]) -> None:
        """Show these entries."""
        empty(self._body)
        names = dict(reactions_later(self.state.catalogue))
        for each in events:
            head = f"{short_date(each.event.date)}, {KINDS[each.kind].lower()}"
            told = event_words(each.event, names)
            shown = StateLabel("precautions", head) if each.kind == "adverse_event" else label(head, "small_strong")
            text = label(told, wrap=True)
            speak(text, head, told)
            self._body.addWidget(shown)
            self._body.addWidget(text)
        if not events:
            self._body.addWidget(label("No follow-up is recorded yet.", "small", "second"))
