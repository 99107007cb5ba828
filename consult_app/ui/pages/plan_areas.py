"""The table of areas on the session plan: one row for each, in the plan or outside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.summary import Summary
from consult_app.ui.pages.plan_area_rows import AreaRow, OutsideRow
from consult_app.ui.pages.plan_columns import DEPTH, WIDE, Widths, columns, set_widths
from consult_app.ui.pages.plan_words import set_up
from consult_app.ui.state import ConsultationState
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.painted import Painted, paint_box, painter_for
from consult_app.ui.widgets.text import label


class AreaTable(QWidget):
    """One row for each requested area; ``clearance_wanted`` asks for the step where clearances are recorded."""

    remade = Signal()
    clearance_wanted = Signal()

    def __init__(self, state: ConsultationState) -> None:
        super().__init__()
        self._state, self._widths, self._stacked = state, WIDE, False
        self._rows: dict[tuple[str, bool], AreaRow | OutsideRow] = {}
        self._head = TableHead()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)

    def show_plan(self, summary: Summary) -> None:
        """Show the areas in the order they were asked for."""
        wanted = [(area.key, set_up(summary, area.key) is not None) for area in summary.areas]
        if list(self._rows) != wanted:
            self._make_rows(wanted)
        self._head.show_skin(summary.skin_type)
        for key, is_planned in wanted:
            row, planned = self._rows[(key, is_planned)], set_up(summary, key)
            if isinstance(row, AreaRow) and planned:
                row.show_area(summary.area(key), planned)
            elif isinstance(row, OutsideRow):
                row.show_area(summary.area(key), summary)
        self.set_widths(self._widths)

    def row(self, key: str) -> AreaRow:
        """The row of a planned area; KeyError for an area outside the plan."""
        found = self._rows[(key, True)]
        assert isinstance(found, AreaRow)  # noqa: S101 (what the key says)
        return found

    def first_control(self) -> QWidget | None:
        """Where the keyboard goes first; None while no row has anything to set."""
        inside = (child for row in self._rows.values() for child in row.findChildren(QWidget))
        return next((child for child in inside if child.focusPolicy() & Qt.FocusPolicy.TabFocus), None)

    def set_widths(self, widths: Widths) -> None:
        """Give every row and the head the same columns."""
        self._widths = widths
        for part in (self._head, *self._rows.values()):
            part.set_widths(widths)

    def set_stacked(self, stacked: bool) -> None:
        """Put the parts of each row under each other, for large text; they stand there from the next showing on."""
        if stacked != self._stacked:
            self.commit()
            self._stacked = stacked
            self._make_rows(())
            self._head.setVisible(not stacked)

    def commit(self) -> None:
        """Hand over a depth or reason that is still settling."""
        for row in self._rows.values():
            if isinstance(row, AreaRow):
                row.commit()

    def _make_rows(self, wanted: Sequence[tuple[str, bool]]) -> None:
        kept = dict(self._rows)
        self._rows = {}
        for known in wanted:
            row = kept.pop(known, None) or self._new_row(*known)
            self._column.removeWidget(row)
            self._column.addWidget(row)
            self._rows[known] = row
        for old in kept.values():
            old.hide()
            old.deleteLater()
        self.remade.emit()

    def _new_row(self, key: str, is_planned: bool) -> AreaRow | OutsideRow:
        if is_planned:
            return AreaRow(key, self._state, stacked=self._stacked)
        row = OutsideRow(key, self._state, stacked=self._stacked)
        row.clearance_wanted.connect(self.clearance_wanted)
        return row


class TableHead(QFrame):
    """The column heads, and what the box on the depth line stands for."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "group")
        self.setMinimumHeight(current_theme().px(32))
        self._grid = columns(self, 0)
        self._key = label("", "small", "second")
        for at, words in enumerate(("Area", "Device", "", "Passes", "Stop when")):
            if words:
                self._grid.addWidget(label(words, "small", "second"), 0, at)
        depth = QHBoxLayout()
        depth.setSpacing(6)
        depth.addSpacing(8)
        depth.addWidget(label("Needle depth, mm", "small", "second"))
        depth.addStretch()
        depth.addWidget(_BandKey())
        depth.addWidget(self._key)
        self._grid.addLayout(depth, 0, DEPTH)

    def show_skin(self, skin_type: str) -> None:
        """Name the skin type the band was made for."""
        self._key.setText(f"Advised for type {skin_type}" if skin_type else "Advised, skin type not known")

    def set_widths(self, widths: Widths) -> None:
        """Take the table's columns."""
        set_widths(self._grid, widths, {})


class _BandKey(Painted):
    """The advised band in small, as a key."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(18, 12)

    def paintEvent(self, _event: object) -> None:  # noqa: N802
        painter, colours = painter_for(self), self.theme.colours
        paint_box(painter, self.rect().toRectF(), colours.accent_tint, colours.accent, width=1.75, radius=2)
        painter.end()
