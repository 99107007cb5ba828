"""People: who may unlock, in which role, who leads, and the recovery sheet."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.dates import short_date
from consult_app.clinical.roles import role_title
from consult_app.records.people import RecoveryState
from consult_app.records.values import StoredPractitioner
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.elided import Elided
from consult_app.ui.widgets.layouts import empty, scrolling
from consult_app.ui.widgets.list_row import Card
from consult_app.ui.widgets.notices import ErrorPanel, NoticeLine
from consult_app.ui.widgets.text import label

WIDEST, ROW_HEIGHT = 960, 72
LINE = "Each person unlocks with a passphrase of their own and signs with a key of their own."
ASK_LEAD = "A clinical lead adds people and changes their roles."
SHEET = {
    "none": "There is no recovery sheet yet. Without one, nobody can open the records when a passphrase is lost.",
    "unconfirmed": "A recovery sheet was made, but no group was typed back from it. Make a new one and check it.",
    "confirmed": "There is a recovery sheet, and it was checked. A new one replaces it.",
}


@dataclass(frozen=True)
class PeopleView:
    """Everybody, who of them is at work, and whether there is a recovery sheet."""

    people: tuple[StoredPractitioner, ...]
    me: int
    recovery: RecoveryState

    @property
    def i_lead(self) -> bool:
        """Whether the one at work manages people."""
        return any(person.id == self.me and person.is_lead for person in self.people)


class PeoplePage(QWidget):
    """Shows the people and says what is wanted: an act, and the number of the person it is about."""

    wanted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page_people")
        self.setAccessibleName("People")
        self.add = Button("Add a person", "primary", icon="plus")
        self.add.setObjectName("add_person")
        self.add.clicked.connect(lambda: self.wanted.emit("add", 0))
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        self._lay_out()

    def show_people(self, view: PeopleView) -> None:
        """Show everybody anew."""
        empty(self._list)
        self.add.setVisible(view.i_lead)
        self._list.addWidget(Card([self._row(person, view) for person in view.people]))
        if view.i_lead:
            self._list.addSpacing(8)
            self._list.addWidget(label("Recovery sheet", "heading"))
            self._list.addWidget(Card([self._sheet_row(view.recovery)]))
        else:
            self._list.addWidget(NoticeLine("info", ASK_LEAD))

    def show_problem(self, title: str, next_step: str) -> None:
        """Say why the people cannot be shown."""
        empty(self._list)
        self._list.addWidget(ErrorPanel(title, next_step))

    def _row(self, person: StoredPractitioner, view: PeopleView) -> QWidget:
        holder, row = _holder(f"person_{person.id}")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Elided(person.name, "strong"))
        names.addWidget(label(_line(person), "small", "second", wrap=True))
        row.addLayout(names, 1)
        row.addWidget(label(_standing(person, view.me), "small", wrap=False))
        for act, words in _acts(person, view):
            button = Button(words)
            button.setObjectName(f"{act}_{person.id}")
            button.setAccessibleName(f"{words}: {person.name}")
            button.clicked.connect(lambda _on=False, act=act: self.wanted.emit(act, person.id))
            row.addWidget(button)
        return holder

    def _sheet_row(self, state: RecoveryState) -> QWidget:
        holder, row = _holder("recovery_row")
        row.addWidget(label(SHEET[state], wrap=True), 1)
        button = Button("Make a new sheet", icon="print")
        button.setObjectName("new_sheet")
        button.clicked.connect(lambda: self.wanted.emit("sheet", 0))
        row.addWidget(button)
        return holder

    def _lay_out(self) -> None:
        inner = scrolling(self, WIDEST)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label("People", "title"))
        words.addWidget(label(LINE, tone="second", wrap=True))
        head.addLayout(words, 1)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        inner.addLayout(head)
        inner.addLayout(self._list)
        inner.addStretch()


def _holder(name: str) -> tuple[QWidget, QHBoxLayout]:
    holder = QWidget()
    holder.setObjectName(name)
    holder.setMinimumHeight(current_theme().px(ROW_HEIGHT))
    row = QHBoxLayout(holder)
    row.setContentsMargins(24, 8, 16, 8)
    row.setSpacing(12)
    return holder, row


def _line(person: StoredPractitioner) -> str:
    return " · ".join(part for part in (role_title(person.role or "no role"), person.licence) if part)


def _standing(person: StoredPractitioner, me: int) -> str:
    if person.disabled_at is not None:
        return f"Disabled {short_date(person.disabled_at.date())}"
    parts = ("Clinical lead" if person.is_lead else "", "you" if person.id == me else "")
    words = ", ".join(part for part in parts if part)
    return f"{words[:1].upper()}{words[1:]}"


def _acts(person: StoredPractitioner, view: PeopleView) -> list[tuple[str, str]]:
    """What may be done about a person, by whoever is at work."""
    own = [("passphrase", "Change passphrase")] if person.id == view.me else []
    if not view.i_lead:
        return own
    if person.disabled_at is not None:
        return [("let_in", "Let in again")]
    others = [] if person.id == view.me else [("let_in", "New passphrase"), ("disable", "Disable")]
    return [("change", "Change"), *own, *others]
