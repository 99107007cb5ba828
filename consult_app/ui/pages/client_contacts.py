"""The doctors who may be written to, one card for each role the rules can ask."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Contact
from consult_app.clinical.roles import role_title
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import TextField

GP = "gp"


class Contacts(QWidget):
    """Shows the GP always, other doctors once they are known or added."""

    def __init__(self, state: ConsultationState) -> None:
        super().__init__()
        self._state, self.cards = state, dict[str, ContactCard]()
        self.adder = ChoiceField("Add a doctor", [], placeholder="Choose who")
        self.adder.setObjectName("add_contact")
        self.adder.setMaximumWidth(320)
        self.adder.chosen.connect(self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(label("Doctors", "heading"))
        self._column.addWidget(self.adder)
        self._card(GP)
        self.refresh()

    def refresh(self) -> None:
        """Show the doctors as known now."""
        contacts = self._state.consultation.contacts
        for role in contacts:
            self._card(role)
        for role, card in self.cards.items():
            card.show_contact(contacts.get(role))
        offered = [(role, role_title(role)) for role in roles(self._state.catalogue) if role not in self.cards]
        self.adder.set_options(offered)
        self.adder.setVisible(bool(offered))

    def flush(self) -> None:
        """Keep what is typed now."""
        for card in self.cards.values():
            card.flush()

    def _card(self, role: str) -> "ContactCard":
        if role not in self.cards:
            card = ContactCard(role, self._state)
            self.cards[role] = card
            self._column.insertWidget(self._column.count() - 1, card)
        return self.cards[role]

    def _add(self, role: str) -> None:
        self._card(role).setFocus()
        self.adder.set_value("")
        self.refresh()


class ContactCard(QWidget):
    """Name, phone and address of one doctor."""

    def __init__(self, role: str, state: ConsultationState) -> None:
        super().__init__()
        self._role, self._state = role, state
        title = role_title(role)
        self.fields = {
            "name": TextField(f"{title}: name"),
            "phone": TextField(f"{title}: phone"),
            "address": TextField(f"{title}: address"),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        grid.addWidget(self.fields["name"], 0, 0)
        grid.addWidget(self.fields["phone"], 0, 1)
        grid.addWidget(self.fields["address"], 1, 0, 1, 2)
        for name, field in self.fields.items():
            field.setObjectName(f"{role}_{name}")
            field.committed.connect(self._keep)
        self.setFocusProxy(self.fields["name"])

    def show_contact(self, contact: Contact | None) -> None:
        """Show a doctor, or nothing known."""
        for name, field in self.fields.items():
            field.set_value((getattr(contact, name) or "") if contact else "")

    def flush(self) -> None:
        """Keep what is typed now."""
        for field in self.fields.values():
            field.flush()

    def _keep(self, _text: str) -> None:
        """A doctor without a name is called by the role, so that nothing typed is lost."""
        typed = {name: field.value or None for name, field in self.fields.items()}
        contacts = {role: known for role, known in self._state.consultation.contacts.items() if role != self._role}
        if any(typed.values()):
            contacts[self._role] = Contact(
                name=typed["name"] or role_title(self._role), phone=typed["phone"], address=typed["address"]
            )
        self._state.update(contacts=contacts)


def roles(catalogue: Catalogue) -> tuple[str, ...]:
    """Every role whose written answer a rule may ask for, the GP first."""
    asked = {role for rule in catalogue.contraindications for outcome in rule.outcomes for role in outcome.lifted_by}
    return (GP, *sorted(asked - {GP}))
