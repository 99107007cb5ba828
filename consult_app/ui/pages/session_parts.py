"""What the parts of the session screen share: a heading, rows of fields, and yes or no."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.session.session_state import SessionState
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.segmented import SegmentedAnswer
from consult_app.ui.widgets.text import label

PAD = 24


class SessionPart(QWidget):
    """One part of the screen; ``places`` gives the field behind a remark's place."""

    def __init__(self, state: SessionState, title: str) -> None:
        super().__init__()
        self.state = state
        self.places: dict[str, QWidget] = {}
        speak(self, title, "")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        head = QFrame()
        head.setProperty("ground", "group")
        line = QHBoxLayout(head)
        line.setContentsMargins(PAD, 10, PAD, 10)
        line.addWidget(label(title, "strong"))
        self._column.addWidget(head)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(PAD, 12, PAD, 16)
        self._body.setSpacing(8)
        self._column.addLayout(self._body)

    def add(self, *parts: QWidget, stretch: Sequence[int] = ()) -> QWidget:
        """Put parts side by side on a line of their own; the line can be hidden as a whole."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for at, part in enumerate(parts):
            row.addWidget(part, stretch[at] if at < len(stretch) else 0, Qt.AlignmentFlag.AlignTop)
        if not any(stretch):
            row.addStretch(1)
        self._body.addWidget(line)
        return line

    def refresh(self) -> None:
        """Show the record as it is now."""

    def flush(self) -> None:
        """Keep what is typed now."""
        for field in self.findChildren(QWidget):
            keep = getattr(field, "flush", None)
            if callable(keep):
                keep()


class YesNoField(QWidget):
    """A question with Yes and No side by side."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.answer = SegmentedAnswer(question, unsure=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(label(question, wrap=True), 1)
        row.addWidget(self.answer)
        self.setFocusProxy(self.answer)
        self.chosen, self.cleared = self.answer.chosen, self.answer.cleared

    def set_value(self, word: Literal["yes", "no"] | None) -> None:
        """Show an answer or none."""
        self.answer.set_value(word or "")
