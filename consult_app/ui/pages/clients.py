"""Clients: everybody in the practice, found as the name is typed."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.clients_view import ClientsView
from consult_app.ui.theme import SEARCH_HEIGHT, current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.list_row import Card, ListRow
from consult_app.ui.widgets.notices import EmptyState
from consult_app.ui.widgets.painted import speak
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
        self.edit = _Search()
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
        self._list.setContentsMargins(0, 0, 0, 0)
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
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()

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
        head.addWidget(self.lots)
        head.addWidget(self.bring_in)
        head.addWidget(self.give_out)
        rows = QWidget()
        rows.setLayout(self._list)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(rows)
        sheet = QWidget()
        sheet.setMaximumWidth(WIDEST)
        sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(40, 24, 40, 24)
        inner.setSpacing(16)
        inner.addLayout(head)
        inner.addWidget(self.edit)
        inner.addWidget(scroll, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        row.addWidget(sheet, 100)
        row.addStretch()


def _count_words(view: ClientsView) -> str:
    if view.has_more:
        return f"First {len(view.rows)}, type to find others"
    return f"{len(view.rows)} client{'' if len(view.rows) == 1 else 's'}" if view.rows else ""


class _Search(QLineEdit):
    """The search field; Down goes to the list."""

    left_down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search_clients")
        self.setProperty("search", "true")
        self.setPlaceholderText("Name, birth date, ID or phone")
        self.setTextMargins(40, 0, 12, 0)
        self.setFixedHeight(current_theme().px(SEARCH_HEIGHT))
        speak(self, "Find a client", "By name, birth date, ID or phone")
        inner = QHBoxLayout(self)
        inner.setContentsMargins(16, 0, 12, 0)
        inner.addWidget(IconView("search", 22))
        inner.addStretch()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Down leaves for the list, Esc clears."""
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)
