"""What is asked about a burn scar, which decides whether it may be treated at all."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from consult_app.clinical.consultation import AreaConcern
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.segmented import SegmentedAnswer
from consult_app.ui.widgets.text import label

LARGEST_CM2, OLDEST_MONTHS = 5000, 1200


class BurnFields(QWidget):
    """Age in months, size, flat or not, grafted or not; hands over the parts that changed."""

    given = Signal(object)

    def __init__(self, area: str) -> None:
        super().__init__()
        self.age = NumberStepper(f"Age of the burn scar in months, {area}", high=OLDEST_MONTHS)
        self.cm2 = NumberStepper(f"Size of the burn scar in cm², {area}", low=1, high=LARGEST_CM2)
        self.flat = SegmentedAnswer(f"Burn scar flat, {area}", unsure=False)
        self.grafted = SegmentedAnswer(f"Burn scar grafted, {area}", unsure=False)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(4)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Age, months", self.age),
            ("Size, cm²", self.cm2),
            ("Flat", self.flat),
            ("Grafted", self.grafted),
        )
        for words, control in rows:
            form.addRow(label(words, "small", "second"), control)
        for stepper, part in ((self.age, "age_months"), (self.cm2, "size_cm2")):
            stepper.set_label_visible(False)
            stepper.committed.connect(lambda number, name=part: self._give(name, number))
        for answer, part in ((self.flat, "flat"), (self.grafted, "grafted")):
            answer.chosen.connect(lambda word, name=part: self.given.emit({name: word}))
            answer.cleared.connect(lambda name=part: self.given.emit({name: None}))

    def show_burn(self, concern: AreaConcern) -> None:
        """Show what is known of the scar."""
        self.age.set_value(concern.age_months)
        self.cm2.set_value(concern.size_cm2)
        self.flat.set_value(concern.flat or "")
        self.grafted.set_value(concern.grafted or "")

    def flush(self) -> None:
        """Hand over figures still being typed."""
        self.age.flush()
        self.cm2.flush()

    def _give(self, name: str, number: float | None) -> None:
        self.given.emit({name: int(number) if number is not None and name == "age_months" else number})
