"""Reminders under the sessions: on which days a product rests, by visit."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consult_app.clinical.course import TreatmentPlan
from consult_app.ui.pages.plan_visits import visit_name
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label

TITLE = "Around the sessions"


class Reminders(QWidget):
    """One row for each visit with reminders, in the words of the plan; hidden without any."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("course_reminders")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(TITLE, "small_strong"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)

    def show_reminders(self, plan: TreatmentPlan) -> None:
        """Show what the client does around each visit."""
        empty(self._grid)
        rows = reminder_rows(plan)
        for at, (name, lines) in enumerate(rows):
            self._grid.addWidget(label(name, "small", "second"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label("\n".join(lines), "small", wrap=True), at, 1)
        speak(self, TITLE, " ".join(f"{name}: {' '.join(lines)}" for name, lines in rows))
        self.setVisible(bool(rows))


def reminder_rows(plan: TreatmentPlan) -> list[tuple[str, list[str]]]:
    """The reminders of each visit with a day, or one aimed for, in the order of the visits."""
    by_visit: dict[str, list[str]] = {}
    for each in sorted(plan.reminders, key=lambda reminder: reminder.date or date.min):
        by_visit.setdefault(each.visit, []).append(each.reason.text)
    return [
        (visit_name(visit, plan), by_visit[visit.key])
        for visit in plan.visits
        if visit.around and visit.key in by_visit
    ]
