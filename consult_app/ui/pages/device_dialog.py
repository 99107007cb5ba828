"""The dialog about one device: what it is, how deep it reaches, and what its instructions say."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from consult_app.clinical.practice import Device, DeviceRule
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.entry_dialog import EntryDialog
from consult_app.ui.widgets.field import Field
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.places_field import PlacesField
from consult_app.ui.widgets.text_field import TextField

LINE = "Take all of it from the instructions that came with the device. They can make the rules stricter, never looser."
DEEPEST_MM, STEP_MM = 5.0, 0.25


@dataclass(frozen=True)
class DeviceOffers:
    """What can be chosen, each as key and label."""

    kinds: Sequence[tuple[str, str]]
    areas: Sequence[tuple[str, str]]
    rules: Sequence[tuple[str, str]]


class DeviceDialog(EntryDialog):
    """``wanted`` carries the device as entered; a new one gets the id that ``new_id`` makes of its name."""

    def __init__(
        self, parent: QWidget, offers: DeviceOffers, new_id: Callable[[str], str], device: Device | None = None
    ) -> None:
        title = f"Change {device.label}" if device else "Add a device"
        super().__init__(parent, title, LINE, "Save" if device else "Add")
        self.setObjectName("device_dialog")
        self._device, self._new_id = device, new_id
        self.label = TextField("Name, as it is called in the room")
        self.kind = ChoiceField("Kind", offers.kinds)
        self.reach = NumberStepper("Reaches to", low=STEP_MM, high=DEEPEST_MM, step=STEP_MM, decimals=2, unit="mm")
        self.title, self.version = TextField("Instructions for use, title"), TextField("Their version")
        self.date = DateField("Their date")
        self.areas = PlacesField("Areas they name", offers.areas, noun="areas")
        self.rules = PlacesField("What they rule out", offers.rules, noun="rules")
        parts = {"label": self.label, "kind": self.kind, "reach": self.reach, "title": self.title}
        parts |= {"version": self.version, "date": self.date, "areas": self.areas, "rules": self.rules}
        self.add_fields("device", parts)
        if device is not None:
            self._fill_in(device)
        self.label.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refused(self, sentence: str) -> None:
        """Say why it was not kept, under the first field."""
        self.refuse_in(self.label, sentence)

    def read(self) -> Device:
        """The device; one that is changed keeps its id and what is not asked for here."""
        day = dt.date.fromisoformat(self.date.value) if self.date.value else None
        instructions = {"title": self.title.value, "version": self.version.value, "date": day}
        return Device.model_validate(
            {
                "id": self._device.id if self._device else self._new_id(self.label.value),
                "label": self.label.value,
                "kind": self.kind.value,
                "max_depth_mm": self.reach.value,
                "ifu": instructions if self.title.value else None,
                "areas": self.areas.value or None,
                "contraindicated": self._ruled_out(),
                "us_authorisation": self._device.us_authorisation if self._device else None,
            }
        )

    def _ruled_out(self) -> tuple[DeviceRule, ...]:
        """A rule that stood there already keeps the level and reach it had."""
        before = {rule.id: rule for rule in (self._device.contraindicated if self._device else ())}
        return tuple(before.get(key, DeviceRule(id=key)) for key in self.rules.value)

    def wrong(self) -> list[Field]:
        """What every device needs, and a title for instructions."""
        self.date.flush()
        self.label.set_error("" if self.label.value else "Type a name.")
        self.kind.set_error("" if self.kind.value else "Choose what kind it is.")
        depth = self.reach.value
        right = depth is not None and 0 < depth <= DEEPEST_MM
        self.reach.set_error("" if right else f"Type the greatest depth in mm, {DEEPEST_MM:g} at most.")
        untitled = (self.version.value or self.date.value) and not self.title.value
        self.title.set_error("Type the title of the instructions." if untitled else "")
        fields = (self.label, self.kind, self.reach, self.title, self.date)
        return [field for field in fields if field.error()]

    def _fill_in(self, device: Device) -> None:
        self.label.set_value(device.label)
        self.kind.set_value(device.kind)
        self.reach.set_value(device.max_depth_mm)
        self.areas.set_value(device.areas or ())
        self.rules.set_value([rule.id for rule in device.contraindicated])
        if device.ifu is not None:
            self.title.set_value(device.ifu.title)
            self.version.set_value(device.ifu.version)
            self.date.set_value(device.ifu.date.isoformat() if device.ifu.date else "")
