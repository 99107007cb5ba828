"""Erasing a client: until when the records must be kept, else the name typed back and a reason."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.clinical.dates import long_date
from consult_app.ui.widgets.ask_dialog import AskDialog
from consult_app.ui.widgets.notices import NoticeLine
from consult_app.ui.widgets.text_field import NoteField, TextField

LINE = "Name, answers, sessions, signatures and papers go for good. That it was erased, when, by whom and why stays."
BACKUPS = "Backups made until now still hold this client until they are cleared away, which can take a year."
INSTEAD = "The clinic's own file sets the years. Until then you can export everything for the client instead."


class KeptDialog(AskDialog):
    """Says until when the records must be kept; there is nothing to decide."""

    def __init__(self, parent: QWidget, until: dt.date, years: int) -> None:
        line = f"They must be kept for {years} year{'' if years == 1 else 's'} after the last visit. {INSTEAD}"
        super().__init__(parent, f"These records are kept until {long_date(until)}", line, "Close")
        self.setObjectName("kept_dialog")
        self.cancel.hide()
        self.way_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Close."""
        self.accept()


class EraseDialog(AskDialog):
    """``wanted`` carries the reason, once the name was typed back; the dialog stays until the client is erased."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, f"Erase {name}", LINE, "Erase for good", "danger")
        self.setObjectName("erase_dialog")
        self._name = name
        notice = NoticeLine("backup", BACKUPS)
        self.typed = TextField(f"Type “{name}” to go on")
        self.reason = NoteField("Reason", lines=2)
        self.typed.setObjectName("erase_name")
        self.reason.setObjectName("erase_reason")
        for part in (notice, self.typed, self.reason):
            self.column.addWidget(part)
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Hand the reason over once the name fits and a reason is there."""
        fits = _plain(self.typed.value) == _plain(self._name)
        self.typed.set_error("" if fits else "This is not the name on the record.")
        self.reason.set_error("" if self.reason.value else "Say in a few words why.")
        wrong = next((field for field in (self.typed, self.reason) if field.error()), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.way_on.isEnabled():
            self.way_on.setEnabled(False)
            self.wanted.emit(self.reason.value)

    def show_refused(self, sentence: str) -> None:
        """Say why nothing was erased; what was typed stays."""
        self.way_on.setEnabled(True)
        self.reason.set_error(sentence)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
