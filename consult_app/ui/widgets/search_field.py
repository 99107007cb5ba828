"""A field one searches in as one types: Down goes to what was found, Esc clears."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from consult_app.ui.theme import SEARCH_HEIGHT, current_theme
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import speak


class SearchField(QLineEdit):
    """A line with a magnifier; ``left_down`` asks for the first of what was found."""

    left_down = Signal()

    def __init__(self, name: str, placeholder: str, description: str) -> None:
        super().__init__()
        self.setProperty("search", "true")
        self.setPlaceholderText(placeholder)
        self.setTextMargins(40, 0, 12, 0)
        self.setFixedHeight(current_theme().px(SEARCH_HEIGHT))
        speak(self, name, description)
        inner = QHBoxLayout(self)
        inner.setContentsMargins(16, 0, 12, 0)
        inner.addWidget(IconView("search", 22))
        inner.addStretch()

    def begin(self) -> None:
        """Take the keyboard, ready to type over what stands there."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Down leaves for the list, Esc clears."""
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)
