"""Recover: the recovery key from the printed sheet, and a new passphrase for one practitioner."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal

from consult_app.ui.entry.entries import RecoveryEntries
from consult_app.ui.theme import IMPORTANT_HEIGHT
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.flow import Flow
from consult_app.ui.widgets.gate import Gate, PassphraseField
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import TextField

LINE = "For the clinical lead. The old passphrase stops working; nothing else changes."
HINT = "All eight groups. Capitals, spaces and hyphens make no difference."


class RecoverPage(Gate):
    """Asks for the recovery key and a new passphrase; ``advise`` says of one, beside known names, how safe it is."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, people: Sequence[tuple[int, str]], advise: Callable[[str, Sequence[str]], str]) -> None:
        super().__init__()
        self.setObjectName("page_recover")
        self.setAccessibleName("Use the recovery key")
        self.who = ChoiceField("New passphrase for", [(str(number), name) for number, name in people])
        self.who.combo.setMinimumHeight(IMPORTANT_HEIGHT)
        if people:
            self.who.set_value(str(people[0][0]))
        self.key = TextField("Recovery key", important=True)
        self.key.set_note(HINT)
        names = [name for _number, name in people]
        self.passphrase = PassphraseField("New passphrase", lambda typed: advise(typed, names))
        self.again = PassphraseField("New passphrase again")
        self.again.entered.connect(self._ask)
        self.button, self.back = Button("Unlock", "primary", important=True), Button("Back", "quiet", important=True)
        self.button.setMinimumWidth(160)
        self.button.clicked.connect(self._ask)
        self.back.clicked.connect(self.left)
        self._line = label("", "small", "second", wrap=True)
        parts = {"who": self.who, "key": self.key, "passphrase": self.passphrase, "again": self.again}
        for name, part in (parts | {"unlock": self.button, "back": self.back}).items():
            part.setObjectName(f"recover_{name}")
        self._lay_out()
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_working(self) -> None:
        """Say that the key is being checked."""
        self.button.setEnabled(False)
        self._line.setText("Unlocking")

    def show_refused(self, sentence: str, wait_seconds: int = 0) -> None:  # noqa: ARG002 (the sentence names it)
        """Say under the recovery key why it stays locked; what was typed stays."""
        self.button.setEnabled(True)
        self._line.setText("")
        self.key.set_error(sentence)
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self.key.set_error("" if self.key.value else "Type the groups on the sheet.")
        self.passphrase.is_long_enough()
        self.again.repeats(self.passphrase)
        wrong = [part for part in (self.key, self.passphrase, self.again) if part.error()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.wanted.emit(RecoveryEntries(int(self.who.value or 0), self.key.value, self.passphrase.value))

    def _lay_out(self) -> None:
        self.column.addStretch()
        self.column.addWidget(label("Use the recovery key", "title", wrap=True))
        self.column.addWidget(label(LINE, tone="second", wrap=True))
        self.column.addSpacing(16)
        for part in (self.key, self.who, self.passphrase, self.again):
            self.column.addWidget(part)
            self.column.addSpacing(8)
        self.column.addSpacing(8)
        row = Flow(20)
        row.addWidget(self.button)
        row.addWidget(self.back)
        self.column.addLayout(row)
        self.column.addSpacing(8)
        self.column.addWidget(self._line)
        self.column.addStretch()
