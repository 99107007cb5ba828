"""The conditions a clearance may carry: a last day, a greatest depth, some areas only."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.places_field import PlacesField

DEEPEST_MM = 3.0


class DecisionConditions(QWidget):
    """Closed until asked for; without conditions a decision holds for every area, at any planned depth."""

    def __init__(self, as_of: date) -> None:
        super().__init__()
        self.opener = Button("Add conditions", "quiet", icon="plus", small=True)
        self.opener.setObjectName("decision_conditions")
        self.last_day = DateField("Holds until", earliest=as_of, too_early="This day has passed. Check the year.")
        self.deepest = NumberStepper("At most, in mm", low=0.25, high=DEEPEST_MM, step=0.05, decimals=2)
        self.places = PlacesField("Only for", ())
        self._fields = QWidget()
        inner = QVBoxLayout(self._fields)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        for part in (self.last_day, self.deepest, self.places):
            inner.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.opener)
        column.addWidget(self._fields)
        self._fields.hide()
        self.opener.clicked.connect(self._open)

    def show_areas(self, areas: Sequence[tuple[str, str]]) -> None:
        """Offer the requested areas."""
        self.places.set_options(areas)
        self.places.setVisible(len(areas) > 1)

    @property
    def until(self) -> date | None:
        """The last day it holds, None for no end."""
        self.last_day.flush()
        return date.fromisoformat(self.last_day.value) if self.last_day.value else None

    @property
    def max_depth_mm(self) -> float | None:
        """The greatest depth allowed in mm, None for the plan's own."""
        self.deepest.flush()
        return self.deepest.value

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas it is limited to; empty for all."""
        return tuple(self.places.value)

    def reset(self) -> None:
        """Take every condition away."""
        self.last_day.reset()
        self.deepest.reset()
        self.places.set_value(())
        self._fields.hide()
        self.opener.show()

    def _open(self) -> None:
        self.opener.hide()
        self._fields.show()
        self.last_day.setFocus()
