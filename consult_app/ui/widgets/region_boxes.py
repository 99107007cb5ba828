"""The regions of a body map as assistive technology meets them: a check box each, in the place where it is painted."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from consult_app.ui.widgets.spoken_toggle import SpokenToggle


@dataclass(frozen=True)
class RegionBox:
    """What a region's box says: its name, whether it is chosen, whether it can be, and its place on the map."""

    name: str
    is_chosen: bool
    is_offered: bool
    place: QRect


class _Box(SpokenToggle, QCheckBox):
    """Never seen and never clicked on; the map paints the region and takes pointer and keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hear_toggles()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Nothing: the map paints."""


class RegionBoxes(QWidget):
    """Lies over the map while assistive technology listens; emits the region that it wants chosen or left out."""

    toggled = Signal(str)

    def __init__(self, body: QWidget) -> None:
        super().__init__(body)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._body = body
        self._boxes: dict[str, _Box] = {}
        self.hide()

    def show_regions(self, views: Mapping[str, RegionBox]) -> None:
        """Have a box for each region; none while nobody listens."""
        if not QAccessible.isActive():
            return
        self.setGeometry(self._body.rect())
        for region in [region for region in self._boxes if region not in views]:
            self._boxes.pop(region).deleteLater()
        for region, view in views.items():
            self._show(self._boxes.get(region) or self._add(region), view)
        self.show()

    def _add(self, region: str) -> _Box:
        box = self._boxes[region] = _Box(self)
        box.clicked.connect(lambda: self.toggled.emit(region))
        box.show()
        return box

    def _show(self, box: _Box, view: RegionBox) -> None:
        box.setAccessibleName(view.name)
        box.setChecked(view.is_chosen)
        box.setEnabled(view.is_offered)
        box.setGeometry(view.place)
