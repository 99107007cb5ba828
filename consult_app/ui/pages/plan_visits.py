"""The visits of a course as a list of days, and the sentences about them."""

import itertools
from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.clinical.course import TreatmentPlan, Visit
from consult_app.clinical.dates import weekday_date
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label

CELL_WIDTH = 148
WEEK = 7


class VisitList(QWidget):
    """One cell for each visit, as many beside each other as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("course_visits")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._cells: list[QWidget] = []
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(12)

    def show_visits(self, plan: TreatmentPlan) -> None:
        """Show every visit; one without a date says what it waits for."""
        for old in self._cells:
            old.hide()
            old.deleteLater()
        after = weeks_after(plan)
        self._cells = [_cell(visit, visit_day(visit), visit_note(visit, plan, after)) for visit in plan.visits]
        spoken = ". ".join(f"{visit_name(visit)} {visit_day(visit)}" for visit in plan.visits)
        speak(self, "Visits", spoken or "None planned")
        self._across = 0
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Place the cells anew when more or fewer fit."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        across = max(self.width() // current_theme().px(CELL_WIDTH), 1)
        if across == self._across:
            return
        self._across = across
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 1 if at < across else 0)
        for at, cell in enumerate(self._cells):
            self._grid.addWidget(cell, at // across, at % across)
            cell.setProperty("rule", "left" if at % across else "")
            cell.show()


def _cell(visit: Visit, day: str, note: str) -> QWidget:
    cell = QFrame()
    column = QVBoxLayout(cell)
    column.setContentsMargins(10, 0, 8, 0)
    column.setSpacing(0)
    column.addWidget(label(visit_name(visit), "small", "second"))
    column.addWidget(label(day, "strong" if visit.date else "body", wrap=True))
    column.addWidget(label(note, "small", "second", wrap=True), 0, Qt.AlignmentFlag.AlignTop)
    column.addStretch()
    speak(cell, visit_name(visit), f"{day}. {note}")
    return cell


def visit_name(visit: Visit) -> str:
    """What a visit is called: Test patch, Session 2, Review."""
    if visit.kind == "test_patch":
        return "Test patch"
    return f"Session {visit.number}" if visit.kind == "session" else "Review"


def visit_day(visit: Visit) -> str:
    """Its day with the weekday, for someone must turn up."""
    return weekday_date(visit.date) if visit.date else "No date yet"


def visit_note(visit: Visit, plan: TreatmentPlan, after: Mapping[str, int]) -> str:
    """What happens then, or what an undated visit waits for."""
    if visit.date is None:
        waits = [area.waits_for for area in plan.areas if area.waits_for and area.key in {a.key for a in visit.areas}]
        return f"Waits for {waits[0]}" if waits else "Waits"
    sizes = [area.area_cm2 for area in visit.areas]
    known = sum(size for size in sizes if size is not None)
    if visit.kind == "test_patch":
        return f"{known:g} cm²"
    if visit.kind == "review":
        return visit.note
    size = f"{known:g} cm²" if None not in sizes else "size not known"
    weeks = after.get(visit.key)
    return ", ".join(part for part in (size, f"after {weeks} week{'' if weeks == 1 else 's'}" if weeks else "") if part)


def weeks_after(plan: TreatmentPlan) -> dict[str, int]:
    """For each dated session the whole weeks since the one before."""
    dated = [(visit.key, visit.date) for visit in plan.visits if visit.kind == "session" and visit.date]
    pairs = itertools.pairwise(dated)
    return {key: (day - before).days // WEEK for (_, before), (key, day) in pairs}


def earliest_day(plan: TreatmentPlan) -> date | None:
    """The first day on which any planned area may be needled; None while all of them wait."""
    return min((area.earliest for area in plan.areas if area.earliest and not area.waits_for), default=None)


def course_words(plan: TreatmentPlan, time: str | None) -> str:
    """The course in one sentence: Test patch and 4 sessions over 26 weeks, each at 10:30."""
    sessions = sum(visit.kind == "session" for visit in plan.visits)
    if not sessions:
        return "No visit is planned."
    patch = "Test patch and " if any(visit.kind == "test_patch" for visit in plan.visits) else ""
    count = f"{patch}{sessions} session{'' if sessions == 1 else 's'}"
    weeks = plan.total_weeks
    over = f" over {weeks} weeks" if weeks else ""
    at = f", each at {time}" if time else ""
    return f"{count}{over}{at}"
