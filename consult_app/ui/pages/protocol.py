"""Protocol: every rule, found as one types, with its question, outcomes, sources and dates."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.catalogue import Catalogue
from consult_app.ui.office.protocol_view import count_words, matching, protocol_line, rule_entries, rule_view
from consult_app.ui.widgets.layouts import centred
from consult_app.ui.widgets.notices import EmptyState
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.rule_list import RuleList
from consult_app.ui.widgets.rule_panel import RulePanel
from consult_app.ui.widgets.search_field import SearchField
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label

WIDEST, LIST_SHARE, PANEL_SHARE = 1440, 5, 8
NOT_FOUND = "Try fewer words. Questions, advice and sources are searched too."


class ProtocolPage(QWidget):
    """The list on one side, the chosen rule on the other."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.setObjectName("page_protocol")
        self.setAccessibleName("Protocol")
        self._catalogue, self._entries, self._today = catalogue, rule_entries(catalogue), date.min
        self._shown = ""
        self.edit = SearchField(
            "Find a rule", "Rule, question, advice or source", "By its name, question, advice or source"
        )
        self.edit.setObjectName("search_rules")
        self.list, self.panel = RuleList(), RulePanel(stays=True)
        self._line, self._overdue = label("", tone="second", wrap=True), StateLabel("precautions", "Review overdue")
        self._count = label("", tone="second")
        self._nothing = EmptyState("search", "No rule matches", NOT_FOUND)
        self.edit.textChanged.connect(self._filter)
        self.edit.returnPressed.connect(self._focus_list)
        self.edit.left_down.connect(self._focus_list)
        self.list.chosen.connect(self._show_rule)
        self.list.read_wanted.connect(lambda: self.panel.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.left_up.connect(self.focus_search)
        self.panel.closed.connect(self._focus_list)
        self._lay_out()

    def open(self, today: date) -> None:
        """Show the protocol as it stands on a day; what was searched for stays."""
        self._today, self._shown = today, ""
        line = protocol_line(self._catalogue, today)
        self._line.setText(line.words)
        self._overdue.setVisible(line.is_overdue)
        self._filter(self.edit.text())
        self.focus_search()

    def focus_search(self) -> None:
        """Put the keyboard where most visits begin."""
        self.edit.begin()

    def _filter(self, typed: str) -> None:
        found = matching(self._entries, typed)
        self.list.show_entries(found)
        for part in (self.list, self._side):
            part.setVisible(bool(found))
        self._nothing.setVisible(not found)
        words = count_words(len(found), len(self._entries))
        self._count.setText(words)
        speak(self.list, "Rules", words)

    def _show_rule(self, key: str) -> None:
        """Show a rule; one that stays while more is typed stays where it was scrolled to."""
        if key == self._shown:
            return
        self._shown = key
        self.panel.show_rule(rule_view(key, self._catalogue, self._today))

    def _focus_list(self) -> None:
        if self.list.count():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("Protocol", "title"))
        head.addWidget(self._count, 1)
        about = QHBoxLayout()
        about.setSpacing(12)
        about.addWidget(self._line, 1)
        about.addWidget(self._overdue)
        self._side = QFrame()
        self._side.setProperty("ground", "card")
        side = QVBoxLayout(self._side)
        side.setContentsMargins(1, 1, 1, 1)
        side.addWidget(self.panel)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.list, LIST_SHARE)
        columns.addWidget(self._side, PANEL_SHARE)
        inner = centred(self, WIDEST, 12)
        inner.addLayout(head)
        inner.addLayout(about)
        inner.addWidget(self.edit)
        inner.addWidget(self._nothing)
        inner.addLayout(columns, 1)
        inner.addStretch()
