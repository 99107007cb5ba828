"""A rule in full: in words, what is asked, what follows, why, and which sources support or dispute it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from consult_app.clinical.explanation import SourceLine
from consult_app.ui.consultation.rule_views import RuleBlock, RuleView
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label, rule

SIDE, FRAME = 10, 2
"""Room between the text and the frame that shows the keyboard, and that frame's own width."""
STANCES = {"supports": "Supports the rule", "disputes": "Disputes the rule"}


class RulePanel(QWidget):
    """Shows one rule; Esc closes it. One that always stays open has no Close button."""

    closed = Signal()

    def __init__(self, *, stays: bool = False) -> None:
        super().__init__()
        self.setObjectName("rule_panel")
        self._title = label("", "heading" if stays else "strong", wrap=True)
        self.close_button = Button("Close", small=True)
        self.close_button.setObjectName("close_rule")
        self.close_button.setAccessibleName("Close the rule")
        self.close_button.clicked.connect(self.closed)
        if stays:
            self.close_button.hide()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.setContentsMargins(SIDE, 0, SIDE, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setProperty("reading", "true")
        self.setFocusProxy(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(24 - SIDE, 16, 16 - SIDE, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)

    def show_rule(self, view: RuleView) -> None:
        """Show a rule as the protocol holds it."""
        self._title.setText(view.title)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(SIDE - FRAME, 4, 12, 4)
        column.setSpacing(4)
        for block in view.blocks:
            _block(column, block)
        if view.review_overdue:
            column.addWidget(StateLabel("precautions", "Review overdue", wrap=True))
        column.addSpacing(8)
        column.addWidget(label("Sources", "small_strong"))
        for source in view.sources:
            column.addWidget(rule())
            column.addWidget(_source(source))
        column.addStretch(1)
        self._scroll.setWidget(body)
        for part in (self, self._scroll):
            speak(part, f"Rule: {view.title}", view.spoken)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _block(column: QVBoxLayout, block: RuleBlock) -> None:
    """A heading with what is said under it; what a rule leads to has its icon in the heading."""
    if block.state is not None and block.state.outcome is not None:
        column.addWidget(StateLabel(block.state.outcome, block.name, wrap=True))
    else:
        column.addWidget(label(block.name, "small_strong", wrap=True))
    for line in block.lines:
        column.addWidget(_text(line))
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
