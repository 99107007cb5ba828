"""One area on the session plan: the row in which it is set up, and the row that says why it is not."""

from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from consult_app.clinical.consultation import DeviceChoice
from consult_app.clinical.course import PlannedArea
from consult_app.clinical.summary import AreaLine, Summary
from consult_app.ui.pages.plan_columns import AREA, DEPTH, DEVICE, END_POINT, PASSES, Widths, columns, put, set_widths
from consult_app.ui.pages.plan_figures import show_number
from consult_app.ui.pages.plan_settling import Settling
from consult_app.ui.pages.plan_words import (
    as_outcome,
    bone_words,
    depth_view,
    device_key,
    device_limit,
    device_options,
    end_points,
    limit_words,
    outside_words,
    size_words,
    us_words,
    with_choice,
)
from consult_app.ui.state import ConsultationState
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.depth_slider import DepthSlider, DepthView
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import TextField

TRACK_INSET, END_POINT_FITS = 12, 14
ADVICE = "Say why to keep it."
Part = TypeVar("Part", bound=QWidget)


class AreaRow(QFrame):
    """A planned area: every choice is written to the plan as it is made."""

    def __init__(self, key: str, state: ConsultationState, *, stacked: bool = False) -> None:
        super().__init__()
        self.key, self._state, self._stacked = key, state, stacked
        self.setObjectName(f"plan_{key}")
        self.setProperty("ground", "row")
        self.setMinimumHeight(current_theme().px(88))
        request = state.consultation.area(key)
        name = state.catalogue.areas[request.id].name(request.side) if request else key
        self._name, self._size = label(name, "strong", wrap=True), label("", "small", "second", wrap=True)
        self.device = _named(ChoiceField(f"Device, {name}", (), placeholder="A pen"), f"device_{key}")
        self.slider = _named(DepthSlider(f"Needle depth, {name}", DepthView(None, 0, 0)), f"depth_{key}")
        self.passes = _named(NumberStepper(f"Passes, {name}", low=1, high=20), f"passes_{key}")
        self.end_point = _named(ChoiceField(f"Stop when, {name}", ()), f"endpoint_{key}")
        self.reason = _named(TextField(f"Why this depth, {name}", placeholder="Why this depth"), f"reason_{key}")
        self._end_words = label("", "small", "second", wrap=True)
        self._limits, self._caution = label("", "small", "second", wrap=True), StateLabel("precautions", wrap=True)
        self._settling = Settling(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.reason.set_label_visible(False)
        for field in (self.device, self.passes, self.end_point):
            field.set_label_visible(self._stacked)
        words = QVBoxLayout()
        words.setSpacing(0)
        for line in (self._name, self._size):
            words.addWidget(line)
        depth = QVBoxLayout()
        self._limits.setContentsMargins(TRACK_INSET, 0, 0, 0)
        set_in_depth: tuple[QWidget, ...] = (self.slider, self._limits, self._caution, self.reason)
        for widget in set_in_depth:
            depth.addWidget(widget)
        depth.setSpacing(0)
        end = QVBoxLayout()
        end.setSpacing(2)
        set_in_end: tuple[QWidget, ...] = (self.end_point, self._end_words)
        for widget in set_in_end:
            end.addWidget(widget)
        self._grid = columns(self, 8 if self._stacked else 1)
        self._grid.setVerticalSpacing(8 if self._stacked else 0)
        cells = ((words, AREA), (self.device, DEVICE), (depth, DEPTH), (self.passes, PASSES), (end, END_POINT))
        for part, at in cells:
            put(self._grid, part, at, stacked=self._stacked)

    def _connect(self) -> None:
        self.device.chosen.connect(self._choose_device)
        self.slider.depth_changed.connect(lambda mm: self._settling.soon(lambda: self._set("depth_mm", mm)))
        self.slider.depth_changed.connect(lambda _mm: self._show_caution())
        self.passes.committed.connect(lambda count: self._set("passes", None if count is None else int(count)))
        self.end_point.chosen.connect(lambda words: self._set("endpoint", words))
        self.reason.committed.connect(lambda words: self._set("depth_reason", words or None))

    def show_area(self, line: AreaLine, planned: PlannedArea) -> None:
        """Show the area's limits and what was chosen for it."""
        choices = self._state.consultation.plan
        request = self._state.consultation.area(self.key)
        small = (size_words(request, line), bone_words(planned), us_words(planned))
        self._size.setText("\n".join(words for words in small if words))
        self.device.set_options(device_options(self._state))
        self.device.set_value(device_key(self._state))
        if not self._settling.waiting:
            self.slider.show_depth(depth_view(planned, device_limit(self._state)))
        self._limits.setText(limit_words(planned))
        show_number(self.passes, planned.passes)
        self.end_point.set_options(end_points(self._state, planned))
        self.end_point.set_value(planned.end_point)
        self._end_words.setText(planned.end_point)
        self._end_words.setVisible(len(planned.end_point) > END_POINT_FITS)
        self.reason.set_value(choices.depth_reason.get(self.key, ""))
        self._show_caution()

    def set_widths(self, widths: Widths) -> None:
        """Take the table's columns."""
        if self._stacked:
            return
        own = {
            AREA: (self._name, self._size),
            DEVICE: (self.device,),
            PASSES: (self.passes,),
            END_POINT: (self.end_point, self._end_words),
        }
        set_widths(self._grid, widths, own)

    def commit(self) -> None:
        """Hand over what is still settling or being typed."""
        self._settling.flush()
        self.passes.flush()
        self.reason.flush()

    def _show_caution(self) -> None:
        remark = self.slider.remark()
        said = remark.removesuffix(ADVICE).strip() if self.reason.value else remark
        self._caution.show_state("precautions", said)
        self._caution.setVisible(bool(remark))
        self.reason.setVisible(bool(remark))

    def _choose_device(self, key: str) -> None:
        known = self._state.catalogue.practice.device(key)
        self._state.update(device=known.id if known else DeviceChoice.model_validate({"kind": key}))

    def _set(self, part: str, value: float | str | None) -> None:
        self._state.update(plan=with_choice(self._state.consultation.plan, part, self.key, value))


class OutsideRow(QFrame):
    """An area that cannot be set up yet: its state, why, and the way on."""

    clearance_wanted = Signal()

    def __init__(self, key: str, state: ConsultationState, *, stacked: bool = False) -> None:
        super().__init__()
        self.key, self._state, self._stacked = key, state, stacked
        self.setObjectName(f"outside_{key}")
        self.setProperty("ground", "group")
        self.setMinimumHeight(current_theme().px(56))
        self._name, self._size = label("", "strong", wrap=True), label("", "small", "second", wrap=True)
        self._outcome, self._why = StateLabel("incomplete", wrap=True), label("", "small", "second", wrap=True)
        self.way_on = _named(Button("Record clearance", small=True), f"way_on_{key}")
        self.way_on.clicked.connect(self.clearance_wanted)
        words, said = QVBoxLayout(), QVBoxLayout()
        for column, parts in ((words, (self._name, self._size)), (said, (self._outcome, self._why))):
            column.setSpacing(0)
            for part in parts:
                column.addWidget(part)
        self._grid = columns(self, 4)
        self._grid.setVerticalSpacing(8 if stacked else 0)
        put(self._grid, words, AREA, stacked=stacked)
        put(self._grid, said, DEVICE, stacked=stacked, across=3)
        self._grid.addWidget(
            self.way_on, int(stacked) * 2, AREA if stacked else END_POINT, 1, 1, Qt.AlignmentFlag.AlignRight
        )

    def show_area(self, line: AreaLine, summary: Summary) -> None:
        """Show the state and why; where a letter is waited for, the visits stand in the plan without dates."""
        self._name.setText(line.name)
        self._size.setText(size_words(self._state.consultation.area(self.key), line))
        outcome = as_outcome(line.line.outcome)
        words = ". ".join(part for part in (line.line.words, line.line.second) if part)
        self._outcome.show_state(outcome, words)
        self._why.setText(outside_words(self.key, outcome, summary))
        self.way_on.setText("Record clearance" if outcome == "clearance" else "Open safety check")
        self.way_on.setAccessibleName(f"{self.way_on.text()}, {line.name}")
        self.way_on.setVisible(outcome not in ("treat", "precautions"))

    def set_widths(self, widths: Widths) -> None:
        """Take the table's columns."""
        if not self._stacked:
            set_widths(self._grid, widths, {AREA: (self._name, self._size)})


def _named(part: Part, name: str) -> Part:
    part.setObjectName(name)
    return part
