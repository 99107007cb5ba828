"""The real pages of a document, drawn from its bytes in memory."""

import pypdfium2
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import icon_button
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label

ZOOMS = (0.35, 0.46, 0.6, 0.8, 1.0, 1.25, 1.5, 2.0)
_PIXELS_PER_POINT = 96 / 72


class PdfPreview(QWidget):
    """One page at a time, with zoom; Page Up and Page Down turn, plus and minus zoom."""

    page_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pdf = b""
        self._page, self._count, self._zoom = 0, 0, ZOOMS[1]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self._scroll, 1)
        self._show()

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setProperty("ground", "surface")
        bar.setProperty("rule", "below")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 3, 16, 4)
        self._place, self._percent = label("", "small"), label("", "small")
        self._earlier, self._later = (
            icon_button("chevron_left", "Page before"),
            icon_button("chevron_right", "Next page"),
        )
        smaller, larger = icon_button("zoom_out", "Smaller"), icon_button("zoom_in", "Larger")
        for button, act in (
            (self._earlier, lambda: self.show_page(self._page - 1)),
            (self._later, lambda: self.show_page(self._page + 1)),
            (smaller, lambda: self._zoom_by(-1)),
            (larger, lambda: self._zoom_by(1)),
        ):
            button.clicked.connect(act)
        for part in (self._place, self._earlier, self._later):
            row.addWidget(part)
        row.addStretch()
        for part in (smaller, self._percent, larger):
            row.addWidget(part)
        return bar

    def show_pdf(self, pdf: bytes, name: str = "Document") -> None:
        """Show a document from its first page; empty bytes show nothing."""
        self._pdf, self._page = pdf, 0
        self._count = _page_count(pdf)
        self.setAccessibleName(name)
        self._show()

    @property
    def page(self) -> int:
        """The page in sight, from 1; 0 without a document."""
        return self._page + 1 if self._count else 0

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return self._count

    def set_zoom(self, zoom: float) -> None:
        """Show pages at a share of their printed size."""
        self._zoom = zoom
        self._show()

    def show_page(self, index: int) -> None:
        """Show a page, counted from 0; past either end nothing happens."""
        if 0 <= index < self._count and index != self._page:
            self._page = index
            self._show()
            self.page_changed.emit(self.page)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Page keys turn, plus and minus zoom, arrows scroll."""
        turns: dict[int, int] = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        zooms: dict[int, int] = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}
        key, bar = event.key(), self._scroll.verticalScrollBar()
        if key in turns:
            self.show_page(self._page + turns[key])
        elif key in zooms:
            self._zoom_by(zooms[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + (40 if key == Qt.Key.Key_Down else -40))
        else:
            super().keyPressEvent(event)

    def _zoom_by(self, step: int) -> None:
        nearest = min(range(len(ZOOMS)), key=lambda at: abs(ZOOMS[at] - self._zoom))
        self.set_zoom(ZOOMS[min(max(nearest + step, 0), len(ZOOMS) - 1)])

    def _show(self) -> None:
        several = self._count > 1
        place = f"Page {self.page} of {self._count}" if self._count else "No pages"
        self._place.setText(place)
        self._percent.setText(f"{self._zoom:.0%}")
        for button, ahead in ((self._earlier, self._page > 0), (self._later, self._page + 1 < self._count)):
            button.setVisible(several)
            button.setEnabled(ahead)
        ratio = self.devicePixelRatioF()
        self._sheet.setPixmap(
            _render(self._pdf, self._page, self._zoom * _PIXELS_PER_POINT, ratio) if self._count else QPixmap()
        )
        self._sheet.adjustSize()  # tells the scroll area, which does not look while it is hidden
        speak(self, self.accessibleName() or "Document", f"{place}, {self._zoom:.0%}")


def _page_count(pdf: bytes) -> int:
    if not pdf:
        return 0
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


def _render(pdf: bytes, index: int, scale: float, ratio: float) -> QPixmap:
    """Draw one page with a thin edge."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[index]
    bitmap = page.render(scale=scale * ratio, rev_byteorder=True, prefer_bgrx=True)
    pixels = bytes(bitmap.buffer)
    image = QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888).copy()
    page.close()
    document.close()
    painter = QPainter(image)
    painter.setPen(QColor(current_theme().colours.line_strong))
    painter.drawRect(0, 0, image.width() - 1, image.height() - 1)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)
