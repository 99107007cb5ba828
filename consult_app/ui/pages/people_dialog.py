"""The dialog about one person: name and role, a new passphrase, and the passphrase of whoever asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.records.values import StoredPractitioner
from consult_app.ui.widgets.ask_dialog import AskDialog
from consult_app.ui.widgets.button import ButtonLook
from consult_app.ui.widgets.choice_field import CheckBox, ChoiceField
from consult_app.ui.widgets.field import Field
from consult_app.ui.widgets.gate import PassphraseField
from consult_app.ui.widgets.text_field import TextField


@dataclass(frozen=True)
class PersonForm:
    """What the dialog asks for beside the passphrase of whoever asks; ``person`` fills in the details."""

    title: str
    line: str
    way_on: str
    look: ButtonLook = "primary"
    details: bool = False
    new_passphrase: bool = False
    person: StoredPractitioner | None = None


@dataclass(frozen=True)
class PersonEntries:
    """What was entered; ``proof`` is the passphrase of whoever asks."""

    proof: str
    name: str = ""
    role: str = ""
    licence: str = ""
    is_lead: bool = False
    passphrase: str = ""


class PersonDialog(AskDialog):
    """``wanted`` carries the entries; the dialog stays until the act was done, and says why it was not.

    ``advise`` says of a new passphrase how easily it could be guessed.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget, form: PersonForm, roles: Sequence[str], advise: Callable[[str], str]) -> None:
        super().__init__(parent, form.title, form.line, form.way_on, form.look)
        self.setObjectName("person_dialog")
        self._form, self._person = form, form.person
        self.name = TextField("Name, as on documents")
        self.role = ChoiceField("Role", [(role, role.replace("_", " ").capitalize()) for role in roles])
        self.licence = TextField("Licence or registration, if there is one")
        self.is_lead = CheckBox("Clinical lead: manages people and may erase records")
        self.passphrase, self.again = PassphraseField("New passphrase", advise), PassphraseField("New passphrase again")
        self.proof = PassphraseField("Your own passphrase" if form.details or form.person else "Your passphrase")
        self.proof.entered.connect(self.ask)
        parts: dict[str, QWidget] = {}
        if form.details:
            parts |= {"name": self.name, "role": self.role, "licence": self.licence, "lead": self.is_lead}
            self._fill_in()
        if form.new_passphrase:
            parts |= {"passphrase": self.passphrase, "again": self.again}
        for name, part in (parts | {"proof": self.proof}).items():
            part.setObjectName(f"person_{name}")
            self.column.addWidget(part)
        (next(iter(parts.values()), self.proof)).setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Hand the entries over once each holds what it should."""
        wrong = self._wrong()
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.way_on.setEnabled(False)
        self.wanted.emit(
            PersonEntries(
                self.proof.value,
                self.name.value,
                self.role.value,
                self.licence.value,
                self.is_lead.isChecked(),
                self.passphrase.value,
            )
        )

    def show_refused(self, sentence: str) -> None:
        """Say why nothing was done; what was typed stays."""
        self.way_on.setEnabled(True)
        self.proof.set_error(sentence)
        self.proof.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wrong(self) -> list[Field]:
        if self._form.details:
            self.name.set_error("" if self.name.value else "Type the name that stands on documents.")
            self.role.set_error("" if self.role.value else "Choose a role; it decides what may be approved.")
        if self._form.new_passphrase:
            self.passphrase.is_long_enough()
            self.again.repeats(self.passphrase)
        self.proof.set_error("" if self.proof.value else "Type the passphrase you unlock with.")
        fields = (self.name, self.role, self.passphrase, self.again, self.proof)
        return [field for field in fields if field.error()]

    def _fill_in(self) -> None:
        self.is_lead.setVisible(self._person is not None)
        if self._person is not None:
            self.name.set_value(self._person.name)
            self.role.set_value(self._person.role or "")
            self.licence.set_value(self._person.licence or "")
            self.is_lead.setChecked(self._person.is_lead)
