"""What is still open before a consultation can be finished."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.clinical.summary import Summary
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.short_button import ShortButton
from consult_app.ui.widgets.text import label

SHOWN = 6


class OpenList(QWidget):
    """Each line opens the answer or step it speaks of."""

    jump_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("handouts_open")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 16, 12, 16)
        self._column.setSpacing(0)
        self.lines: list[Button] = []

    def show_open(self, summary: Summary | None) -> None:
        """List what is open; nothing is shown when nothing is."""
        empty(self._column)
        found = list(open_matters(summary)) if summary else []
        self.lines = []
        self.setVisible(bool(found))
        if not found:
            return
        head = label("Still open", "small_strong", "second")
        head.setContentsMargins(12, 0, 0, 4)
        self._column.addWidget(head)
        for target, words in found[:SHOWN]:
            line = ShortButton(words, icon="state_incomplete", small=True)
            line.clicked.connect(lambda _checked=False, target=target: self.jump_wanted.emit(target))
            self.lines.append(line)
            self._column.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
        if len(found) > SHOWN:
            more = label(f"and {len(found) - SHOWN} more", "small", "second")
            more.setContentsMargins(12, 4, 0, 0)
            self._column.addWidget(more)


def open_matters(summary: Summary) -> Iterator[tuple[str, str]]:
    """Where each open matter is settled, and what it is."""
    for line in summary.open_questions:
        yield line.id, line.label
    for area in summary.plan.areas:
        if area.waits_for:
            yield "safety", f"{area.name}: clearance"
    for name, missing in (("client.name", summary.client.name), ("client.date_of_birth", summary.client.date_of_birth)):
        if missing is None and not any(line.id == name for line in summary.open_questions):
            yield "client", "Name" if name.endswith("name") else "Date of birth"
    if summary.booking is None and summary.plan.visits:
        yield "plan", "Booking for the first session"
