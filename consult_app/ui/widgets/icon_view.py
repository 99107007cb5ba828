"""An icon that stands in a layout beside the words that say the same."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from consult_app.ui.icons import paint_icon
from consult_app.ui.theme import Tone
from consult_app.ui.widgets.painted import Painted, painter_for


class IconView(Painted):
    """Shows one icon; decoration only, so screen readers skip it."""

    def __init__(self, name: str, size: int = 18, tone: Tone = "second") -> None:
        super().__init__()
        self._name, self._size, self._tone = name, size, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: Tone) -> None:
        """Show another icon or tone."""
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The icon, grown with the text."""
        side = self.theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the icon in its tone."""
        painter = painter_for(self)
        side = self.theme.px(self._size)
        top = (self.height() - side) / 2
        paint_icon(
            painter, self._name, QRectF(0, top, side, side), self.theme.ink(self._tone), self.theme.colours.surface
        )
        painter.end()
