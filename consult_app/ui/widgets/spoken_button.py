"""A row that opens something, as assistive technology meets it: a button of the row's name, lying over the row."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from consult_app.ui.widgets.painted import SPOKEN


class _SpokenButton(QPushButton):
    """Never seen and never clicked on: the row paints, and takes pointer and keys."""

    def __init__(self, row: QWidget, act: Callable[[], None]) -> None:
        super().__init__(row)
        self.setObjectName(SPOKEN)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(row.accessibleName())
        self.setAccessibleDescription(row.accessibleDescription())
        self.setGeometry(row.rect())
        self.clicked.connect(act)
        row.installEventFilter(self)

    def eventFilter(self, row: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay as large as the row."""
        if event.type() == QEvent.Type.Resize and isinstance(row, QWidget):
            self.setGeometry(row.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Nothing: the row paints."""


def speak_as_button(row: QWidget, act: Callable[[], None]) -> None:
    """Let assistive technology press a row, which Qt takes for a mere holder of labels; nothing while none listens."""
    if QAccessible.isActive():
        _SpokenButton(row, act)
