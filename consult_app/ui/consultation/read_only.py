"""A finished consultation on screen: text that can be read and copied but not typed over."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

NOTHING_CHANGES = "Finished. Use Correct this, at the top, to change anything."


class ReadOnly(QObject):
    """Closes every text field in a sheet to typing, one that opens later as the keyboard comes to it."""

    def __init__(self, sheet: QWidget) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        for field in sheet.findChildren(QWidget):
            self._close(None, field)
        QApplication.instance().focusChanged.connect(self._close)  # type: ignore[union-attr]

    def _close(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, QLineEdit | QPlainTextEdit) and self._sheet.isAncestorOf(new):
            new.setReadOnly(True)
