"""A label of one line that shortens what does not fit, and says it in full when pointed at."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from consult_app.ui.theme import Tone, current_theme
from consult_app.ui.widgets.text import Look

LEAST = 64


class Elided(QLabel):
    """Takes the room its text would like, and less where there is less; screen readers get all of it."""

    def __init__(self, text: str = "", look: Look = "body", tone: Tone = "text", least: int = LEAST) -> None:
        super().__init__()
        self._least = least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    @property
    def is_short(self) -> bool:
        """Whether some of the text is left out of sight."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Show another text."""
        super().setText(text)
        self._tell()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A few letters of it."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), current_theme().px(self._least)), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Offer the whole text to the pointer while some of it is out of sight."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint as much as fits."""
        painter, room = QPainter(self), self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int((self.alignment() | Qt.TextFlag.TextSingleLine).value), shown)
        painter.end()

    def _tell(self) -> None:
        self.setToolTip(self.text() if self.is_short else "")
