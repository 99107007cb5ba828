"""Finding a client: a large field whose hits open under it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from consult_app.ui.theme import SEARCH_HEIGHT, current_theme
from consult_app.ui.widgets.footer import KeyHint
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.list_row import ListRow, RowView
from consult_app.ui.widgets.painted import speak

FEWEST_LETTERS, PAUSE_MS = 2, 120
NEW = "new:"


class ClientSearch(QWidget):
    """Asks for hits after two letters; emits the key of the hit chosen, or ``new:`` and the typed name."""

    search_wanted = Signal(str)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.edit = _Edit()
        self.edit.setObjectName("find_client")
        self.edit.setProperty("search", "true")
        self.edit.setPlaceholderText("Find a client by name, birth date or ID")
        self.edit.setTextMargins(40, 0, 76, 0)
        speak(self.edit, "Find a client", "By name, birth date or ID")
        inner = QHBoxLayout(self.edit)
        inner.setContentsMargins(16, 0, 12, 0)
        inner.addWidget(IconView("search", 22))
        inner.addStretch()
        inner.addWidget(KeyHint(("Ctrl", "F"), ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.edit)
        self.setFixedHeight(current_theme().px(SEARCH_HEIGHT))
        self._hits: QFrame | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.edit.textEdited.connect(lambda _text: self._pause.start())
        self.edit.returnPressed.connect(self._take_first)
        self.edit.left_down.connect(self._focus_first)
        self.edit.escaped.connect(self.close_hits)

    @property
    def rows(self) -> list[ListRow]:
        """The hits shown, in order."""
        return self._hits.findChildren(ListRow) if self._hits else []

    def show_hits(self, typed: str, hits: Sequence[RowView]) -> None:
        """Show the hits for what was typed; late ones for an earlier text are dropped."""
        if typed != self._typed():
            return
        self.close_hits()
        shown = list(hits) or [RowView(NEW + typed, f"New client: {typed}", matter="New consultation")]
        frame = QFrame(self.window())
        frame.setProperty("ground", "found")
        frame.setObjectName("hits")
        column = QVBoxLayout(frame)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(0)
        for view in shown:
            row = ListRow(view, 56)
            row.opened.connect(self._choose)
            column.addWidget(row)
        frame.setFixedWidth(max(self.width(), 480))
        frame.adjustSize()
        frame.move(self.mapTo(self.window(), QPoint(0, self.height() + 4)))
        frame.show()
        frame.raise_()
        self._hits = frame

    def close_hits(self) -> None:
        """Take the hits away."""
        if self._hits is not None:
            self._hits.hide()
            self._hits.deleteLater()
            self._hits = None

    def clear(self) -> None:
        """Start over."""
        self.close_hits()
        self.edit.clear()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Hits never stay over another page."""
        super().hideEvent(event)
        self.close_hits()

    def _typed(self) -> str:
        return self.edit.text().strip()

    def _ask(self) -> None:
        if len(self._typed()) >= FEWEST_LETTERS:
            self.search_wanted.emit(self._typed())
        else:
            self.close_hits()

    def _take_first(self) -> None:
        if self.rows:
            self._choose(self.rows[0].view.key)
        else:
            self._ask()

    def _focus_first(self) -> None:
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, key: str) -> None:
        self.clear()
        self.chosen.emit(key)


class _Edit(QLineEdit):
    """A line edit that lets Down go to the hits and Esc close them."""

    left_down = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
