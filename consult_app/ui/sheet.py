"""The sheet that holds the pages of a consultation, and where the keyboard goes in a pane."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget


class Sheet(QStackedWidget):
    """Holds the pages; only the page in sight decides how much room is needed at least."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The least the open page needs."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page else QSize()

    def sizeHint(self) -> QSize:  # noqa: N802
        """What the open page would like."""
        page = self.currentWidget()
        return page.sizeHint() if page else QSize()


def focus_first(pane: QWidget) -> None:
    """Put the keyboard on the first control of a pane that takes it."""
    for child in pane.findChildren(QWidget):
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            child.setFocus(Qt.FocusReason.OtherFocusReason)
            return
