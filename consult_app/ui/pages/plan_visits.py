"""The visits of a course as a list of days, and the sentences about them."""

import itertools
import re
from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.clinical.course import TreatmentPlan, Visit
from consult_app.clinical.dates import weekday_date
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.notices import NoticeLine
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label, restyle

CELL_WIDTH, CELL_PADDING = 148, 10
WEEK = 7
FIELD = re.compile(r"_field_(\d+)")


class VisitList(QWidget):
    """One cell for each visit, as many beside each other as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("course_visits")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._cells: list[QWidget] = []
        self._waiting: list[QWidget] = []
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(12)

    def show_visits(self, plan: TreatmentPlan) -> None:
        """Show every visit with a day, then what stands without one and waits."""
        self._clear()
        after = weeks_after(plan)
        self._cells = [_cell(visit, visit_day(visit), visit_note(visit, after)) for visit in plan.visits if visit.date]
        self._waiting = [_waiting_line(line) for line in waiting_words(plan)]
        spoken = [f"{visit_name(visit)} {visit_day(visit)}" for visit in plan.visits if visit.date]
        speak(self, "Visits", ". ".join([*spoken, *waiting_words(plan)]) or "None planned")
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Place the cells anew when more or fewer fit."""
        super().resizeEvent(event)
        if self._columns() != self._across:
            self._place()

    def _clear(self) -> None:
        for old in (*self._cells, *self._waiting):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _columns(self) -> int:
        return max(self.width() // current_theme().px(CELL_WIDTH), 1)

    def _place(self) -> None:
        self._across = across = self._columns()
        for at, cell in enumerate(self._cells):
            cell.setProperty("rule", "left" if at % across else "")
            cell.setContentsMargins(CELL_PADDING if at % across else 0, 0, 0, 0)
            self._grid.addWidget(cell, at // across, at % across)
            restyle(cell)
        for at, line in enumerate(self._waiting):
            self._grid.addWidget(line, len(self._cells) // across + 1 + at, 0, 1, across)
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 1 if at < across else 0)


def _waiting_line(words: str) -> QWidget:
    line = NoticeLine("clock", words)
    line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return line


def _cell(visit: Visit, day: str, note: str) -> QWidget:
    cell = QFrame()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(0)
    column.addWidget(label(visit_name(visit), "small", "second"))
    column.addWidget(label(day, "strong"))
    column.addWidget(label(note, "small", "second", wrap=True), 0, Qt.AlignmentFlag.AlignTop)
    column.addStretch()
    speak(cell, visit_name(visit), f"{day}. {note}")
    return cell


def visit_name(visit: Visit) -> str:
    """What a visit is called: Test patch, Session 2, Review."""
    if visit.kind == "test_patch":
        return "Test patch"
    if visit.kind == "review":
        return "Review"
    field = FIELD.search(visit.key)
    return f"Session {visit.number}, field {field[1]}" if field else f"Session {visit.number}"


def visit_day(visit: Visit) -> str:
    """Its day with the weekday, for someone must turn up."""
    return weekday_date(visit.date) if visit.date else ""


def visit_note(visit: Visit, after: Mapping[str, int]) -> str:
    """What is done then, and how long after the session before."""
    if visit.kind == "review":
        return visit.note
    sizes = [area.area_cm2 for area in visit.areas]
    known = sum(size for size in sizes if size is not None)
    size = f"{known:g} cm²" if None not in sizes else "size not known"
    weeks = after.get(visit.key)
    return f"{size}, after {weeks} week{'' if weeks == 1 else 's'}" if weeks else size


def waiting_words(plan: TreatmentPlan) -> list[str]:
    """For each area that waits its sessions without a date, and what they wait for."""
    undated = [visit for visit in plan.visits if visit.date is None and visit.kind == "session"]
    said = []
    for area in plan.areas:
        count = sum(any(part.key == area.key for part in visit.areas) for visit in undated)
        if count:
            sessions = f"{count} session{'' if count == 1 else 's'} without a date"
            waits = f", waiting for {area.waits_for}" if area.waits_for else ""
            said.append(f"{area.name}: {sessions}{waits}.")
    return said


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
