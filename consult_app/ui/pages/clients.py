"""Clients: everybody in the practice, found as the name is typed."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.large_text import is_large
from consult_app.ui.office.clients_view import ClientsView
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.flow import Flow
from consult_app.ui.widgets.layouts import centred, empty, holding, scrolled
from consult_app.ui.widgets.list_row import Card, ListRow
from consult_app.ui.widgets.notices import EmptyState
from consult_app.ui.widgets.search_field import SearchField
from consult_app.ui.widgets.text import label

PAUSE_MS, WIDEST = 80, 1040


class ClientsPage(QWidget):
    """Asks for the list of what is typed; Enter opens the first, Down goes into the list."""

    search_wanted = Signal(str)
    opened = Signal(str)
    started = Signal(str)
    import_wanted = Signal()
    export_wanted = Signal()
    lots_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page_clients")
        self.setAccessibleName("Clients")
        self.edit = SearchField("Find a client", "Name, birth date, ID or phone", "By name, birth date, ID or phone")
        self.edit.setObjectName("search_clients")
        self.bring_in, self.give_out = Button("Import", icon="document"), Button("Export", icon="save_document")
        self.bring_in.setObjectName("import_clients")
        self.give_out.setObjectName("export_clients")
        self.lots = Button("Find a lot", icon="search")
        self.lots.setObjectName("find_a_lot")
        self.lots.clicked.connect(self.lots_wanted)
        self.bring_in.clicked.connect(self.import_wanted)
        self.give_out.clicked.connect(self.export_wanted)
        self._count = label("", tone="second")
        self._list = QVBoxLayout()
        self._rows: list[ListRow] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.search_wanted.emit(self.typed))
        self.edit.textEdited.connect(lambda _text: self._pause.start())
        self.edit.returnPressed.connect(self._take_first)
        self.edit.left_down.connect(self._focus_first)
        self._lay_out()

    @property
    def typed(self) -> str:
        """What is typed now."""
        return self.edit.text().strip()

    @property
    def rows(self) -> tuple[ListRow, ...]:
        """The clients shown, in order."""
        return tuple(self._rows)

    def show_clients(self, view: ClientsView) -> None:
        """Show a list; a late one for an earlier text is dropped."""
        if view.typed != self.typed:
            return
        empty(self._list)
        self._rows = [ListRow(row, 64) for row in view.rows]
        for row in self._rows:
            row.opened.connect(self.opened)
        self._list.addWidget(Card(self._rows) if self._rows else self._nobody(view))
        self._list.addStretch(1)
        self._count.setText(_count_words(view))
        self.give_out.setEnabled(not view.is_empty)

    def focus_search(self) -> None:
        """Put the keyboard where most visits begin."""
        self.edit.begin()

    def _nobody(self, view: ClientsView) -> EmptyState:
        if view.is_empty:
            return EmptyState("people", "No clients yet", "Start a consultation on Today, or import a list.")
        state = EmptyState("search", f"No client matches “{view.typed}”", "", f"New client: {view.typed}", primary=True)
        state.acted.connect(lambda: self.started.emit(view.typed))
        return state

    def _take_first(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.search_wanted.emit(self.typed)
        elif self._rows:
            self.opened.emit(self._rows[0].view.key)

    def _focus_first(self) -> None:
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("Clients", "title"))
        head.addWidget(self._count, 1)
        # In large text the buttons stand under the title, in as many lines as they take.
        acts = Flow(12) if is_large() else head
        for act in (self.lots, self.bring_in, self.give_out):
            acts.addWidget(act)
        inner = centred(self, WIDEST)
        inner.addLayout(head)
        if acts is not head:
            inner.addLayout(acts)
        inner.addWidget(self.edit)
        inner.addWidget(scrolled(holding(self._list)), 1)


def _count_words(view: ClientsView) -> str:
    if view.has_more:
        return f"First {len(view.rows)}, type to find others"
    return f"{len(view.rows)} client{'' if len(view.rows) == 1 else 's'}" if view.rows else ""
