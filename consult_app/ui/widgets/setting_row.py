"""A row of settings: what it is about and what that does, with the control beside it or, in large text, below."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.large_text import is_large
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.text import label

ROW_HEIGHT = 72


class SettingRow(QWidget):
    """Title and line on the left, the control on the right."""

    def __init__(self, title: str, line: str, control: QWidget | None = None) -> None:
        super().__init__()
        self._line = label(line, "small", "second", wrap=True)
        self._line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if not line:
            self._line.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(label(title, "strong", wrap=True))
        words.addWidget(self._line)
        words.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(24, 10, 16, 10)
        self._row.setSpacing(16)
        self._row.addLayout(words, 1)
        if control is not None:
            self._row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self._arrange()

    def say(self, line: str) -> None:
        """Tell another line."""
        self._line.setText(line)
        self._line.setVisible(bool(line))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Stand anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if is_large() else ways.LeftToRight)
        self.setMinimumHeight(current_theme().px(ROW_HEIGHT))
