"""The head of a sheet: its title, and how much of it is answered."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from consult_app.ui.large_text import is_large
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.elided import Elided
from consult_app.ui.widgets.painted import Painted, paint_box, painter_for, speak
from consult_app.ui.widgets.text import label


class SheetHead(QWidget):
    """Stays put while the sheet scrolls under it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setProperty("rule", "below")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(current_theme().px(49))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        self._count, self._bar = label("", "small", "second"), _Bar()
        row.addWidget(Elided(title, "title"))
        row.addStretch(1)
        row.addWidget(self._count)
        row.addWidget(self._bar)
        self.show_progress(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many are answered; nothing when there is nothing to count."""
        words = f"{done} of {total} answered"
        self._count.setText(words)
        self._bar.show_share(done / total if total else 0)
        self._count.setVisible(total > 0)
        self._bar.setVisible(total > 0 and not is_large())
        speak(self._bar, "Progress", words)


class _Bar(Painted):
    """A thin bar that fills."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.theme.px(120), self.theme.px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, colours = painter_for(self), self.theme.colours
        rect, radius = QRectF(self.rect()), self.height() / 2
        paint_box(painter, rect, colours.hover, radius=radius)
        if self._share:
            filled = QRectF(0, 0, max(rect.width() * self._share, rect.height()), rect.height())
            paint_box(painter, filled, colours.accent, radius=radius)
        painter.end()
