"""Client: who is asked, how to reach them, why they came, and which doctors may be written to."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consult_app.clinical.consultation import Client
from consult_app.ui.page import KeyHint, StepPage
from consult_app.ui.pages.client_contacts import Contacts
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.detail_fields import holds_unread_text
from consult_app.ui.widgets.notices import ChoiceNotice, ChoiceView
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.segmented import Option, Segmented
from consult_app.ui.widgets.sheet_head import SheetHead
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import NoteField, TextField

LARGEST_WIDTH = 960
SEXES = (Option("female", "Female"), Option("male", "Male"), Option("intersex", "Intersex"))
ALREADY_HERE = "This may be somebody who is on record already"
EXISTING = (("use_existing", "Use that record"), ("somebody_else", "Somebody else"))
OPENS = {
    "date_of_birth": "born",
    "sex_at_birth": "sex",
    "weight_kg": "weight_kg",
    "height_cm": "height_cm",
    "name": "name",
}


class ClientPage(StepPage):
    """Step 1."""

    step = "client"
    title = "Client"
    parts = frozenset({"client", "contacts", "reason_for_visit"})
    hints = (KeyHint(("Tab",), "Next field"), KeyHint(("Ctrl", "S"), "Save now"))

    existing_chosen = Signal(str)
    existing_denied = Signal(str)

    def __init__(self, state: ConsultationState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        today = state.consultation.as_of
        self.name = TextField("Name")
        self.born = DateField("Birth date", earliest=date(today.year - 120, 1, 1), latest=today)
        self.sex = Segmented("Sex at birth", SEXES, segment_width=104)
        self.height_cm = NumberStepper("Height", low=100, high=250, unit="cm")
        self.weight_kg = NumberStepper("Weight", low=25, high=350, decimals=1, unit="kg")
        self.phone, self.email = TextField("Phone"), TextField("Email")
        self.address = TextField("Address")
        self.reason = NoteField("Reason for visit", placeholder="In the client's words", lines=2)
        self.contacts = Contacts(state)
        self._notice: ChoiceNotice | None = None
        self._unsearched = label("", "small", "second", wrap=True)
        self._unsearched.setObjectName("unsearched")
        self._unsearched.setContentsMargins(24, 8, 24, 0)
        self._unsearched.hide()
        self._texts: Mapping[str, TextField] = {
            "name": self.name,
            "phone": self.phone,
            "email": self.email,
            "address": self.address,
        }
        self._numbers: Mapping[str, NumberStepper] = {"height_cm": self.height_cm, "weight_kg": self.weight_kg}
        self._connect()
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Show the client as known now; what is being typed stays."""
        client = self.state.consultation.client
        for name, text in self._texts.items():
            text.set_value(getattr(client, name) or "")
        for name, number in self._numbers.items():
            value = getattr(client, name)
            if value is not None or not holds_unread_text(number):
                number.set_value(value)
        if client.date_of_birth or not holds_unread_text(self.born):
            self.born.set_value(client.date_of_birth.isoformat() if client.date_of_birth else "")
        self.sex.set_value(client.sex_at_birth or "")
        self.reason.set_value(self.state.consultation.reason_for_visit or "")
        self.contacts.refresh()

    def show_existing(self, client_id: str, line: str) -> None:
        """Say that the client may be on record already and offer that record; nothing without an id."""
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
        if client_id:
            self._notice = ChoiceNotice(ChoiceView("people", ALREADY_HERE, line, choices=EXISTING))
            self._notice.setObjectName("existing_client")
            chosen, denied = self.existing_chosen, self.existing_denied
            self._notice.acted.connect(lambda act: (chosen if act == "use_existing" else denied).emit(client_id))
            self._column.insertWidget(1, self._notice)

    def show_unsearched(self, line: str) -> None:
        """Say quietly that nobody could look for namesakes; nothing without words."""
        self._unsearched.setText(line)
        self._unsearched.setVisible(bool(line))

    def show_question(self, name: str) -> bool:
        """Focus a detail by its name in the client, such as ``client.date_of_birth``."""
        detail = name.removeprefix("client.")
        if detail not in OPENS:
            return False
        getattr(self, OPENS[detail]).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def commit(self) -> None:
        """Hand over what is still being typed."""
        for text in self._texts.values():
            text.flush()
        for number in self._numbers.values():
            number.flush()
        self.born.flush()
        self.reason.flush()
        self.contacts.flush()

    def _connect(self) -> None:
        for name, text in self._texts.items():
            text.setObjectName(f"client_{name}")
            text.committed.connect(lambda value, name=name: self._set(name, value or None))
        for name, number in self._numbers.items():
            number.setObjectName(f"client_{name}")
            number.committed.connect(lambda value, name=name: self._set(name, value))
        self.born.setObjectName("client_date_of_birth")
        self.sex.setObjectName("client_sex_at_birth")
        self.reason.setObjectName("reason_for_visit")
        self.born.committed.connect(lambda iso: self._set("date_of_birth", date.fromisoformat(iso) if iso else None))
        self.sex.chosen.connect(lambda key: self._set("sex_at_birth", key))
        self.sex.cleared.connect(lambda: self._set("sex_at_birth", None))
        self.reason.committed.connect(lambda text: self.state.update(reason_for_visit=text or None))

    def _set(self, name: str, value: object) -> None:
        client: Client = self.state.consultation.client
        self.state.update(client=client.model_copy(update={name: value}))

    def _lay_out(self) -> None:
        sheet = QWidget()
        sheet.setMaximumWidth(LARGEST_WIDTH)
        sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(24, 20, 24, 24)
        inner.setSpacing(12)
        inner.addWidget(label("Personal details", "heading"))
        inner.addLayout(self._personal())
        inner.addSpacing(12)
        inner.addWidget(label("Contact", "heading"))
        inner.addLayout(_grid(((self.phone, self.email), (self.address,))))
        inner.addSpacing(12)
        inner.addWidget(self.reason)
        inner.addSpacing(12)
        inner.addWidget(self.contacts)
        inner.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAlignment(Qt.AlignmentFlag.AlignLeft)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(sheet)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(SheetHead(self.title))
        column.addWidget(self._unsearched)
        column.addWidget(scroll, 1)

    def _personal(self) -> QGridLayout:
        sex = QWidget()
        column = QVBoxLayout(sex)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label("Sex at birth", "small", "second"))
        column.addWidget(self.sex)
        body = QHBoxLayout()
        body.setSpacing(24)
        for part in (self.height_cm, self.weight_kg):
            body.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        body.addWidget(label("Height and weight set the limit for numbing cream.", "small", "second", wrap=True), 1)
        grid = _grid(((self.name,), (self.born, sex)))
        grid.addLayout(body, 2, 0, 1, 2)
        return grid


def _grid(rows: tuple[tuple[QWidget, ...], ...]) -> QGridLayout:
    """Fields in two columns; a row of one spans both."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    for at, parts in enumerate(rows):
        for column, part in enumerate(parts):
            grid.addWidget(part, at, column, 1, 3 - len(parts) if len(parts) == 1 else 1, Qt.AlignmentFlag.AlignTop)
    return grid
