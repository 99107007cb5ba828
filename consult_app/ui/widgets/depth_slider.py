"""Needle depth on a line: what is advised, where it is capped, what the device can do."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QLineEdit, QSizePolicy

from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.painted import CENTRE, paint_box, paint_line, paint_text, painter_for, speak

STEP_MM, LONGEST_MM, TICK_MM = 0.05, 3.0, 0.5
_STEPS = round(LONGEST_MM / STEP_MM)
_LABELS, _TRACK, _TICKS, _PAD = 22, 20, 26, 12


@dataclass(frozen=True)
class DepthView:
    """A depth and its limits in mm; no depth yet is None, a limit that does not apply is None."""

    depth: float | None
    advised_low: float
    advised_high: float
    cap: float | None = None
    device: float | None = None

    @property
    def limit(self) -> float:
        """The lower of cap and device limit, where the handle stops."""
        return min(limit for limit in (self.cap, self.device, LONGEST_MM) if limit is not None)


class DepthSlider(QAbstractSlider):
    """Emits the depth in mm; a reason is asked for by the page while `remark` is not empty."""

    depth_changed = Signal(float)

    def __init__(self, name: str, view: DepthView) -> None:
        super().__init__()
        self._name, self._view, self._unset = name, view, view.depth is None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSingleStep(1)
        self.setPageStep(5)
        self._typed = QLineEdit(self)
        self._typed.hide()
        self._typed.setAccessibleName(f"{name}, mm")
        self._typed.editingFinished.connect(self._take_typed)
        self.show_depth(view)
        self.valueChanged.connect(self._report)

    def show_depth(self, view: DepthView) -> None:
        """Show a depth and its limits; says nothing to listeners."""
        self.blockSignals(True)
        self._view, self._unset = view, view.depth is None
        self.setRange(0, int(view.limit / STEP_MM + 1e-6))
        self.setValue(round((view.depth or 0) / STEP_MM))
        self.blockSignals(False)
        self._speak()
        self.update()

    @property
    def depth_mm(self) -> float | None:
        """The depth in mm, or None while none is set."""
        return None if self._unset else round(self.value() * STEP_MM, 2)

    def remark(self) -> str:
        """A sentence while the depth lies outside the advised band, else an empty string."""
        depth = self.depth_mm
        if depth is None:
            return ""
        if depth > self._view.advised_high:
            return f"{depth - self._view.advised_high:.2f} mm over the advised band. Say why to keep it."
        if depth < self._view.advised_low:
            return f"{self._view.advised_low - depth:.2f} mm under the advised band. Say why to keep it."
        return ""

    def sizeHint(self) -> QSize:  # noqa: N802
        """Labels, track and scale."""
        theme = current_theme()
        return QSize(theme.px(336), theme.px(_LABELS + _TRACK + _TICKS))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for the scale's figures."""
        theme = current_theme()
        return QSize(theme.px(220), theme.px(_LABELS + _TRACK + _TICKS))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows step by 0.05 mm, the first to the foot of the advised band; a figure starts typing a value."""
        moves = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.text().isdigit():
            self._start_typing(event.text())
        elif self._unset and event.key() in moves:
            self._set(round(self._view.advised_low / STEP_MM))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Put the handle where the pointer is."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._take_pointer(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Follow the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._take_pointer(event.position().x())

    def _take_pointer(self, x: float) -> None:
        share = (x - _PAD) / max(self.width() - 2 * _PAD, 1)
        self._set(round(min(max(share, 0), 1) * _STEPS))

    def _set(self, steps: int) -> None:
        """Set a depth; a first one counts even where the line already stood."""
        first, self._unset = self._unset, False
        steps = min(max(steps, 0), self.maximum())
        if steps != self.value():
            self.setValue(steps)
        elif first:
            self._report()

    def _report(self) -> None:
        self._unset = False
        self._speak()
        self.update()
        self.depth_changed.emit(self.depth_mm)

    def _speak(self) -> None:
        view, depth = self._view, self.depth_mm
        limits = [f"{word} {value:.2f} mm" for word, value in (("Cap", view.cap), ("Device", view.device)) if value]
        now = "Not set" if depth is None else f"{depth:.2f} mm"
        advised = f"Advised {view.advised_low:.2f} to {view.advised_high:.2f} mm"
        speak(self, self._name, ". ".join(part for part in (now, advised, *limits, self.remark()) if part))

    def _start_typing(self, text: str) -> None:
        theme = current_theme()
        self._typed.setGeometry(round(self._x(self.depth_mm or 0)) - 40, 0, theme.px(80), theme.px(40))
        self._typed.setText(text)
        self._typed.show()
        self._typed.setFocus()

    def _take_typed(self) -> None:
        typed = self._typed.text().replace(",", ".").replace("mm", "").strip()
        self._typed.hide()
        self.setFocus()
        try:
            self._set(round(float(typed) / STEP_MM))
        except ValueError:
            self.update()

    def _x(self, mm: float) -> float:
        return _PAD + (self.width() - 2 * _PAD) * mm / LONGEST_MM

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint scale, track, band, limits, handle and their labels."""
        painter, theme = painter_for(self), current_theme()
        middle = theme.px(_LABELS) + theme.px(_TRACK) / 2
        self._paint_scale(painter, middle)
        self._paint_track(painter, middle)
        for word, limit, ink in (
            ("Cap", self._view.cap, theme.state("do_not_treat").ink),
            ("Device", self._view.device, theme.colours.text),
        ):
            if limit is not None:
                self._paint_limit(painter, middle, word, limit, ink)
        self._paint_handle(painter, middle)
        painter.end()

    def _paint_scale(self, painter: QPainter, middle: float) -> None:
        theme, top = current_theme(), middle + current_theme().px(15)
        for at in range(round(LONGEST_MM / TICK_MM) + 1):
            mm = at * TICK_MM
            x = self._x(mm)
            paint_line(painter, QPointF(x, top), QPointF(x, top + 4), theme.colours.line_strong)
            words = QRectF(x - 20, top + 4, 40, theme.px(18))
            paint_text(painter, words, f"{mm:g}", theme.font("small"), theme.colours.text_2, align=CENTRE)

    def _paint_track(self, painter: QPainter, middle: float) -> None:
        theme, view = current_theme(), self._view
        colours, stop = theme.colours, theme.state("do_not_treat")
        track = QRectF(self._x(0) - 1, middle - 5, self._x(LONGEST_MM) - self._x(0) + 2, 10)
        paint_box(painter, track, colours.hover, colours.line_strong, radius=5)
        if view.cap is not None:
            over = track.adjusted(self._x(view.cap) - track.left(), 0, 0, 0)
            painter.save()
            painter.setClipRect(over)
            paint_box(painter, track, stop.tint, stop.line, radius=5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(stop.line), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(track, 5, 5)
            painter.restore()
        low, high = self._x(view.advised_low), self._x(view.advised_high)
        band = QRectF(low, middle - 9, high - low, 18)
        paint_box(painter, band, colours.accent_tint, colours.accent, width=1.75, radius=3)

    def _paint_limit(self, painter: QPainter, middle: float, word: str, limit: float, ink: str) -> None:
        theme, x = current_theme(), self._x(limit)
        paint_line(painter, QPointF(x, middle - 12), QPointF(x, middle + 12), ink, 2)
        width = QFontMetrics(theme.font("small")).horizontalAdvance(word)
        taken = self._value_rect()
        rect = QRectF(x - width / 2, 0, width, theme.px(_LABELS))
        other = self._view.cap if word == "Device" else None
        beside_cap = other is not None and abs(x - self._x(other)) < width
        if not beside_cap and not (taken and rect.adjusted(-6, 0, 6, 0).intersects(taken)):
            paint_text(painter, rect.adjusted(-4, 0, 4, 0), word, theme.font("small"), ink, align=CENTRE)

    def _value_rect(self) -> QRectF | None:
        """Where the value's label stands; it wins over every other label."""
        if self.depth_mm is None:
            return None
        theme = current_theme()
        width = QFontMetrics(theme.font(bold=True)).horizontalAdvance(f"{self.depth_mm:.2f} mm")
        left = min(max(self._x(self.depth_mm) - width / 2, 0), self.width() - width)
        return QRectF(left, 0, width, theme.px(_LABELS))

    def _paint_handle(self, painter: QPainter, middle: float) -> None:
        theme, rect = current_theme(), self._value_rect()
        if rect is None or self.depth_mm is None:
            words = QRectF(0, 0, self.width(), theme.px(_LABELS))
            paint_text(painter, words, "Depth not set", theme.font("small"), theme.colours.text_2)
            return
        ink = theme.state("precautions").ink if self.remark() else theme.colours.accent
        x, radius = self._x(self.depth_mm), theme.px(10)
        painter.setPen(QPen(QColor(theme.colours.surface), 2))
        painter.setBrush(QColor(ink))
        painter.drawEllipse(QPointF(x, middle), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, middle), radius + 3, radius + 3)
        shown = rect.adjusted(-4, 0, 4, 0)
        paint_text(painter, shown, f"{self.depth_mm:.2f} mm", theme.font(bold=True), theme.colours.text, align=CENTRE)
