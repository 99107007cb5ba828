"""Withdrawing a consent: one question, and what was said, if anything."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.widgets.ask_dialog import AskDialog
from consult_app.ui.widgets.text_field import NoteField

TITLE, WAY_ON = "Withdraw this consent", "Withdraw"
LINE = (
    "The client takes the consent back from today. It stays in the record as withdrawn, and no session is begun or "
    "signed until they sign a new one. Sign a session that is already done first."
)


class WithdrawalDialog(AskDialog):
    """``given`` carries what the client said, which may be nothing: nobody has to say why."""

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, TITLE, LINE, WAY_ON, "danger")
        self.setObjectName("withdrawal_dialog")
        self.said = NoteField("What the client said, if anything", lines=2)
        self.said.setObjectName("withdrawal_said")
        self.column.addWidget(self.said)
        self.said.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Hand it over and close."""
        self.given.emit(self.said.value or "")
        self.accept()
