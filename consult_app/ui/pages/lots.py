"""Lots: who was treated with one, to work through when it is recalled."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.layouts import centred, empty, holding, scrolled
from consult_app.ui.widgets.list_row import Card, ListRow, RowView
from consult_app.ui.widgets.notices import EmptyState
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import TextField

WIDEST, LABEL = 1040, 20
TITLE = "Who was treated with a lot"
BEFORE = ("Type the number on the packet", "Needle cartridges, numbing products and whatever else was used are found.")
NOBODY = "Check the number on the packet. Case, spaces and hyphens make no difference."


class LotsPage(QWidget):
    """Asks who was treated with a lot, shows the answer, and says that it is wanted on paper."""

    back_wanted = Signal()
    asked = Signal(str)
    opened = Signal(str)
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page_lots")
        self.setAccessibleName(TITLE)
        self.back = Button("Clients", "plain", icon="chevron_left", small=True)
        self.number = TextField("Lot number", important=True)
        self.look = Button("Find", "primary", important=True)
        self.print, self.save = Button("Print", icon="print"), Button("Save PDF", icon="save_document")
        names = {"back_from_lots": self.back, "lot_number": self.number, "find_lot": self.look}
        for name, part in (names | {"print_lot": self.print, "save_lot": self.save}).items():
            part.setObjectName(name)
        self.back.clicked.connect(self.back_wanted)
        self.number.edit.returnPressed.connect(self._ask)
        self.look.clicked.connect(self._ask)
        self.print.clicked.connect(self.print_wanted)
        self.save.clicked.connect(self.save_wanted)
        self._count = label("", "heading", wrap=True)
        self._list = QVBoxLayout()
        self._lay_out()
        self.show_start()

    def show_start(self) -> None:
        """Ask for a number."""
        self.number.reset()
        self._show((), "", EmptyState("search", *BEFORE))
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_uses(self, number: str, count: str, rows: Sequence[RowView]) -> None:
        """Show who was treated; ``count`` says how many."""
        self._show(rows, count, EmptyState("search", f"Nobody was treated with lot “{number}”", NOBODY))

    def _show(self, rows: Sequence[RowView], count: str, without: EmptyState) -> None:
        empty(self._list)
        made = [ListRow(row, 64) for row in rows]
        for row in made:
            row.opened.connect(self.opened)
        self._list.addWidget(Card(made) if made else without)
        self._list.addStretch(1)
        self._count.setText(count)
        for button in (self.print, self.save):
            button.setVisible(bool(made))

    def _ask(self) -> None:
        self.number.set_error("" if self.number.value else "Type a lot number.")
        if self.number.value:
            self.asked.emit(self.number.value)
        else:
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(label(TITLE, "title"), 1)
        field = QHBoxLayout()
        field.setSpacing(12)
        beside = QVBoxLayout()
        beside.addSpacing(current_theme().px(LABEL))
        beside.addWidget(self.look)
        beside.addStretch()
        field.addWidget(self.number, 1)
        field.addLayout(beside)
        result = QHBoxLayout()
        result.setSpacing(12)
        result.addWidget(self._count, 1)
        result.addWidget(self.print)
        result.addWidget(self.save)
        inner = centred(self, WIDEST)
        for part in (head, field, result):
            inner.addLayout(part)
        inner.addWidget(scrolled(holding(self._list)), 1)
