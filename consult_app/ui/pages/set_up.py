"""Set up: on the first run the practice, the practitioner and the passphrase."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal

from consult_app.ui.entry.entries import FirstEntries
from consult_app.ui.theme import IMPORTANT_HEIGHT
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.flow import Flow
from consult_app.ui.widgets.gate import Gate, PassphraseField
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import TextField

NO_RESET = "No one can reset a lost passphrase. The next page gives you a recovery key to print."
ON_SERVER = "On a server the records are not encrypted with your key: its administrator can read them."
ONCE = "This takes a minute and happens once."
ROLES = (("aesthetician", "Aesthetician"), ("nurse", "Nurse"), ("doctor", "Doctor"), ("other", "Other"))


class SetUpPage(Gate):
    """The first window of a new practice; ``advise`` says of a passphrase, beside the names typed, how safe it is."""

    wanted = Signal(object)
    restore_wanted = Signal()
    server_wanted = Signal()

    def __init__(self, advise: Callable[[str, Sequence[str]], str], *, on_server: bool = False) -> None:
        super().__init__()
        self.setObjectName("page_set_up")
        self.setAccessibleName("Set up the practice")
        self.practice = TextField("Practice", important=True)
        self.name = TextField("Your name, as on your documents", important=True)
        self.role = ChoiceField("Your role", ROLES)
        self.role.combo.setMinimumHeight(IMPORTANT_HEIGHT)
        self.licence = TextField("Licence or registration, if you have one", important=True)
        self.passphrase = PassphraseField(advise=lambda typed: advise(typed, (self.practice.value, self.name.value)))
        self.again = PassphraseField("Passphrase again")
        self.again.entered.connect(self._ask)
        self.button = Button("Create practice", "primary", important=True)
        self.button.clicked.connect(self._ask)
        self.restore = Button("Restore a backup instead", "quiet", important=True)
        self.restore.setObjectName("restore_instead")
        self.restore.clicked.connect(self.restore_wanted)
        self.server = Button("Several rooms: use a server", "quiet", important=True)
        self.server.setObjectName("use_a_server")
        self.server.clicked.connect(self.server_wanted)
        self.server.setHidden(on_server)
        # A backup is put back into a file; from there the practice is copied to the server.
        self.restore.setHidden(on_server)
        self._line = label(NO_RESET, "small", "second", wrap=True)
        self._about = label(ON_SERVER if on_server else ONCE, tone="second", wrap=True)
        names = {"practice": self.practice, "name": self.name, "role": self.role, "licence": self.licence}
        for name, part in (names | {"passphrase": self.passphrase, "again": self.again}).items():
            part.setObjectName(f"set_up_{name}")
        self.button.setObjectName("create_practice")
        self._lay_out()
        self.practice.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_working(self) -> None:
        """Say that the practice is being made, which takes a moment."""
        self._let_ask(False)
        self._line.setText("Setting up the practice and its key")

    def show_refused(self, sentence: str) -> None:
        """Say why nothing was set up; what was typed stays."""
        self._let_ask(True)
        self._line.setText(sentence)

    def _let_ask(self, may: bool) -> None:
        self.button.setEnabled(may)
        self.restore.setEnabled(may)
        self.server.setEnabled(may)

    def _ask(self) -> None:
        entries = FirstEntries(
            self.practice.value, self.name.value, self.role.value, self.licence.value, self.passphrase.value
        )
        self.practice.set_error("" if entries.practice else "The practice needs a name; it stands on every paper.")
        self.name.set_error("" if entries.name else "Type your name; it stands on every paper.")
        self.role.set_error("" if entries.role else "Choose your role; it decides what you may approve.")
        self.passphrase.is_long_enough()
        self.again.repeats(self.passphrase)
        wrong = [part for part in (self.practice, self.name, self.role, self.passphrase, self.again) if part.error()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.wanted.emit(entries)

    def _lay_out(self) -> None:
        self.column.addStretch()
        self.column.addWidget(label("Set up your practice", "title", wrap=True))
        self.column.addWidget(self._about)
        self.column.addSpacing(16)
        for part in (self.practice, self.name, self.role, self.licence, self.passphrase, self.again):
            self.column.addWidget(part)
            self.column.addSpacing(6)
        self.column.addSpacing(8)
        row = Flow(20)
        row.addWidget(self.button)
        row.addWidget(self.restore)
        self.column.addLayout(row)
        self.column.addWidget(self.server, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(8)
        self.column.addWidget(self._line)
        self.column.addStretch()
