"""The panel before "None of the remaining apply": each must-ask question by name, with a tick of its own."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import CheckBox
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label

WHY = "These need an answer of their own. Tick each one the client has answered with No."


class NonePanel(QFrame):
    """Opens under a group's head; confirms only when every must-ask question is ticked."""

    confirmed = Signal()
    closed = Signal()

    def __init__(self, questions: Sequence[tuple[str, str]], blank: int) -> None:
        super().__init__()
        self.setProperty("ground", "row")
        self.setObjectName("none_panel")
        self._total = blank
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(4)
        column.addWidget(label(WHY, "small", "second", wrap=True))
        self.boxes = {key: _Line(key, text) for key, text in questions}
        for line in self.boxes.values():
            line.box.clicked.connect(self._show_count)
            column.addLayout(line)
        self.confirm = Button("", "secondary")
        self.confirm.setObjectName("none_confirm")
        self.confirm.setMinimumWidth(current_theme().px(180))
        self.confirm.clicked.connect(self.confirmed)
        cancel = Button("Close", "quiet")
        cancel.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.addWidget(self.confirm)
        buttons.addWidget(cancel)
        buttons.addStretch()
        column.addLayout(buttons)
        speak(self, "None of the remaining apply", WHY)
        self._show_count()

    def focus_first(self) -> None:
        """Put the keyboard on the first tick."""
        next(iter(self.boxes.values())).box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes; nothing was answered yet."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show_count(self) -> None:
        left = sum(not line.box.isChecked() for line in self.boxes.values())
        words = f"Set {self._total} answer{'' if self._total == 1 else 's'} to No"
        self.confirm.setText(words if not left else f"{left} still to tick")
        self.confirm.setAccessibleName(self.confirm.text())
        self.confirm.setEnabled(not left)


class _Line(QHBoxLayout):
    """A tick for No, and beside it the question, which may need several lines."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__()
        self.box = CheckBox("No")
        self.box.setObjectName(f"none_{key}")
        self.box.setAccessibleName(f"No: {text}")
        self.setSpacing(12)
        words: QLabel = label(text, wrap=True)
        self.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(words, 1)
