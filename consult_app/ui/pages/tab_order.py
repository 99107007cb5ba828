"""Keeps Tab in reading order when parts of a page are made later than what stands after them."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def keep_tab_order(*parts: QWidget) -> None:
    """Chain everything in these parts that can take the focus, in the order given."""
    stops = [stop for part in parts for stop in _stops(part)]
    for earlier, later in pairwise(stops):
        QWidget.setTabOrder(earlier, later)


def _stops(part: QWidget) -> list[QWidget]:
    own = [part] if part.focusPolicy() != Qt.FocusPolicy.NoFocus else []
    inner = [child for child in part.children() if isinstance(child, QWidget) and not child.isWindow()]
    return own + [stop for child in inner for stop in _stops(child)]
