"""One figure of the numbing plan: typed or worked out, beside the limits of the product."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.anaesthesia import Limit
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.limit_bar import LimitBar, LimitView
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.text import label

LABELS = {"area_cm2": "Skin covered", "grams": "Cream", "minutes": "Time on the skin"}
UNITS = {"area_cm2": "cm²", "grams": "g", "minutes": "min"}
STEPS = {"area_cm2": 10, "grams": 1, "minutes": 5}
HIGHEST = {"area_cm2": 20000, "grams": 1000, "minutes": 1440}
FIGURE_WIDTH = 136
WAYS_OUT = {
    "area_cm2": "Treat in two visits.",
    "grams": "Use less, or treat in two visits.",
}


def show_number(stepper: NumberStepper, number: float | None) -> None:
    """Show a number, but never over what is just being typed."""
    typing = stepper.edit.hasFocus() and stepper.value is None
    if stepper.value != number and not typing:
        stepper.set_value(number)


class FigureRow(QWidget):
    """The figure against its limit, and the field that sets it; an empty field is worked out."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.figure = NumberStepper(LABELS[name], low=1, high=HIGHEST[name], step=STEPS[name])
        self.figure.setObjectName(f"numbing_{name}")
        self.figure.set_label_visible(False)
        self.figure.setFixedWidth(current_theme().px(FIGURE_WIDTH))
        self._bar = LimitBar(LimitView(LABELS[name], 0, 1, UNITS[name]))
        self._title, self._words = label(LABELS[name], "small"), label("", "small", "second", wrap=True)
        plain = QVBoxLayout()
        plain.setSpacing(0)
        plain.addWidget(self._bar)
        plain.addWidget(self._title)
        plain.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(plain, 1)
        row.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_limit(self, limit: Limit, given: float | None) -> None:
        """Show the figure; ``given`` is what was typed, None where it was worked out."""
        with_bar = limit.value is not None and limit.block is not None and limit.least is None
        if with_bar and limit.value is not None and limit.block is not None:
            way_out = WAYS_OUT.get(self._name, "")
            view = LimitView(limit.label, limit.value, limit.block, limit.unit, limit.caution, way_out)
            self._bar.show_limit(view)
        self._bar.setVisible(with_bar)
        self._title.setVisible(not with_bar)
        words = limit_words(limit, with_bar=with_bar, worked_out=given is None)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        show_number(self.figure, limit.value if given is None else given)


def limit_words(limit: Limit, *, with_bar: bool, worked_out: bool) -> str:
    """What the bar does not say: the span of minutes, the care mark, and that a figure was worked out."""
    unit, parts = limit.unit, list[str]()
    if limit.value is None:
        parts.append("Not known")
    elif not with_bar and worked_out:
        parts.append(f"{limit.value:g} {unit}, worked out")
    elif worked_out:
        parts.append("Worked out")
    if limit.least is not None and limit.caution is not None:
        parts.append(f"{limit.least:g} to {limit.caution:g} {unit} on the skin")
    elif limit.caution is not None and with_bar:
        parts.append(f"the line marks {limit.caution:.4g} {unit}")
    return ". ".join(f"{part[:1].upper()}{part[1:]}" for part in parts)
