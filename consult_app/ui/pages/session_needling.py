"""Needling as it was done: the device, its cartridge, and each area with depth, passes and end point."""

import datetime as dt
from functools import partial

from PySide6.QtWidgets import QWidget

from consult_app.clinical.consultation import DeviceChoice
from consult_app.clinical.treatment_day import AreaLimits
from consult_app.clinical.treatment_record import AreaTreated
from consult_app.ui.pages.session_parts import SessionPart, YesNoField
from consult_app.ui.session.session_state import SessionState
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import TextField

KINDS = (("kind:pen", "A pen"), ("kind:stamp", "A stamp"), ("kind:roller", "A roller"))


class NeedlingPart(SessionPart):
    """The device once, then a block for each area open today."""

    def __init__(self, state: SessionState) -> None:
        super().__init__(state, "Needling")
        known = [(device.id, device.label) for device in state.catalogue.practice.devices]
        self.device = ChoiceField("Device", [*known, *KINDS])
        self.lot, self.expires = TextField("Needle cartridge, lot"), DateField("Cartridge expires")
        self.add(self.device, self.lot, self.expires, stretch=(3, 2, 2))
        fields = {"device": self.device, "cartridge_lot": self.lot, "cartridge_expires": self.expires}
        for name, field in fields.items():
            field.setObjectName(name)
            self.places[name] = field
        self.device.chosen.connect(self._choose)
        self.lot.committed.connect(lambda text: state.update(cartridge_lot=text))
        self.expires.committed.connect(
            lambda day: state.update(cartridge_expires=dt.date.fromisoformat(day) if day else None)
        )
        self.areas = {area.key: AreaBlock(self, area.key) for area in state.record.areas}
        self.refresh()

    def refresh(self) -> None:
        """Show what was used, and each area."""
        record = self.state.record
        given = record.device
        key = given if isinstance(given, str) else f"kind:{given.kind}" if given else ""
        self.device.set_value(key)
        self.lot.set_value(record.cartridge_lot)
        self.expires.set_value(record.cartridge_expires.isoformat() if record.cartridge_expires else "")
        for area in record.areas:
            if area.key in self.areas:
                self.areas[area.key].show_area(area)

    def _choose(self, key: str) -> None:
        kind = key.removeprefix("kind:")
        self.state.update(device=DeviceChoice.model_validate({"kind": kind}) if kind != key else key or None)


class AreaBlock:
    """The fields of one area, under its name and the limits of the day."""

    def __init__(self, part: NeedlingPart, key: str) -> None:
        self._part, self._key = part, key
        limits = part.state.day.limits(key)
        name = limits.name if limits else key
        part.add(label(name, "strong"), label(_limits(limits), "small", "second", wrap=True), stretch=(0, 1))
        self.depth = NumberStepper(f"Depth, {name}", low=0, high=3, step=0.05, decimals=2, unit="mm")
        self.passes = NumberStepper(f"Passes, {name}", low=1, high=20)
        self.end_point, self.settings = TextField("End point seen"), TextField("Settings")
        part.add(self.depth, self.passes)
        part.add(self.end_point, self.settings, stretch=(3, 2))
        self.stopped, self.because = YesNoField(f"{name}: stopped early"), TextField("Why it was stopped")
        part.add(self.stopped, stretch=(1,))
        self._why = part.add(self.because, stretch=(1,))
        fields: dict[str, QWidget] = {"depth_mm": self.depth, "passes": self.passes, "end_point": self.end_point}
        fields |= {"stopped_early": self.stopped, "stopped_because": self.because, "settings": self.settings}
        for field, widget in fields.items():
            widget.setObjectName(f"{key}_{field}")
            part.places[f"areas.{key}.{field}"] = widget
        part.places[f"areas.{key}"] = self.depth
        self._connect()

    def _connect(self) -> None:
        update = partial(self._part.state.update_area, self._key)
        self.depth.committed.connect(lambda number: update(depth_mm=number))
        self.passes.committed.connect(lambda number: update(passes=None if number is None else int(number)))
        self.end_point.committed.connect(lambda text: update(end_point=text))
        self.settings.committed.connect(lambda text: update(settings=text))
        self.stopped.chosen.connect(lambda word: update(stopped_early=word))
        self.stopped.cleared.connect(lambda: update(stopped_early=None))
        self.because.committed.connect(lambda text: update(stopped_because=text))

    def show_area(self, area: AreaTreated) -> None:
        """Show what was done."""
        self.depth.set_value(area.depth_mm)
        self.passes.set_value(area.passes)
        self.end_point.set_value(area.end_point)
        self.settings.set_value(area.settings)
        self.stopped.set_value(area.stopped_early)
        self.because.set_value(area.stopped_because)
        self._why.setVisible(area.stopped_early == "yes")


def _limits(limits: AreaLimits | None) -> str:
    """What the plan says: Today 0.5 to 1 mm, at most 1.5 mm, 4 passes. Until even redness."""
    if limits is None:
        return "Not in today's plan."
    depth = f"Today {limits.low_mm:g} to {limits.high_mm:g} mm, never over {limits.ceiling_mm:g} mm"
    return f"{depth}, {limits.passes} passes. Until: {limits.end_point[:1].lower()}{limits.end_point[1:]}."
