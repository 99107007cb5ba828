"""Emergency steps, open to everybody at any time: whom to call, and what to do at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.layouts import scrolling
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label

if TYPE_CHECKING:
    from consult_app.clinical.emergencies import Emergency, EmergencySteps

WIDEST, ONE_COLUMN_BELOW = 1200, 900
HEAD, STEP = 120, 60
"""About how many characters of text a card's head and one step take the room of."""
TITLE = "Emergency steps"
NOT_SET = "Emergency number not set"
SET_IT = "Call the number of your country. A clinical lead sets it in Settings, Practice."
UNREADABLE = "The steps cannot be read, for the rules have problems. Call for help now."
FOR_HOSPITAL = "Antidotes are hospital medicines; none is given here."


class EmergencyPage(QWidget):
    """Shows the steps; Esc or the button leads back to where one was. ``steps`` is None where none can be read."""

    left = Signal()

    def __init__(self, steps: "EmergencySteps | None") -> None:
        super().__init__()
        self.setObjectName("page_emergency")
        self.setAccessibleName(TITLE)
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = Button("Back", icon="chevron_left", important=True)
        self.back.setObjectName("leave_emergency")
        self.back.clicked.connect(self.left)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        for part in _columns(steps.emergencies if steps else ()):
            self._columns.addLayout(part, 1)
        column = scrolling(self, WIDEST, reading=True)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconView("emergency", 24, "do_not_treat"))
        head.addWidget(label(TITLE, "title"), 1)
        head.addWidget(self.back)
        column.addLayout(head)
        column.addWidget(_call(steps.number if steps else ""))
        if steps is None:
            column.addWidget(label(UNREADABLE, "strong", wrap=True))
        column.addLayout(self._columns)
        if steps is not None:
            column.addWidget(label(FOR_HOSPITAL, tone="second", wrap=True))
        column.addStretch()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """One column in a narrow window."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._columns.setDirection(way.TopToBottom if self.width() < ONE_COLUMN_BELOW else way.LeftToRight)


def _call(number: str) -> QWidget:
    """Whom to call, above everything else."""
    holder = QFrame()
    holder.setObjectName("emergency_call")
    holder.setProperty("ground", "card")
    column = QVBoxLayout(holder)
    column.setContentsMargins(24, 16, 24, 16)
    column.addWidget(label(f"Call {number}" if number else NOT_SET, "title", "do_not_treat"))
    if not number:
        column.addWidget(label(SET_IT, wrap=True))
    return holder


def _columns(emergencies: "Sequence[Emergency]") -> tuple[QVBoxLayout, QVBoxLayout]:
    """Two columns of cards, each card in the one with less in it so far."""
    columns, filled = (QVBoxLayout(), QVBoxLayout()), [0, 0]
    for emergency in emergencies:
        least = filled.index(min(filled))
        columns[least].addWidget(_card(emergency))
        filled[least] += HEAD + len(emergency.signs) + STEP * len(emergency.steps)
    for column in columns:
        column.setSpacing(16)
        column.addStretch()
    return columns


def _card(emergency: "Emergency") -> QWidget:
    holder = QFrame()
    holder.setProperty("ground", "card")
    speak(holder, emergency.name, " ".join((emergency.signs, *emergency.steps)).strip())
    column = QVBoxLayout(holder)
    column.setContentsMargins(24, 16, 24, 20)
    column.setSpacing(8)
    column.addWidget(label(emergency.name, "heading", wrap=True))
    if emergency.signs:
        column.addWidget(label(emergency.signs, tone="second", wrap=True))
    numbered = len(emergency.steps) > 1
    for at, step in enumerate(emergency.steps, 1):
        column.addWidget(label(f"{at}. {step}" if numbered else step, "strong", wrap=True))
    return holder
