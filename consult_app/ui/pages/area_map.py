"""The body map of the areas step: front and back or the face, and in words why a region is not offered."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.pages.area_places import FACE_OPENER, NO_RANGE, Mark, Place, drawn_name, place_at, region_views
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.body_art import Side, load_art
from consult_app.ui.widgets.body_map import BodyMap
from consult_app.ui.widgets.segmented import Option, Segmented
from consult_app.ui.widgets.text import label

_FACE = Option("face", "Face")
WIDE_VIEWS = (Option("body", "Body"), _FACE)
TALLEST, _CAPTION = 640, 32
NARROW_VIEWS = (Option("front", "Front"), Option("back", "Back"), _FACE)


class AreaMap(QWidget):
    """Emits the region chosen; the head of the body opens the face."""

    toggled = Signal(str)

    def __init__(self, known: Sequence[Place]) -> None:
        super().__init__()
        self._known, self._narrow = known, False
        self.map = BodyMap()
        self.map.setObjectName("body_map")
        self.wide, self.narrow = _switch(WIDE_VIEWS), _switch(NARROW_VIEWS)
        self.narrow.hide()
        self._said = label("", "small", "second", wrap=True)
        self._sides: tuple[Side, ...] = ("front", "back")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.map, 1)
        column.addWidget(self._said)
        self.map.toggled.connect(self._take)
        self.map.refused.connect(self._refuse)
        self.map.flipped.connect(self.narrow.set_value)
        for switch in (self.wide, self.narrow):
            switch.chosen.connect(self.show_view)
        self.show_view("body")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take no more height than the width can fill, so that nothing is left empty under the body."""
        super().resizeEvent(event)
        self._cap_height()

    def _cap_height(self) -> None:
        bounds = load_art(self._sides[0]).bounds
        filled = self.width() / len(self._sides) * bounds.height() / bounds.width()
        self.map.setMaximumHeight(round(min(filled, current_theme().px(TALLEST)) + current_theme().px(_CAPTION)))
        self.setMaximumHeight(self.map.maximumHeight() + self._said.sizeHint().height() * 2 + 8)

    def show_marks(self, marks: Mapping[str, Mark]) -> None:
        """Show which areas are requested, with their numbers, and which are held back."""
        self.map.show_regions(region_views(self._known, marks))

    def show_view(self, view: str) -> None:
        """Show the whole body, its front, its back, or the face."""
        sides: dict[str, tuple[Side, ...]] = {"body": ("front", "back"), "front": ("front",), "face": ("face",)}
        if self._narrow and view == "body":
            view = "back"
        self._sides = sides.get(view, ("back",))
        self.map.show_sides(self._sides)
        self._cap_height()
        self.wide.set_value("face" if view == "face" else "body")
        self.narrow.set_value(view if view != "body" else "back")
        self._say("")

    def set_narrow(self, narrow: bool) -> None:
        """Show one side at a time where there is no room for two."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.wide.setVisible(not narrow)
            self.narrow.setVisible(narrow)
            self.show_view("face" if self.wide.value == "face" else "body")

    def _take(self, region: str) -> None:
        if region == FACE_OPENER:
            self.show_view("face")
            return
        self._say("")
        self.toggled.emit(region)

    def _refuse(self, region: str) -> None:
        place = place_at(region, self._known)
        name, why = (place.name, place.reason) if place else (drawn_name(region).capitalize(), NO_RANGE)
        self._say(f"{name}: not offered. {why}")

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))


def _switch(views: Sequence[Option]) -> Segmented:
    made = Segmented("Body map view", views)
    made.setSizePolicy(made.sizePolicy().Policy.Fixed, made.sizePolicy().Policy.Fixed)
    return made
