"""The visits of a course as a list of days: first those with a date, then those that wait for one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from consult_app.clinical.course import TreatmentPlan, Visit
from consult_app.ui.pages.plan_visits import (
    Waiting,
    aim_words,
    moved_lines,
    part_lines,
    visit_day,
    visit_name,
    visit_note,
    waiting,
    weeks_after,
)
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.notices import NoticeLine
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label, restyle

CELL_WIDTH, WIDE_CELL, CELL_PADDING = 148, 176, 10


class VisitList(QWidget):
    """A cell for each visit with a day or one to aim for; what waits for the same stands together."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("course_visits")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_visits(self, plan: TreatmentPlan) -> None:
        """Show every visit with a date, why some stand later, then what has none and waits."""
        empty(self._column)
        dated, groups = [visit for visit in plan.visits if visit.date], waiting(plan)
        if dated:
            self._column.addWidget(_cells(dated, plan))
        for line in moved_lines(plan):
            self._column.addWidget(NoticeLine("info", line))
        for group in groups:
            self._column.addWidget(NoticeLine("clock", group.title, group.line))
            if group.visits:
                self._column.addWidget(_cells(group.visits, plan))
        speak(self, "Visits", ". ".join(_spoken(dated, groups, plan)) or "None planned")


def _spoken(dated: Sequence[Visit], groups: Sequence[Waiting], plan: TreatmentPlan) -> list[str]:
    said = [f"{visit_name(visit, plan)} {visit_day(visit)}" for visit in dated] + moved_lines(plan)
    for group in groups:
        said += [group.title, *(f"waits for: {words}" for words in group.waits)]
        said += [f"{visit_name(visit, plan)}, {aim_words(visit)}" for visit in group.visits]
    return said


def _cells(visits: Sequence[Visit], plan: TreatmentPlan) -> "Cells":
    after = weeks_after(plan)
    width = CELL_WIDTH if plan.fields == 1 and all(visit.date for visit in visits) else WIDE_CELL
    return Cells([_cell(visit, plan, visit_note(visit, after)) for visit in visits], width)


def _cell(visit: Visit, plan: TreatmentPlan, note: str) -> QFrame:
    cell, name, aim = QFrame(), visit_name(visit, plan), aim_words(visit)
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(0)
    column.addWidget(label(name, "small", "second", wrap=True))
    column.addWidget(label(visit_day(visit), "strong", "text" if visit.date else "second"))
    if aim:
        column.addWidget(label(aim, "small", wrap=True))
    for line in (note, *part_lines(visit, plan)):
        column.addWidget(label(line, "small", "second", wrap=True), 0, Qt.AlignmentFlag.AlignTop)
    column.addStretch()
    waits = [f"waits for: {reason.text}" for reason in visit.waits_for]
    said = [visit_day(visit), aim, *waits, note, *part_lines(visit, plan), *(reason.text for reason in visit.moved)]
    speak(cell, name, ". ".join(words for words in said if words))
    return cell


class Cells(QWidget):
    """As many cells beside each other as there is room for, each at least ``least`` logical pixels wide."""

    def __init__(self, cells: Sequence[QFrame], least: int) -> None:
        super().__init__()
        self._cells, self._least, self._across = cells, least, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(12)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Place the cells anew when more or fewer fit."""
        super().resizeEvent(event)
        if self._columns() != self._across:
            self._place()

    def _columns(self) -> int:
        return max(self.width() // current_theme().px(self._least), 1)

    def _place(self) -> None:
        self._across = across = self._columns()
        for at, cell in enumerate(self._cells):
            cell.setProperty("rule", "left" if at % across else "")
            cell.setContentsMargins(CELL_PADDING if at % across else 0, 0, 0, 0)
            self._grid.addWidget(cell, at // across, at % across)
            restyle(cell)
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 1 if at < across else 0)
