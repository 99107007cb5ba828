"""Radio buttons that are painted: how each takes mouse and keys, which of a group Tab reaches, and moving between."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QRadioButton, QWidget

from consult_app.ui.widgets.spoken_toggle import SpokenToggle


class RadioTile(SpokenToggle, QRadioButton):
    """A radio button to keyboard and screen reader; its group decides which one is ticked."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAutoExclusive(False)
        self.hear_toggles()

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802
        """All of it takes the mouse."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space chooses; every other key is the group's."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


def tick(group: QWidget, tiles: Sequence[RadioTile], chosen: RadioTile | None) -> None:
    """Tick one tile, or none; Tab reaches it, or else the first."""
    reached = chosen or tiles[0]
    for tile in tiles:
        tile.setChecked(tile is chosen)
        tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tile is reached else Qt.FocusPolicy.ClickFocus)
    group.setFocusProxy(reached)


def move_focus(tiles: Sequence[RadioTile], step: int) -> None:
    """Give the keyboard to the tile so many places on, past the last to the first."""
    at = next((i for i, tile in enumerate(tiles) if tile.hasFocus()), 0)
    tiles[(at + step) % len(tiles)].setFocus(Qt.FocusReason.OtherFocusReason)
