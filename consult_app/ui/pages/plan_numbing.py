"""The numbing panel: the product, how much of it for how long, and what its limits say about that."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.anaesthesia import NumbingCheck
from consult_app.clinical.consultation import Anaesthetic
from consult_app.clinical.summary import Summary
from consult_app.ui.pages.plan_figures import FigureRow
from consult_app.ui.pages.plan_trouble import TroubleSigns
from consult_app.ui.state import ConsultationState
from consult_app.ui.theme import Outcome
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.segmented import Option, Segmented
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label

NONE = "none"
STATES: dict[str, tuple[Outcome, str]] = {
    "allowed": ("treat", "Within limits"),
    "caution": ("precautions", "With precautions"),
    "not_known": ("incomplete", "Incomplete"),
    "clearance": ("clearance", "Needs medical clearance"),
    "blocked": ("do_not_treat", "Do not use"),
}
ASKED = (
    ("film", "Plastic film over the cream"),
    ("at_home", "Put on by the client at home"),
    ("other_anaesthetic_today", "Another local anaesthetic that day"),
)
YES_NO = (Option("yes", "Yes", "fill", "Y"), Option("no", "No", "tint", "N"))
FIGURES = ("area_cm2", "grams", "minutes")


class NumbingPanel(QWidget):
    """Writes the numbing plan as it is made; ``planned`` tells when a cream was chosen or taken out again."""

    planned = Signal(bool)

    def __init__(self, state: ConsultationState) -> None:
        super().__init__()
        self._state = state
        self._outcome = StateLabel("incomplete")
        self.product = ChoiceField("Numbing cream", (), placeholder="Choose a cream, or none")
        self.product.setObjectName("numbing_product")
        self.product.set_label_visible(False)
        self.product.chosen.connect(self._choose)
        self.figures = {name: FigureRow(name) for name in FIGURES}
        self.asked = {name: _yes_no(name, words) for name, words in ASKED}
        self._times, self._reasons = _Times(), QVBoxLayout()
        self.trouble = TroubleSigns(state.catalogue.trouble_signs.values())
        self._details = self._detail_rows()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self.product)
        column.addWidget(self._details)
        column.addStretch()
        self._connect()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label("Numbing cream", "strong"))
        head.addStretch()
        head.addWidget(self._outcome)
        return head

    def _detail_rows(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in self.figures.values():
            column.addWidget(row)
        column.addWidget(self._times)
        self._reasons.setSpacing(4)
        column.addLayout(self._reasons)
        for name, words in ASKED:
            line = QHBoxLayout()
            line.addWidget(label(words, "small", wrap=True), 1)
            line.addWidget(self.asked[name])
            column.addLayout(line)
        column.addWidget(self.trouble)
        return holder

    def _connect(self) -> None:
        for name, row in self.figures.items():
            row.figure.committed.connect(lambda number, name=name: self._set(name, number))
        for name, answer in self.asked.items():
            answer.chosen.connect(lambda word, name=name: self._set(name, word))
            answer.cleared.connect(lambda name=name: self._set(name, None))

    def show_plan(self, summary: Summary) -> None:
        """Show the plan for numbing and what its limits say."""
        plan, check = self._state.consultation.anaesthetic, summary.anaesthetic
        self.product.set_options(product_options(self._state))
        self.product.set_value(plan.product if plan else NONE)
        self._details.setVisible(plan is not None)
        self._outcome.setVisible(check is not None)
        if plan is None or check is None:
            return
        self._outcome.show_state(*STATES[check.outcome])
        for limit in check.limits:
            self.figures[limit.name].show_limit(limit, getattr(plan, limit.name))
        for name, answer in self.asked.items():
            answer.set_value(getattr(plan, name) or "")
        self._times.show_times(check, self._state)
        self._show_reasons(check)

    def commit(self) -> None:
        """Hand over figures that are still being typed."""
        for row in self.figures.values():
            row.figure.flush()

    def _show_reasons(self, check: NumbingCheck) -> None:
        empty(self._reasons)
        for reason in check.reasons:
            self._reasons.addWidget(label(reason.text, "small", wrap=True))
        product = self._state.catalogue.anaesthesia.product(check.product)
        if product and product.advice:
            self._reasons.addWidget(label(product.advice, "small", "second", wrap=True))

    def _choose(self, product: str) -> None:
        now = self._state.consultation.anaesthetic
        if product == NONE:
            self._state.update(anaesthetic=None)
        elif now is None:
            self._state.update(anaesthetic=Anaesthetic(product=product))
        else:
            figures = dict.fromkeys(FIGURES)
            self._state.update(anaesthetic=now.model_copy(update={**figures, "product": product}))
        self.planned.emit(product != NONE)

    def _set(self, name: str, value: float | str | None) -> None:
        plan = self._state.consultation.anaesthetic
        if plan is not None:
            self._state.update(anaesthetic=plan.model_copy(update={name: value}))


class _Times(QWidget):
    """When the cream goes on and when it comes off, from the time the first session is booked for."""

    def __init__(self) -> None:
        super().__init__()
        self._on, self._off = label("", "heading"), label("", "heading")
        self._missing = label(
            "Set a time for the first session to see when the cream goes on.", "small", "second", wrap=True
        )
        self._clock = QWidget()
        row = QHBoxLayout(self._clock)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for words, value in (("Put on", self._on), ("Wipe off", self._off)):
            if words == "Wipe off":
                row.addWidget(IconView("chevron_right", 18))
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(label(words, "small", "second"))
            column.addWidget(value)
            row.addLayout(column)
        row.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._clock)
        outer.addWidget(self._missing)

    def show_times(self, check: NumbingCheck, state: ConsultationState) -> None:
        """Show both times, or say what they wait for."""
        booking = state.consultation.session
        session = booking.time if booking else None
        put_on = check.put_on(session) if session else None
        self._clock.setVisible(put_on is not None)
        self._missing.setVisible(session is None)
        self._on.setText(put_on or "")
        self._off.setText((check.wipe_off(put_on) or "") if put_on else "")


def product_options(state: ConsultationState) -> list[tuple[str, str]]:
    """No cream, then what the clinic keeps, then every other product there are limits for."""
    stock = {item.id: item.label for item in state.catalogue.practice.products if item.in_stock == "yes"}
    known = state.catalogue.anaesthesia.products
    own = [(name, words or known[name].label) for name, words in stock.items() if name in known]
    rest = [
        (name, f"{product.label}, not in stock" if stock else product.label)
        for name, product in known.items()
        if name not in stock
    ]
    return [(NONE, "No numbing cream"), *own, *rest]


def _yes_no(name: str, words: str) -> Segmented:
    made = Segmented(words, YES_NO, segment_width=56)
    made.setObjectName(f"numbing_{name}")
    return made
