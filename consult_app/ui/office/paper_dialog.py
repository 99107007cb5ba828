"""A paper that was handed out, read again from its kept bytes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.pdf_preview import PdfPreview
from consult_app.ui.widgets.text import label

WIDTH, HEIGHT, EDGE = 760, 720, 48
LINE = "This is the paper as it was kept. Printing and saving are in its consultation."


class PaperDialog(QDialog):
    """Shows the pages; ``consultation_wanted`` asks for the consultation it belongs to. Esc closes."""

    consultation_wanted = Signal()

    def __init__(self, parent: QWidget, title: str, content: bytes) -> None:
        super().__init__(parent)
        self.setObjectName("paper_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        room, px = parent.window().size(), current_theme().px
        self.resize(min(px(WIDTH), room.width() - EDGE), min(px(HEIGHT), room.height() - EDGE))
        self.preview = PdfPreview()
        self.preview.show_pdf(content, title)
        self.preview.set_zoom(0.8)
        self.way_on, close = Button("Open the consultation"), Button("Close")
        self.way_on.setObjectName("open_consultation_of_paper")
        self.way_on.clicked.connect(self._go)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "heading", wrap=True))
        column.addWidget(label(LINE, "small", "second", wrap=True))
        column.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.addStretch()
        for button in (self.way_on, close):
            row.addWidget(button)
        column.addLayout(row)
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        self.accept()
        self.consultation_wanted.emit()
