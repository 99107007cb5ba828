"""A button whose words are shortened where they do not fit, and said in full when pointed at."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button, ButtonLook

LEAST = 120


class ShortButton(Button):
    """Takes the width its words would like, and less where there is less."""

    def __init__(self, words: str, look: ButtonLook = "quiet", *, icon: str = "", small: bool = False) -> None:
        super().__init__(words, look, icon=icon, small=small)
        self._whole = words
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for all of the words."""
        left_out = self._advance(self._whole) - self._advance(self.text().replace("&&", "&"))
        return super().sizeHint() + QSize(left_out, 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for a few letters."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), current_theme().px(LEAST)), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as much as fits."""
        super().resizeEvent(event)
        around = self.sizeHint().width() - self._advance(self._whole)
        room = self.width() - around + 1  # advances are rounded, and all of the words shall fit what they asked for
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != self.text().replace("&&", "&"):
            self.setText(shown.replace("&", "&&"))
            self.setToolTip("" if shown == self._whole else self._whole)

    def _advance(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words)
