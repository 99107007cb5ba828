"""Says what a long piece of work is doing and how far it is, with a Cancel that works."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label

SHOWN_AFTER_MS = 1000


class ProgressDialog(QDialog):
    """Appears when the work has taken a second; nobody has to wait in front of it.

    ``cancelled`` asks for an end; the dialog stays until ``finish`` is called, when the work has really stopped.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget, title: str, safe_to_go_on: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("progress_dialog")
        self.setWindowTitle(title)
        self.setFixedWidth(440)
        self._stage, self._bar = label("Starting"), QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self.hide_button, self.cancel = Button("Go on working"), Button("Cancel")
        self.hide_button.clicked.connect(self.hide)
        self.hide_button.setVisible(bool(safe_to_go_on))
        self.cancel.setObjectName("cancel_progress")
        self.cancel.clicked.connect(self._ask_to_stop)
        self._lay_out(title, safe_to_go_on)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(SHOWN_AFTER_MS)
        self._waiting.timeout.connect(self.show)
        self._waiting.start()

    def advance(self, stage: str, percent: int) -> None:
        """Show how far it is."""
        if self.cancel.isEnabled():
            self._stage.setText(stage)
            self._bar.setValue(percent)
            speak(self._bar, self.windowTitle(), f"{stage}, {percent} %")

    def finish(self) -> None:
        """The work has ended, one way or the other."""
        self._waiting.stop()
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc is Cancel."""
        if event.key() == Qt.Key.Key_Escape:
            self._ask_to_stop()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closing the dialog cancels too, and it stays until the work has stopped."""
        self._ask_to_stop()
        event.ignore()

    def _ask_to_stop(self) -> None:
        if self.cancel.isEnabled():
            self.cancel.setEnabled(False)
            self._stage.setText("Stopping")
            self.cancelled.emit()

    def _lay_out(self, title: str, safe_to_go_on: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "heading"))
        column.addWidget(self._stage)
        column.addWidget(self._bar)
        if safe_to_go_on:
            column.addWidget(label(safe_to_go_on, "small", "second", wrap=True))
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.hide_button)
        row.addWidget(self.cancel)
        column.addLayout(row)
