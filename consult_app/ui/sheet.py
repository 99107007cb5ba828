"""The sheet that holds the pages of a consultation, and where the keyboard goes in a pane."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from consult_app.ui.page import StepPage


class Sheet(QStackedWidget):
    """Holds the pages; only the page in sight decides how much room is needed at least."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self._open)

    def addWidget(self, page: QWidget) -> int:  # noqa: N802
        """Take a page in; it rests until it is opened."""
        at = super().addWidget(page)
        if isinstance(page, StepPage) and at != self.currentIndex():
            page.rest()
        return at

    def _open(self, at: int) -> None:
        """Only the page in sight follows the answers; the others catch up when they are opened."""
        for other in range(self.count()):
            page = self.widget(other)
            if isinstance(page, StepPage):
                (page.wake if other == at else page.rest)()
        self.updateGeometry()

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
    first = next((child for child in pane.findChildren(QWidget) if _takes_it(child)), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _takes_it(child: QWidget) -> bool:
    return child.isVisible() and child.isEnabled() and bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus)
