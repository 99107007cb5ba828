"""A small dialog over the consultation: a heading, what it means, something to fill in, and the way on."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button, ButtonLook
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import NoteField

WIDTH = 520


class AskDialog(QDialog):
    """``Cancel`` and Esc close it and change nothing; the other button calls ``ask``, which a kind of it fills in."""

    def __init__(self, parent: QWidget, title: str, line: str, way_on: str, look: ButtonLook = "primary") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)
        self.setFixedWidth(current_theme().px(WIDTH))
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        self.way_on, self.cancel = Button(way_on, look), Button("Cancel")
        self.way_on.setObjectName("way_on")
        self.cancel.setObjectName("cancel")
        self.way_on.clicked.connect(self.ask)
        self.cancel.clicked.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(16)
        outer.addWidget(label(title, "heading", wrap=True))
        outer.addWidget(label(line, wrap=True))
        outer.addLayout(self.column)
        outer.addStretch()
        outer.addLayout(self._buttons())

    def event(self, event: QEvent) -> bool:
        """Grow when a part needs more room, such as a sentence under a field; nothing overlaps."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            needed = self.layout().totalHeightForWidth(self.width())  # type: ignore[union-attr]
            if needed > self.height():
                self.resize(self.width(), needed)
        return handled

    def ask(self) -> None:
        """What the button to go on does."""
        raise NotImplementedError

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.way_on)
        return row


class ReasonDialog(AskDialog):
    """Asks for a reason; ``given`` carries it. Without one it stays open and says so."""

    given = Signal(str)

    def __init__(self, parent: QWidget, title: str, line: str, way_on: str, look: ButtonLook = "primary") -> None:
        super().__init__(parent, title, line, way_on, look)
        self.setObjectName("reason_dialog")
        self.reason = NoteField("Reason", lines=2)
        self.reason.setObjectName("reason")
        self.column.addWidget(self.reason)
        self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Hand the reason over and close."""
        if not self.reason.value:
            self.reason.set_error("Say in a few words why.")
            self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.given.emit(self.reason.value)
        self.accept()
