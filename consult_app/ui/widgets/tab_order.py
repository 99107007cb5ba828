"""Keeps Tab in reading order when parts of a page are made later than what stands after them."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def keep_tab_order(*parts: QWidget) -> None:
    """Chain everything in these parts that can take the focus, in the order given.

    A part that hands the focus to one it holds goes as one with all of it: were only its inside moved, Tab would come
    to the part left behind, and be led back from there to where it has been.
    """
    stops = [stop for part in parts for stop in _stops(part)]
    leading = [stop for stop in stops if stop.focusPolicy() == Qt.FocusPolicy.NoFocus]
    for stop in leading:
        _set_own_policy(stop, Qt.FocusPolicy.TabFocus)  # Qt moves only what takes the focus
    for earlier, later in pairwise(stops):
        QWidget.setTabOrder(earlier, later)
    for stop in leading:
        _set_own_policy(stop, Qt.FocusPolicy.NoFocus)


def _stops(part: QWidget) -> list[QWidget]:
    proxy = part.focusProxy()
    if proxy is not None and part.isAncestorOf(proxy):
        return [part]
    own = [part] if part.focusPolicy() != Qt.FocusPolicy.NoFocus else []
    inner = [child for child in part.children() if isinstance(child, QWidget) and not child.isWindow()]
    return own + [stop for child in inner for stop in _stops(child)]


def _set_own_policy(part: QWidget, policy: Qt.FocusPolicy) -> None:
    """Set the policy of a part without that of its proxy, which Qt would change with it."""
    proxy = part.focusProxy()
    part.setFocusProxy(None)  # type: ignore[arg-type]
    part.setFocusPolicy(policy)
    part.setFocusProxy(proxy)  # type: ignore[arg-type]
