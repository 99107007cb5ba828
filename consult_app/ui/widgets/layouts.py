"""Emptying a layout whose rows are made anew."""

from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and the layouts in it, out of sight at once and gone soon."""
    while item := layout.takeAt(0):
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            empty(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()
