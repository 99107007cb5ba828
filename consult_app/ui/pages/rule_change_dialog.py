"""The dialog that sets one rule otherwise for this clinic: another window or level, who decided it, why and when."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from consult_app.clinical.practice import Change
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.entry_dialog import EntryDialog
from consult_app.ui.widgets.field import Field
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.text_field import NoteField, TextField

LINE = "Tighter is free. Looser than the protocol needs a name, a reason and a day, and waits for a clinical lead."
UNITS = (("days", "days"), ("months", "calendar months"), ("years", "calendar years"))
SAME, LONGEST = "", 1200
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class RuleOffers:
    """What can be chosen, each as key and label: the rules, what may come of one, and the levels."""

    rules: Options
    outcomes: Callable[[str], Options]
    levels: Options


class RuleChangeDialog(EntryDialog):
    """``wanted`` carries the change as entered."""

    def __init__(self, parent: QWidget, offers: RuleOffers, today: dt.date) -> None:
        super().__init__(parent, "Change a rule for this clinic", LINE, "Save")
        self.setObjectName("rule_change_dialog")
        self._offers = offers
        self.rule, self.outcome = ChoiceField("Rule", offers.rules), ChoiceField("What comes of it", ())
        self.number = NumberStepper("Counts for, empty where it stays", low=1, high=LONGEST)
        self.unit = ChoiceField("Counted in", UNITS)
        self.unit.set_value("days")
        self.level = ChoiceField("Level", [(SAME, "As it is"), *offers.levels])
        self.level.set_value(SAME)
        self.by, self.reason = TextField("Decided by"), NoteField("Why", lines=2)
        self.date = DateField("Decided on", latest=today)
        parts = {"rule": self.rule, "outcome": self.outcome, "number": self.number, "unit": self.unit}
        parts |= {"level": self.level, "by": self.by, "reason": self.reason, "date": self.date}
        self.add_fields("change", parts)
        self.rule.chosen.connect(self._offer_outcomes)
        self.rule.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refused(self, sentence: str) -> None:
        """Say why it was not kept, under the first field."""
        self.refuse_in(self.rule, sentence)

    def read(self) -> Change:
        """The change; whether it may be made is for the rules to say."""
        number = self.number.value
        return Change.model_validate(
            {
                "entry": self.rule.value,
                "outcome": self.outcome.value or None,
                "level": self.level.value or None,
                "by": self.by.value,
                "reason": self.reason.value,
                "date": self.date.value or None,
            }
            | ({self.unit.value: int(number)} if number else {})
        )

    def wrong(self) -> list[Field]:
        """A rule, and something to set for it."""
        self.date.flush()
        self.rule.set_error("" if self.rule.value else "Choose the rule.")
        number = self.number.value
        empty = not number and not self.level.value
        broken = number is not None and not (1 <= number <= LONGEST and number == int(number))
        sentence = "Type a whole number." if broken else "Set how long it counts, or another level." if empty else ""
        self.number.set_error(sentence)
        return [field for field in (self.rule, self.number, self.date) if field.error()]

    def _offer_outcomes(self, rule: str) -> None:
        """A rule with one outcome needs no choice."""
        outcomes = self._offers.outcomes(rule)
        self.outcome.set_options(outcomes)
        self.outcome.set_value(outcomes[0][0] if outcomes else "")
        self.outcome.setEnabled(len(outcomes) > 1)
