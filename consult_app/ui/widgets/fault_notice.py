"""What is said when the program itself made a mistake."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.text import label

TITLE = "The program made a mistake"
LINE = (
    "Your draft is safe: everything up to the last saved time is on the disk. Check the last thing you did and go on. "
    "If it happens again, close the window and open it anew."
)


class FaultNotice(QDialog):
    """One neutral message; the details name lines of code, never what was typed."""

    def __init__(self, parent: QWidget, report: str) -> None:
        super().__init__(parent)
        self.setObjectName("fault_notice")
        self.setWindowTitle(TITLE)
        self.setFixedWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(TITLE, "heading"))
        column.addWidget(label(LINE, wrap=True))
        copy, close = Button("Copy details"), Button("Go on", "primary")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(copy)
        row.addWidget(close)
        column.addLayout(row)
