"""Settings of the clinic's rules: those set otherwise than the protocol, and what else its file holds, to read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.pages.settings_about import ReadGroups
from consult_app.ui.settings.settings_words import NONE, Group
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.list_row import Card
from consult_app.ui.widgets.notices import NoticeLine
from consult_app.ui.widgets.setting_row import SettingRow
from consult_app.ui.widgets.text import label


class RulesSettings(QWidget):
    """Asks for a rule to be changed, or for the change of that place in the list to be taken out."""

    change_wanted = Signal()
    removal_wanted = Signal(int)

    def __init__(self, note: tuple[str, str], *, is_demo: bool) -> None:
        super().__init__()
        self._is_demo = is_demo
        self.add = Button("Change a rule", icon="edit")
        self.add.setObjectName("change_a_rule")
        self.add.setEnabled(not is_demo)
        self.add.clicked.connect(self.change_wanted)
        self._changes, self._others = QVBoxLayout(), QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(label("Changed rules", "heading"), 1)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(NoticeLine("info", *note))
        column.addLayout(head)
        column.addLayout(self._changes)
        column.addSpacing(8)
        column.addLayout(self._others)
        column.addStretch()

    def show_rules(self, changes: Sequence[tuple[str, str]], others: Sequence[Group]) -> None:
        """Show what the file holds: each change as its rule and what it sets, and the other groups."""
        empty(self._changes)
        empty(self._others)
        rows = [self._row(at, *change) for at, change in enumerate(changes)]
        self._changes.addWidget(Card(rows or [SettingRow(NONE, "")]))
        self._others.addWidget(ReadGroups(others))

    def _row(self, at: int, name: str, line: str) -> QWidget:
        button = Button("Take out")
        button.setObjectName(f"take_out_{at}")
        button.setAccessibleName(f"Take out: {name}")
        button.setEnabled(not self._is_demo)
        button.clicked.connect(lambda: self.removal_wanted.emit(at))
        return SettingRow(name, line, button)
