"""Server: where the records of several rooms lie, and the password that lets this room in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from consult_app.ui.entry.entries import ServerEntries
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.gate import Gate, PassphraseField
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import TextField

LINE = "For several rooms that share one practice. This room joins it, or sets it up where there is none yet."
EXAMPLE = "Like postgresql://clinic@records.clinic.example/clinic, without the password."
WHERE_KEPT = "Kept on this computer under the key of the practice. Leave it blank where the computer already has it."
ADMINISTRATOR = "On a server the records are not encrypted with your key: its administrator can read them."


class ServerPage(Gate):
    """Asks for the address and the password of the server; ``left`` leads back."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page_server")
        self.setAccessibleName("Records on a server")
        self.side.show_on_server()
        self.address = TextField("Address of the server", important=True)
        self.address.set_note(EXAMPLE)
        self.password = PassphraseField("Password of the server")
        self.password.set_note(WHERE_KEPT)
        self.password.entered.connect(self._ask)
        self.button, self.back = Button("Connect", "primary", important=True), Button("Back", "quiet", important=True)
        self.button.setMinimumWidth(160)
        self.button.clicked.connect(self._ask)
        self.back.clicked.connect(self.left)
        self._line = label(ADMINISTRATOR, "small", "second", wrap=True)
        names = {"address": self.address, "password": self.password, "connect": self.button, "back": self.back}
        for name, part in names.items():
            part.setObjectName(f"server_{name}")
        self._lay_out()
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_working(self) -> None:
        """Say that the server is being asked."""
        self.button.setEnabled(False)
        self._line.setText("Connecting")

    def show_refused(self, sentence: str) -> None:
        """Say why this room is not let in; what was typed stays."""
        self.button.setEnabled(True)
        self._line.setText(ADMINISTRATOR)
        self.address.set_error(sentence)
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        if not self.address.value:
            self.show_refused("Type the address of the server.")
        elif self.button.isEnabled():
            self.address.set_note(EXAMPLE)
            self.wanted.emit(ServerEntries(self.address.value, self.password.value or None))

    def _lay_out(self) -> None:
        self.column.addStretch()
        self.column.addWidget(label("Records on a server", "title"))
        self.column.addWidget(label(LINE, tone="second", wrap=True))
        self.column.addSpacing(24)
        for part in (self.address, self.password):
            self.column.addWidget(part)
            self.column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.button)
        row.addWidget(self.back)
        row.addStretch()
        self.column.addLayout(row)
        self.column.addSpacing(16)
        self.column.addWidget(self._line)
        self.column.addStretch()
