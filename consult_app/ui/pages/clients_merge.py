"""Making two records of one person one: the other record is found, what contradicts is chosen, the reason typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.records.merging import FINAL, SHORTEST_REASON, contradictions
from consult_app.records.values import StoredClient
from consult_app.ui.office.clients_view import LABELS, detail_words, who
from consult_app.ui.widgets.ask_dialog import AskDialog
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.list_row import Card, ListRow, RowView
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import NoteField, TextField

PAUSE_MS, SHOWN = 120, 4
KEPT, OTHER = "kept", "other"


@dataclass(frozen=True)
class MergeWish:
    """Which record goes, which details are taken from it, and why."""

    away: StoredClient
    chosen: frozenset[str]
    because: str


class MergeDialog(AskDialog):
    """``search_wanted`` asks for records; ``wanted`` carries what was decided."""

    search_wanted = Signal(str)
    wanted = Signal(object)

    def __init__(self, parent: QWidget, kept: StoredClient) -> None:
        line = f"{kept.details.name} ({kept.id}) is kept; the other record's visits and papers move here. {FINAL}"
        super().__init__(parent, "Merge with another record", line, "Merge for good", "danger")
        self.setObjectName("merge_dialog")
        self._kept = kept
        self._away: StoredClient | None = None
        self.found: dict[str, StoredClient] = {}
        self.choices: dict[str, ChoiceField] = {}
        self.other = TextField("Find the other record", placeholder="Name, birth date or ID")
        self.other.setObjectName("find_other_record")
        self.reason = NoteField("Why both are one person", lines=2)
        self.reason.setObjectName("merge_reason")
        self._hits, self._details = QVBoxLayout(), QVBoxLayout()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.search_wanted.emit(self.other.value))
        self.other.edit.textEdited.connect(lambda _text: self._pause.start())
        self.column.addWidget(self.other)
        self.column.addLayout(self._hits)
        self.column.addLayout(self._details)
        self.column.addWidget(self.reason)
        self.way_on.setEnabled(False)

    def show_found(self, found: Sequence[StoredClient]) -> None:
        """Offer records; the kept one is not among them."""
        self.found = {client.id: client for client in found if client.id != self._kept.id}
        empty(self._hits)
        rows = [RowView(each.id, each.details.name or "", line=who(each)) for each in self.found.values()][:SHOWN]
        made = [ListRow(row, 56) for row in rows]
        for row in made:
            row.opened.connect(self.choose)
        self._hits.addWidget(Card(made) if made else label("No other record matches.", "small", "second"))
        QTimer.singleShot(0, self, self.adjustSize)

    def choose(self, client_id: str) -> None:
        """Take a record found as the one that goes, and ask about what contradicts."""
        self._away = away = self.found[client_id]
        empty(self._hits)
        empty(self._details)
        self.choices = {}
        self._hits.addWidget(label(f"Merges in: {away.details.name} · {who(away)}", "strong", wrap=True))
        for each in contradictions(self._kept.details, away.details):
            ours = detail_words(self._kept.details, each.name)
            field = ChoiceField(LABELS[each.name], ((KEPT, ours), (OTHER, detail_words(away.details, each.name))))
            field.setObjectName(f"merge_{each.name}")
            self.choices[each.name] = field
            self._details.addWidget(field)
        self.way_on.setEnabled(True)
        QTimer.singleShot(0, self, self.adjustSize)  # once the new fields count as shown

    def show_refused(self, sentence: str) -> None:
        """Say why nothing was merged."""
        self.reason.set_error(sentence)

    def ask(self) -> None:
        """Hand over what was decided, once a reason is there and every contradiction is settled."""
        open_choice = next((field for field in self.choices.values() if not field.value), None)
        short = len(self.reason.value) < SHORTEST_REASON
        self.reason.set_error(f"Say in {SHORTEST_REASON} letters or more why." if short else "")
        if open_choice is not None:
            open_choice.set_error("Choose which is right.")
        elif not short and self._away is not None:
            chosen = frozenset(name for name, field in self.choices.items() if field.value == OTHER)
            self.wanted.emit(MergeWish(self._away, chosen, self.reason.value))
