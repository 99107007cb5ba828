"""The record of one client: what was done and when, the papers, the details, and what can be done next."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consult_app.records.values import StoredClient
from consult_app.ui.large_text import is_large
from consult_app.ui.office.clients_view import PAPER, RecordView
from consult_app.ui.pages.clients_scores import ScoresPart
from consult_app.ui.session.treatment_words import SESSION
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.elided import Elided
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.list_row import Card, ListRow, RowView, StackedRow
from consult_app.ui.widgets.notices import EmptyState, NoticeLine
from consult_app.ui.widgets.states import StateChip
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.timeline import TimelineRow

WIDEST, HISTORY, ASIDE, ASIDE_WIDE, NARROW_BELOW, WIDE_FROM = 1440, 400, 344, 376, 1200, 1400
ADVERSE, ALERTS = "Adverse event", 2


class ClientRecordPage(QWidget):
    """Shows a record; ``acts`` is where other subjects add what can be done with it."""

    back_wanted = Signal()
    consultation_opened = Signal(int)
    new_wanted = Signal(str)
    merge_wanted = Signal(str)
    earlier_wanted = Signal(str)
    session_opened = Signal(int)
    paper_opened = Signal(int, int)
    later_wanted = Signal(str)
    export_wanted = Signal(object)
    erase_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page_client_record")
        self.setAccessibleName("Client record")
        self._view: RecordView | None = None
        self.back = Button("Clients", "plain", icon="chevron_left", small=True)
        self.new = Button("New consultation", "primary", icon="plus", important=True)
        self.merge = Button("Merge with another record")
        self.export = Button("Export everything", icon="save_document")
        self.delete = Button("Delete newest draft", icon="trash")
        self.delete.setObjectName("delete_client_draft")
        self.delete.clicked.connect(lambda: self.delete_wanted.emit(self._view.draft if self._view else None))
        self.erase = Button("Erase this client", "danger", icon="trash")
        for part, name in ((self.back, "back_to_clients"), (self.new, "new_for_client"), (self.merge, "merge_client")):
            part.setObjectName(name)
        for part, name in ((self.export, "export_client"), (self.erase, "erase_client")):
            part.setObjectName(name)
        self.export.clicked.connect(lambda: self.export_wanted.emit(self.client))
        self.erase.clicked.connect(lambda: self.erase_wanted.emit(self.client))
        self.back.clicked.connect(self.back_wanted)
        self.new.clicked.connect(lambda: self.new_wanted.emit(self.client_id))
        self.merge.clicked.connect(lambda: self.merge_wanted.emit(self.client_id))
        self._name, self._line = Elided("", "heading"), Elided("", "small", "second")
        self._alerts, self._aside, self.acts = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._decisions = QVBoxLayout()
        self._timeline, self._facts, self.scores = QWidget(), QWidget(), ScoresPart()
        self._history = QVBoxLayout(self._timeline)
        self._history.setContentsMargins(0, 0, 0, 0)
        self._lay_out()

    @property
    def client_id(self) -> str:
        """Whose record is shown."""
        return self._view.client.id if self._view else ""

    @property
    def client(self) -> StoredClient | None:
        """The client as the record shows them."""
        return self._view.client if self._view else None

    @property
    def sessions(self) -> tuple[tuple[int, str, dt.date], ...]:
        """Id, name and day of each session shown, newest first."""
        return self._view.sessions if self._view else ()

    def show_record(self, view: RecordView) -> None:
        """Show a record."""
        self._view = view
        self._name.setText(view.name)
        self._line.setText(" · ".join(part for part in (view.line, view.skin) if part))
        self._fill_alerts(view)
        self._fill_history(view)
        self.scores.show_charts(view.charts)
        self._fill_decisions(view)
        self._fill_aside(view)
        self.delete.setVisible(view.draft is not None)
        self._fit()

    def focus_start(self) -> None:
        """Put the keyboard on the newest consultation, or on the way to the first."""
        first = self.findChild(ListRow)
        (first if first is not None and first.isVisible() else self.new).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_history(self, view: RecordView) -> None:
        empty(self._history)
        self._history.addLayout(self._headed("History", "follow_up", "Add follow-up", view))
        if view.history:
            self._history.addLayout(self._entries(view.history))
        else:
            self._history.addWidget(EmptyState("document", "No consultation yet"))
        if view.earlier:
            self._history.addWidget(self._more(view.earlier, "show_earlier"), 0, Qt.AlignmentFlag.AlignLeft)

    def _entries(self, rows: tuple[RowView, ...]) -> QVBoxLayout:
        column, last = QVBoxLayout(), len(rows) - 1
        column.setSpacing(0)
        for at, row in enumerate(rows):
            made = TimelineRow(row, is_first=not at, is_last=at == last, is_caution=row.name == ADVERSE)
            made.opened.connect(self._open)
            column.addWidget(made)
        return column

    def _fill_alerts(self, view: RecordView) -> None:
        empty(self._alerts)
        for words in view.allergies[:ALERTS]:
            self._alerts.addWidget(StateChip("do_not_treat", words, icon="allergy", tinted=False))
        if (more := len(view.allergies) - ALERTS) > 0:
            rest = StateChip("do_not_treat", f"and {more} more", icon="allergy", tinted=False)
            rest.setToolTip("\n".join(view.allergies))
            self._alerts.addWidget(rest)

    def _fill_decisions(self, view: RecordView) -> None:
        """Overrides, clearances and referrals, where there are any."""
        empty(self._decisions)
        if view.decisions:
            self._decisions.addWidget(label("Decisions and referrals", "heading"))
            self._decisions.addLayout(self._entries(view.decisions))
        if view.earlier_decisions:
            more = self._more(view.earlier_decisions, "show_earlier_decisions")
            self._decisions.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _more(self, count: int, name: str) -> Button:
        more = Button(f"Show {count} earlier", "quiet")
        more.setObjectName(name)
        more.clicked.connect(lambda: self.earlier_wanted.emit(self.client_id))
        return more

    def _fill_aside(self, view: RecordView) -> None:
        empty(self._aside)
        self._aside.addWidget(label("Next", "heading"))
        self._aside.addWidget(label(view.next_visit or "Nothing planned", tone="text" if view.next_visit else "second"))
        self._aside.addSpacing(12)
        if view.adverse or view.sessions:
            self._aside.addLayout(self._headed("Adverse events", "adverse_event", "Add", view))
            for row in view.adverse:
                self._aside.addWidget(self._event(row))
            if not view.adverse:
                self._aside.addWidget(label("None recorded", tone="second"))
            self._aside.addSpacing(12)
        self._aside.addWidget(label("Details", "heading"))
        for name, words in view.details:
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(label(name, "small", "second"))
            pair.addWidget(label(words, wrap=True))
            self._aside.addLayout(pair)
        self._aside.addSpacing(12)
        self._aside.addWidget(label("Documents", "heading"))
        if view.documents:
            self._aside.addWidget(Card([self._opening(row) for row in view.documents]))
        else:
            self._aside.addWidget(label("None yet", tone="second"))

    def _headed(self, title: str, kind: str, words: str, view: RecordView) -> QHBoxLayout:
        """A heading, and for a client with sessions the way to say what became of one."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(title, "heading"), 1)
        if view.sessions:
            button = Button(words, "quiet", icon="plus", small=True)
            button.setObjectName(f"add_{kind}")
            button.setAccessibleName(f"Add {kind.replace('_', ' ')}")
            button.clicked.connect(lambda: self.later_wanted.emit(kind))
            row.addWidget(button)
        return row

    def _event(self, row: RowView) -> QWidget:
        """What went wrong, as a caution that opens its session."""
        made = NoticeLine("", row.name, row.line, "Open", outcome=row.outcome)
        made.acted.connect(lambda: self._open(row.key))
        return made

    def _opening(self, row: RowView) -> ListRow:
        made = StackedRow(row, 56)
        made.opened.connect(self._open)
        return made

    def _open(self, key: str) -> None:
        if key.startswith(SESSION):
            self.session_opened.emit(int(key.removeprefix(SESSION)))
        elif key.startswith(PAPER):
            self.paper_opened.emit(*map(int, key.removeprefix(PAPER).split(":")))
        else:
            self.consultation_opened.emit(int(key))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay out for the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the timeline stands under the scores, and in large text everything under each other."""
        single, theme = is_large(), current_theme()
        narrow = single or self.width() < NARROW_BELOW
        self._left.setVisible(not narrow)
        self._left.setFixedWidth(theme.px(HISTORY))
        self._right.setVisible(not single)
        self._right.setFixedWidth(theme.px(ASIDE_WIDE if self.width() >= WIDE_FROM else ASIDE))
        (self._under_scores if narrow else self._left_place).addWidget(self._timeline)
        (self._at_foot if single else self._right_place).addWidget(self._facts)

    def _lay_out(self) -> None:
        facts = QVBoxLayout(self._facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(16)
        for part in (self._aside, self.acts):
            part.setSpacing(8)
            facts.addLayout(part)
        for act in (self.export, self.merge, self.delete, self.erase):
            self.acts.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
        self._left_place, self._right_place, middle = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._under_scores, self._at_foot = QVBoxLayout(), QVBoxLayout()
        middle.addWidget(self.scores)
        self._left, self._right = _column((self._left_place,), "canvas"), _column((self._right_place,), "canvas")
        holder = QWidget()
        holder.setMaximumWidth(WIDEST)
        body = QHBoxLayout(holder)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._left)
        body.addWidget(_column((middle, self._under_scores, self._decisions, self._at_foot), "surface"), 1)
        body.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addLayout(_centred(holder), 1)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setProperty("ground", "surface")
        head.setProperty("rule", "below")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._line)
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        centred = _centred(inside)
        head.setLayout(centred)
        row = QHBoxLayout(inside)
        row.setContentsMargins(12, 12, 24, 12)
        row.setSpacing(16)
        row.addWidget(self.back)
        row.addLayout(names, 1)
        self._alerts.setSpacing(8)
        row.addLayout(self._alerts)
        row.addWidget(self.new)
        return head


def _centred(inside: QWidget) -> QHBoxLayout:
    """A row that keeps what is in it in the middle once it is as wide as it may be."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(inside, 100_000)
    row.addStretch(1)
    return row


def _column(parts: tuple[QVBoxLayout, ...], ground: str) -> QScrollArea:
    """A part of the page that scrolls on its own."""
    inside = QWidget()
    inside.setProperty("ground", ground)
    inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    inner = QVBoxLayout(inside)
    inner.setContentsMargins(24, 20, 24, 24)
    inner.setSpacing(16)
    for part in parts:
        part.setSpacing(8)
        inner.addLayout(part)
    inner.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    return scroll
