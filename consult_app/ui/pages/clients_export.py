"""Exporting everything about a client: the passphrase of the file, typed twice or made to be written down."""

import secrets

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from consult_app.ui.widgets.ask_dialog import AskDialog
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.gate import ADVICE, PassphraseField

LINE = (
    "One encrypted file for the client: the whole record to read, the same for another program, and every paper. "
    "Give the passphrase to the client apart from the file."
)
WRITE_DOWN = "Write it down for the client: it is kept nowhere."
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Those that are not taken for one another when they are written by hand."""
GROUPS, GROUP_LENGTH = 4, 5
FILE_NAME = "client-record.zip"


class ExportDialog(AskDialog):
    """``wanted`` carries the passphrase of the file."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, f"Export everything about {name}", LINE, "Choose where to save")
        self.setObjectName("export_dialog")
        self.passphrase = PassphraseField("Passphrase for this file")
        self.passphrase.set_note(ADVICE)
        self.again = PassphraseField("Passphrase again")
        self.again.entered.connect(self.ask)
        self.make = Button("Make one to write down", "quiet", icon="key", small=True)
        self.make.clicked.connect(self._make)
        for key, part in (("passphrase", self.passphrase), ("again", self.again), ("make", self.make)):
            part.setObjectName(f"export_{key}")
        self.column.addWidget(self.passphrase)
        self.column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.again)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Hand the passphrase over once it is long enough and typed twice."""
        if not self.passphrase.is_long_enough():
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.again.repeats(self.passphrase):
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.wanted.emit(self.passphrase.value)
            self.accept()

    def _make(self) -> None:
        made = new_passphrase()
        for field in (self.passphrase, self.again):
            field.edit.setText(made)
            field.set_error("")
        self.passphrase.reveal()
        self.passphrase.set_note(WRITE_DOWN)
        self.way_on.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self.adjustSize)


def new_passphrase() -> str:
    """A random passphrase that can be copied by hand: about 99 bits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def archive_dialog(parent: QWidget) -> QFileDialog:
    """The system's dialog for the file; the name offered holds nothing about the client."""
    dialog = QFileDialog(parent, "Save the client's record", "", "Archives (*.zip)")
    dialog.setObjectName("archive_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("zip")
    dialog.selectFile(FILE_NAME)
    return dialog
