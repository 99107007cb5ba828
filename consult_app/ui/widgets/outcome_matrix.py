"""Areas by what holds today and what will hold from the earliest date."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from consult_app.ui.theme import Outcome
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label, rule


@dataclass(frozen=True)
class MatrixRow:
    """One area: its outcome and words today, and later where a look ahead makes sense."""

    area: str
    today: tuple[Outcome, str]
    later: tuple[Outcome, str] | None = None


class OutcomeMatrix(QWidget):
    """Shows the outcomes; icon and word in each cell."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 3)
        self.setAccessibleName("Outcome by area")

    def show_rows(self, rows: Sequence[MatrixRow], later_title: str = "", note: str = "") -> None:
        """Show the areas; `note` says what the look ahead assumes."""
        empty(self._grid)
        self._grid.addWidget(label("Today", "small", "second"), 0, 1)
        self._grid.addWidget(label(later_title, "small", "second"), 0, 2)
        strong = rule()
        strong.setProperty("ruler", "strong")
        self._grid.addWidget(strong, 1, 0, 1, 3)
        for at, row in enumerate(rows):
            self._add_row(2 + 2 * at, row)
        if note:
            self._grid.addWidget(label(note, "small", "second", wrap=True), 2 + 2 * len(rows), 0, 1, 3)
        said = [self._said(row, later_title) for row in rows]
        self.setAccessibleDescription(". ".join([*said, note] if note else said))

    def _add_row(self, at: int, row: MatrixRow) -> None:
        self._grid.addWidget(label(row.area, "small", wrap=True), at, 0)
        for column, cell in ((1, row.today), (2, row.later)):
            if cell:
                self._grid.addWidget(StateLabel(cell[0], cell[1], icon_size=20, wrap=True), at, column)
        self._grid.addWidget(rule(), at + 1, 0, 1, 3)

    @staticmethod
    def _said(row: MatrixRow, later_title: str) -> str:
        later = f", {later_title}: {row.later[1]}" if row.later else ""
        return f"{row.area}, today: {row.today[1]}{later}".replace("\u00a0", " ").replace("\n", ". ")
