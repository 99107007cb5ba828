"""The columns that the head and every row of the session plan's table share."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.question_row import SHEET_PADDING

GAP = 16
AREA, DEVICE, DEPTH, PASSES, END_POINT = range(5)
Widths = tuple[int, int, int, int]
WIDE: Widths = (144, 176, 136, 159)
NARROW: Widths = (110, 136, 134, 154)
"""Widths of area, device, passes and end point in logical pixels; depth takes the rest."""


def columns(owner: QWidget, margin: int) -> QGridLayout:
    """Return the grid of a head or row, with ``margin`` above and below."""
    grid = QGridLayout(owner)
    grid.setContentsMargins(SHEET_PADDING, margin, SHEET_PADDING, margin)
    grid.setHorizontalSpacing(GAP)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(DEPTH, 1)
    return grid


def put(grid: QGridLayout, part: QWidget | QLayout, at: int, *, stacked: bool, across: int = 1) -> None:
    """Stand a part in its column, or under the parts before it where large text leaves no room for columns."""
    row, column, span = (grid.count(), AREA, END_POINT + 1) if stacked else (0, at, across)
    if isinstance(part, QLayout):
        grid.addLayout(part, row, column, 1, span)
    else:
        grid.addWidget(part, row, column, 1, span, Qt.AlignmentFlag(0) if stacked else Qt.AlignmentFlag.AlignVCenter)


def set_widths(grid: QGridLayout, widths: Widths, parts: Mapping[int, tuple[QWidget, ...]]) -> None:
    """Set the columns, and hold ``parts`` to the width of the column they stand in."""
    theme = current_theme()
    for at, width in zip((AREA, DEVICE, PASSES, END_POINT), widths, strict=True):
        grid.setColumnMinimumWidth(at, theme.px(width))
        for part in parts.get(at, ()):
            part.setFixedWidth(theme.px(width))
