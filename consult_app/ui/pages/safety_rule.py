"""A rule in full: in words, what is asked, when it lapses, why, and which sources support or dispute it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from consult_app.clinical.dates import short_date
from consult_app.clinical.explaining import Explanation, lapse_words
from consult_app.clinical.explanation import SourceLine
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label, rule

STANCES = {"supports": "Supports the rule", "disputes": "Disputes the rule"}


class RulePanel(QWidget):
    """Shows one rule; Esc closes it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rule_panel")
        self._title = label("", "strong", wrap=True)
        self.close_button = Button("Close", small=True)
        self.close_button.setObjectName("close_rule")
        self.close_button.setAccessibleName("Close the rule")
        self.close_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)

    def show_rule(self, why: Explanation) -> None:
        """Show why a finding stands, as the protocol holds it."""
        self._title.setText(why.label)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(4)
        for name, text in _blocks(why):
            _block(column, name, text)
        if why.review_overdue:
            column.addWidget(StateLabel("precautions", "Review overdue", wrap=True))
        column.addSpacing(8)
        column.addWidget(label("Sources", "small_strong"))
        for source in why.sources:
            column.addWidget(rule())
            column.addWidget(_source(source))
        column.addStretch(1)
        self._scroll.setWidget(body)
        speak(self, f"Rule: {why.label}", f"{why.when} {why.effect}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _blocks(why: Explanation) -> Iterator[tuple[str, str]]:
    """What is said of a rule, in the order it is asked about."""
    yield "Rule in words", f"{why.when.rstrip('.')}: {why.effect}"
    yield "Asked as", why.asked
    yield "Lapses", lapse_words(why)
    yield "Why", why.rationale
    yield "Window in print", why.window_in_print
    yield "Clinic", why.clinic_change
    dates = f"In force since {short_date(why.effective_from)}. Review by {short_date(why.review_by)}."
    yield "Dates", f"{dates} Listed as {why.key}."


def _block(column: QVBoxLayout, name: str, text: str) -> None:
    if text:
        column.addWidget(label(name, "small_strong"))
        column.addWidget(_text(text))
        column.addSpacing(6)


def _source(source: SourceLine) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 6, 0, 6)
    column.setSpacing(0)
    column.addWidget(label(source.short, "small_strong", wrap=True))
    if source.citation != source.short:
        column.addWidget(_text(source.citation))
    stance = f"{STANCES[source.stance]}. Provenance: {source.provenance}."
    if source.stance == "disputes" or "to be verified" in source.provenance:
        column.addWidget(StateLabel("precautions", stance, wrap=True))
    else:
        column.addWidget(label(stance, "small", "second", wrap=True))
    if source.address:
        column.addWidget(_text(source.address.replace("/", "/\u200b")))
    return holder


def _text(text: str) -> QLabel:
    made = label(text, "small", "second", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
