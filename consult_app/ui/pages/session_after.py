"""After needling: pain, reactions, products used, photographs, aftercare, the next date and notes."""

import datetime as dt

from PySide6.QtWidgets import QGridLayout, QWidget

from consult_app.clinical.reactions import reactions_on_the_day
from consult_app.clinical.treatment_record import ProductUsed
from consult_app.ui.pages.session_parts import SessionPart, YesNoField
from consult_app.ui.session.session_state import SessionState
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import CheckBox
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import NoteField, TextField

PAIN = (("before", "Before"), ("during", "During"), ("after", "After"), ("day_1", "Day after"))
NONE = "no_reaction"


class AfterPart(SessionPart):
    """What is asked and done before the client leaves, and on the day after."""

    def __init__(self, state: SessionState) -> None:
        super().__init__(state, "After")
        self._add_pain()
        self._add_reactions()
        self.products = [self._add_product(at) for at in range(max(1, len(state.record.products)))]
        self.more = Button("Add a product", "quiet", small=True)
        self.more.clicked.connect(self._one_more)
        self._more_line = self.add(self.more)
        self.photographs, self.sheet = YesNoField("Photographs were taken"), YesNoField("The aftercare sheet was given")
        for name, field in (("photographs", self.photographs), ("aftercare_sheet", self.sheet)):
            self.add(field, stretch=(1,))
            self.places[name] = field
            field.setObjectName(name)
            field.chosen.connect(lambda word, name=name: state.update(**{name: word}))
            field.cleared.connect(lambda name=name: state.update(**{name: None}))
        self._add_last()
        self.refresh()

    def _add_pain(self) -> None:
        self.pain = {key: NumberStepper(f"{words}", high=10) for key, words in PAIN}
        self.add(label("Pain, from 0 to 10", "strong"))
        self.add(*self.pain.values())
        for key, field in self.pain.items():
            field.setObjectName(f"pain_{key}")
            field.edit.setAccessibleName(f"Pain {field.name.lower()}, 0 to 10")
            field.committed.connect(lambda number, key=key: self._score(key, number))
            self.places[f"pain.{key}"] = field

    def _add_reactions(self) -> None:
        self.add(label("Reactions", "strong"))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        self.reactions = {NONE: CheckBox("None")} | {
            key: CheckBox(words) for key, words in reactions_on_the_day(self.state.catalogue)
        }
        for at, (key, box) in enumerate(self.reactions.items()):
            box.setObjectName(f"reaction_{key}")
            box.setAccessibleName(f"Reaction: {box.text()}")
            box.clicked.connect(lambda on, key=key: self._react(key, on))
            grid.addWidget(box, at, 0)
        self.add(holder)
        self.reaction_note = TextField("Other, in your own words")
        self.reaction_note.committed.connect(lambda text: self.state.update(reaction_note=text))
        self.add(self.reaction_note, stretch=(1,))
        self.places["reactions"] = self.reactions[NONE]

    def _add_product(self, at: int) -> tuple[TextField, TextField, DateField]:
        fields = label_field, lot, expires = TextField("Product used"), TextField("Lot"), DateField("Expires")
        for field in (label_field, lot, expires):
            field.committed.connect(lambda _value: self._products())
        for name, shown in zip(("label", "lot", "expires"), fields, strict=True):
            shown.setObjectName(f"product_{at}_{name}")
            self.places[f"products.{at}.{name}"] = shown
        self.add(*fields, stretch=(3, 2, 2))
        return fields

    def _one_more(self) -> None:
        self.products.append(self._add_product(len(self.products)))
        line = self.products[-1][0].parentWidget()
        if line is not None:
            self._body.removeWidget(line)
            self._body.insertWidget(self._body.indexOf(self._more_line), line)
        self.products[-1][0].setFocus()

    def _add_last(self) -> None:
        state = self.state
        self.next_date = DateField("Next date", earliest=state.record.date)
        self.outside, self.notes = (
            NoteField("Why it went beyond the plan or a limit", lines=2),
            NoteField("Notes", lines=3),
        )
        self.add(self.next_date)
        self._outside_line = self.add(self.outside, stretch=(1,))
        self.add(self.notes, stretch=(1,))
        self.next_date.committed.connect(
            lambda day: state.update(next_date=dt.date.fromisoformat(day) if day else None)
        )
        self.outside.committed.connect(lambda text: state.update(outside_because=text))
        self.notes.committed.connect(lambda text: state.update(notes=text))
        self.places |= {"next_date": self.next_date, "outside_because": self.outside}

    def refresh(self) -> None:
        """Show what was seen and done."""
        record = self.state.record
        for key, field in self.pain.items():
            field.set_value(getattr(record.pain, key))
        for key, box in self.reactions.items():
            box.setChecked(record.no_reaction == "yes" if key == NONE else key in record.reactions)
        self.reaction_note.set_value(record.reaction_note)
        for at, (name, lot, expires) in enumerate(self.products):
            used = record.products[at] if at < len(record.products) else ProductUsed(label="")
            name.set_value(used.label)
            lot.set_value(used.lot)
            expires.set_value(used.expires.isoformat() if used.expires else "")
        self.photographs.set_value(record.photographs)
        self.sheet.set_value(record.aftercare_sheet)
        self.next_date.set_value(record.next_date.isoformat() if record.next_date else "")
        self.outside.set_value(record.outside_because)
        self._outside_line.setVisible(bool(self.state.outside or record.outside_because))
        self.notes.set_value(record.notes)

    def _score(self, key: str, number: float | None) -> None:
        score = None if number is None else int(number)
        self.state.update(pain=self.state.record.pain.model_copy(update={key: score}))

    def _react(self, key: str, on: bool) -> None:
        """None and a reaction rule each other out."""
        if key == NONE:
            self.state.update(no_reaction="yes" if on else None, reactions=() if on else self.state.record.reactions)
        else:
            named = tuple(each for each, box in self.reactions.items() if each != NONE and box.isChecked())
            self.state.update(reactions=named, no_reaction=None if named else self.state.record.no_reaction)

    def _products(self) -> None:
        given = [(name.value, lot.value, day.value) for name, lot, day in self.products]
        self.state.update(
            products=tuple(
                ProductUsed(label=name, lot=lot, expires=dt.date.fromisoformat(day) if day else None)
                for name, lot, day in given
                if name or lot or day
            )
        )
