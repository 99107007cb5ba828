"""A finished consultation on screen: a line that says so, and text that can be read and copied but not typed over."""

import datetime as dt

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from consult_app.clinical.dates import short_date
from consult_app.ui.widgets.notices import NoticeLine

NOTHING_CHANGES = "Finished. Start a new consultation to change anything."


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


def finished_line(day: dt.date) -> NoticeLine:
    """The line over a consultation that was finished on a day."""
    notice = NoticeLine("lock", f"Finished {short_date(day)}. Read only.")
    notice.setObjectName("finished_line")
    return notice
