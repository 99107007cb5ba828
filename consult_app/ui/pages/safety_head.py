"""The verdict as the page's headline, and the dated waits as bars under it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.summary import Summary
from consult_app.ui.consultation.views import outcome_of
from consult_app.ui.pages.safety_words import wait_view
from consult_app.ui.widgets.date_strip import DateStrip
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.states import StateIcon
from consult_app.ui.widgets.text import label, set_tone

NOT_RUN = "Rules could not run. Nothing on this page says that treatment is safe."


class SafetyHead(QWidget):
    """Shows the outcome in words; the level was worked out by the rules."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("safety_headline")
        self._icon, self._words = StateIcon("incomplete", 36), label("", "title", wrap=True)
        self._line = label("", "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._line)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 9, 24, 8)
        column.addLayout(row)

    def show_summary(self, summary: Summary | None) -> None:
        """Show the headline, or that there is none because the rules could not run."""
        outcome = outcome_of(summary.headline.outcome) if summary else "incomplete"
        words = summary.headline.words if summary else "Incomplete"
        self._icon.show_outcome(outcome)
        self._words.setText(words)
        set_tone(self._words, outcome)
        self._line.setText(_second_line(summary) if summary else NOT_RUN)
        self._line.setVisible(bool(self._line.text()))
        speak(self, f"Overall: {words}", self._line.text())


class WaitStrip(QWidget):
    """The dated waits as bars; nothing while nothing waits for a day."""

    def __init__(self) -> None:
        super().__init__()
        self._strip: DateStrip | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 0, 24, 8)
        self.hide()

    def show_summary(self, summary: Summary | None) -> None:
        """Show the waits of a consultation."""
        view = wait_view(summary) if summary else None
        self.setVisible(view is not None)
        if view is None:
            return
        if self._strip is None:
            self._strip = DateStrip(view)
            self._column.addWidget(self._strip)
        self._strip.show_waits(view)


def _second_line(summary: Summary) -> str:
    parts = (summary.headline.second, summary.headline.also, summary.headline.gap)
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)
