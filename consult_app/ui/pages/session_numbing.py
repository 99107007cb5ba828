"""Numbing as it was given: product, lot, grams, skin covered, on and off, and the running timer."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from consult_app.clinical.treatment_record import NumbingGiven
from consult_app.ui.pages.session_parts import SessionPart, YesNoField
from consult_app.ui.session.numbing_run import is_on, run_timer
from consult_app.ui.session.session_state import SessionState
from consult_app.ui.widgets.choice_field import CheckBox, ChoiceField
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.numbing_timer import NumbingTimer
from consult_app.ui.widgets.text_field import TextField
from consult_app.ui.widgets.time_field import TimeField


class NumbingPart(SessionPart):
    """Shown whole once cream was used; the timer starts with the time on and stops with the time off."""

    def __init__(self, state: SessionState, clock: Callable[[], dt.datetime]) -> None:
        super().__init__(state, "Numbing")
        self.used, self.timer = YesNoField("Numbing cream was used"), NumbingTimer(clock)
        products = state.catalogue.anaesthesia.products.values()
        self.product = ChoiceField("Product", [(each.id, each.label) for each in products if not each.never])
        self.lot, self.expires = TextField("Lot"), DateField("Expires")
        self.grams = NumberStepper("Amount", low=0.5, high=1000, decimals=1, unit="g")
        self.area = NumberStepper("Skin covered", low=1, high=20000, step=10, unit="cm²")
        self.on, self.off = (TimeField(name, lambda: f"{clock():%H:%M}") for name in ("On", "Off"))
        self.removed = CheckBox("All of it was taken off and the skin cleaned before the first needle")
        self.removed.setAccessibleName(self.removed.text())
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self.add(self.used, stretch=(1,))
        self._lines = [
            self.add(self.product, self.lot, self.expires, stretch=(3, 2, 2)),
            self.add(self.grams, self.area),
            self.add(self.on, self.off),
            self.add(self.timer, stretch=(1,)),
            self.add(self.removed),
        ]
        fields: dict[str, QWidget] = {
            "product": self.product,
            "lot": self.lot,
            "expires": self.expires,
            "grams": self.grams,
        }
        fields |= {"area_cm2": self.area, "on": self.on, "off": self.off, "removed": self.removed}
        self.places = {f"numbing.{name}": field for name, field in fields.items()} | {"numbed": self.used}
        for name, field in fields.items():
            field.setObjectName(f"numbing_{name}")

    def _connect(self) -> None:
        self.used.chosen.connect(lambda word: self.state.update(numbed=word))
        self.used.cleared.connect(lambda: self.state.update(numbed=None))
        self.product.chosen.connect(lambda key: self._set(product=key or None))
        self.lot.committed.connect(lambda text: self._set(lot=text))
        self.expires.committed.connect(lambda day: self._set(expires=dt.date.fromisoformat(day) if day else None))
        self.grams.committed.connect(lambda number: self._set(grams=number))
        self.area.committed.connect(lambda number: self._set(area_cm2=number))
        self.on.committed.connect(lambda time: self._set(on=time or None))
        self.off.committed.connect(lambda time: self._set(off=time or None))
        self.removed.clicked.connect(lambda on: self._set(removed="yes" if on else None))

    def refresh(self) -> None:
        """Show what was given, and let the timer run while it is on."""
        given = self.state.record.numbed_with
        self.used.set_value(self.state.record.numbed)
        for line in self._lines:
            line.setVisible(given is not None)
        shown = given or NumbingGiven()
        self.product.set_value(shown.product or "")
        self.lot.set_value(shown.lot)
        self.expires.set_value(shown.expires.isoformat() if shown.expires else "")
        self.grams.set_value(shown.grams)
        self.area.set_value(shown.area_cm2)
        self.on.set_value(shown.on or "")
        self.off.set_value(shown.off or "")
        self.removed.setChecked(shown.removed == "yes")
        self._run_timer(shown)

    def _run_timer(self, given: NumbingGiven) -> None:
        if is_on(given) and not self.state.is_read_only:
            run_timer(self.timer, given, self.state.catalogue.anaesthesia)
        else:
            self.timer.stop()

    def _set(self, **parts: Any) -> None:
        given = self.state.record.numbing or NumbingGiven()
        self.state.update(numbing=given.model_copy(update=parts))
