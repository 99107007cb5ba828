"""The verdict in one line above the footer, for large text; it opens the whole of it over the sheet."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from consult_app.ui.icons import paint_icon
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.painted import paint_box, paint_line, paint_text, painter_for, speak
from consult_app.ui.widgets.verdict_card import VerdictView

HEIGHT, EDGE = 64, 16


class VerdictStrip(QPushButton):
    """Pressed, it shows the card; pressed again, or with Esc, it goes back to the sheet."""

    def __init__(self) -> None:
        super().__init__()
        self._view = VerdictView("incomplete", "")
        self.setObjectName("verdict_strip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._tell)

    def show_verdict(self, view: VerdictView) -> None:
        """Show a verdict."""
        self._view = view
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as one line of large words and the room around it."""
        return QSize(320, max(HEIGHT, QFontMetrics(current_theme().font("heading", bold=True)).height() + EDGE))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Words that do not fit are shortened; the card has them whole."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Escape and self.isChecked():
            self.setChecked(False)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the state's tint with its icon and words, and which way it opens."""
        painter, theme = painter_for(self), current_theme()
        state, rect = theme.state(self._view.outcome), QRectF(self.rect())
        paint_box(painter, rect, state.tint)
        paint_line(painter, rect.topLeft(), rect.topRight(), state.line, 2)
        side = min(theme.px(24), self.height() - EDGE)
        sign = QRectF(EDGE, (self.height() - side) / 2, side, side)
        paint_icon(painter, state.icon, sign, state.ink, state.tint)
        arrow = sign.translated(self.width() - side - 2 * EDGE, 0)
        paint_icon(painter, "chevron_down" if self.isChecked() else "chevron_up", arrow, theme.colours.text, state.tint)
        room, font = rect.adjusted(side + 2 * EDGE, 0, -side - 2 * EDGE, 0), theme.font("heading", bold=True)
        shown = QFontMetrics(font).elidedText(self._words, Qt.TextElideMode.ElideRight, round(room.width()))
        paint_text(painter, room, shown, font, state.ink)
        if self.hasFocus():
            paint_box(painter, rect.adjusted(2, 2, -2, -2), "", theme.colours.focus, width=2, radius=6)
        painter.end()

    @property
    def _words(self) -> str:
        return " ".join(self._view.words.split())

    def _tell(self) -> None:
        self.setToolTip(self._words)
        speak(self, "Verdict", f"{self._view.spoken()} {'Closes' if self.isChecked() else 'Opens'} the reasons")
