"""A short word on what was just done, with a way to undo it."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from consult_app.ui.theme import CONTROL_HEIGHT
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label

SHOWN_MS, SHOWN_WITH_UNDO_MS = 6000, 10000
_ABOVE_FOOT = 72


class Toast(QFrame):
    """One at a time over the foot of its window; stays while pointed at or focused."""

    undo_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("ground", "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(12)
        self._text, self._undo = label("", "body", "on_ground"), Button("Undo", "on_ground")
        row.addWidget(IconView("check", 18, "on_ground"))
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        self._undo.clicked.connect(self._take_back)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fade)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, undo: bool = False) -> None:
        """Show a sentence; it replaces the one before."""
        self._text.setText(text)
        self._undo.setVisible(undo)
        speak(self, text, "Undo is offered" if undo else "")
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_WITH_UNDO_MS if undo else SHOWN_MS)

    @property
    def undo(self) -> Button:
        """The Undo button."""
        return self._undo

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Stay while pointed at."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Go some time after the pointer left."""
        super().leaveEvent(event)
        self._timer.start(SHOWN_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep the place when the window changes size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _fade(self) -> None:
        if self._undo.hasFocus():
            self._timer.start(SHOWN_MS)
        else:
            self.hide()

    def _take_back(self) -> None:
        self.hide()
        self.undo_wanted.emit()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.adjustSize()
        self.resize(max(self.width(), 360), max(self.height(), CONTROL_HEIGHT + 8))
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - _ABOVE_FOOT)
