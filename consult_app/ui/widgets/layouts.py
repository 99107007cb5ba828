"""What pages lay out alike: a centred sheet, a part that scrolls, and rows that are made anew."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

EDGES = (40, 24, 40, 24)


def centred(page: QWidget, widest: int, spacing: int = 16) -> QVBoxLayout:
    """Give a page a sheet in its middle that grows no wider than ``widest`` px; returns the sheet's column."""
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch()
    sheet, column = _sheet(widest, QSizePolicy.Policy.Expanding, spacing)
    row.addWidget(sheet, 100)
    row.addStretch()
    return column


def scrolling(page: QWidget, widest: int, spacing: int = 16, *, reading: bool = False) -> QVBoxLayout:
    """Give a page a sheet as ``centred`` does, one that scrolls whole; returns the sheet's column.

    ``reading`` lets the keyboard scroll it, where there is more to read than to press.
    """
    sheet, column = _sheet(widest, QSizePolicy.Policy.Preferred, spacing)
    scroll = scrolled(sheet)
    scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    if reading:
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setProperty("reading", "true")
        scroll.setAccessibleName(page.accessibleName())
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(scroll)
    return column


def scrolled(inner: QWidget) -> QScrollArea:
    """Let a part scroll in whatever room there is; the keyboard passes it by."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inner)
    return scroll


def holding(layout: QLayout) -> QWidget:
    """A widget around a layout, flush with it."""
    holder = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(layout)
    return holder


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and the layouts in it, out of sight at once and gone soon."""
    while item := layout.takeAt(0):
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            empty(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _sheet(widest: int, height: QSizePolicy.Policy, spacing: int) -> tuple[QWidget, QVBoxLayout]:
    sheet = QWidget()
    sheet.setMaximumWidth(widest)
    sheet.setSizePolicy(QSizePolicy.Policy.Expanding, height)
    column = QVBoxLayout(sheet)
    column.setContentsMargins(*EDGES)
    column.setSpacing(spacing)
    return sheet, column
