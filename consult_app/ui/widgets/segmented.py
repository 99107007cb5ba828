"""One choice out of a few, side by side: the health answers, severity, paper, text size."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from consult_app.ui.theme import CONTROL_HEIGHT, RADIUS
from consult_app.ui.widgets.painted import CENTRE, Painted, paint_box, paint_line, painter_for, speak
from consult_app.ui.widgets.radio_tile import RadioTile, move_focus, tick

SegmentLook = Literal["fill", "tint", "unknown"]


@dataclass(frozen=True)
class Option:
    """One choice: what it stands for, its word, how it looks when chosen, and the key that chooses it."""

    key: str
    label: str
    look: SegmentLook = "fill"
    shortcut: str = ""


ANSWERS = (
    Option("yes", "Yes", "fill", "Y"),
    Option("no", "No", "tint", "N"),
    Option("unsure", "Unsure", "unknown", "U"),
)


class _Segment(RadioTile):
    """A radio button for keyboard and screen reader; the row around it does the painting."""

    focus_moved = Signal()

    def __init__(self, option: Option, width: int) -> None:
        super().__init__(option.label)
        self.option, self._width = option, width
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._width, CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(CONTROL_HEIGHT, CONTROL_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Nothing: the row paints."""

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.focus_moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.focus_moved.emit()


class Segmented(Painted):
    """A row of choices of which one, or none yet, is chosen."""

    chosen = Signal(str)
    cleared = Signal()
    focus_changed = Signal(bool)

    def __init__(self, name: str, options: Sequence[Option], *, segment_width: int = 0, bold: bool = True) -> None:
        super().__init__()
        self._name, self._bold, self._value, self._locked = name, bold, "", False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._segments = [_Segment(option, segment_width or self._needed(option)) for option in options]
        for segment in self._segments:
            row.addWidget(segment, 1)
            segment.focus_moved.connect(self._focus_moved)
            segment.clicked.connect(lambda _checked=False, key=segment.option.key: self._choose(key))
        horizontal = QSizePolicy.Policy.Fixed if segment_width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(horizontal, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._segments[0])
        self._show()

    @property
    def value(self) -> str:
        """The key chosen, or an empty string."""
        return self._value

    def set_value(self, key: str) -> None:
        """Show a choice, or none; says nothing to listeners."""
        self._value = key
        self._show()

    def set_locked(self, locked: bool) -> None:
        """Show the choice without letting it change."""
        self._locked = locked
        for segment in self._segments:
            segment.setEnabled(not locked)
        self._show()

    def has_focus(self) -> bool:
        """Whether one of the choices has the keyboard."""
        return any(segment.hasFocus() for segment in self._segments)

    def sizeHint(self) -> QSize:  # noqa: N802
        """All choices side by side."""
        scale = self.theme.scale
        return QSize(
            round(sum(segment.sizeHint().width() for segment in self._segments) * scale) + 2,
            self.theme.px(CONTROL_HEIGHT),
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """No smaller than the words."""
        return QSize(sum(self._needed(segment.option) for segment in self._segments), self.theme.px(CONTROL_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left and Right move between the choices, letters and figures choose, Backspace clears."""
        typed = event.text().upper()
        key = next((s.option.key for s in self._segments if typed and s.option.shortcut == typed), "")
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if self._locked or not plain:
            event.ignore()
        elif key:
            self._choose(key)
            self.after_shortcut()
        elif event.key() == Qt.Key.Key_Backspace:
            self._clear()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            move_focus(self._segments, 1 if (event.key() == Qt.Key.Key_Right) != self.isRightToLeft() else -1)
        else:
            event.ignore()

    def after_shortcut(self) -> None:
        """What follows a choice by letter; nothing here."""

    def _focus_moved(self) -> None:
        self.update()
        self.focus_changed.emit(self.has_focus())

    def _choose(self, key: str) -> None:
        changed = key != self._value
        self._value = key
        self._show()
        if changed:
            self.chosen.emit(key)

    def _clear(self) -> None:
        had = bool(self._value)
        self.set_value("")
        if had:
            self.cleared.emit()

    def _show(self) -> None:
        """Bring the radio buttons, the tab stop and the spoken value in line with the choice."""
        at = next((s for s in self._segments if s.option.key == self._value), None)
        tick(self, self._segments, at)
        state = at.option.label if at else "Not answered"
        speak(self, self._name, f"{state}, locked" if self._locked else state)
        for segment in self._segments:
            segment.setAccessibleName(f"{segment.option.label}. {self._name}" if self._name else segment.option.label)
        self.update()

    def _needed(self, option: Option) -> int:
        metrics = QFontMetrics(self.theme.font("body", bold=True))
        return metrics.horizontalAdvance(option.label) + self.theme.px(20)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground, dividers, the chosen segment and the edge."""
        painter, colours = painter_for(self), self.theme.colours
        whole, radius = QRectF(self.rect()), self.theme.px(RADIUS)
        paint_box(painter, whole, colours.inset if self._locked else colours.surface, radius=radius)
        for segment in self._segments[1:]:
            x = segment.x() + 0.5
            paint_line(painter, QPointF(x, 1), QPointF(x, self.height() - 1), colours.line)
        focused = self.has_focus()
        if not focused or self._value:
            self._paint_edge(painter, whole, focused=False)
        for segment in self._segments:
            self._paint_segment(painter, segment, focused=focused)
        if focused:
            self._paint_edge(painter, whole, focused=True)
        painter.end()

    def _paint_edge(self, painter: QPainter, whole: QRectF, *, focused: bool) -> None:
        colours = self.theme.colours
        edge = colours.focus if focused else colours.line if self._locked else colours.line_strong
        dashed = not (focused or self._value or self._locked)
        paint_box(painter, whole, "", edge, width=2 if focused else 1, radius=self.theme.px(RADIUS), dashed=dashed)

    def _paint_segment(self, painter: QPainter, segment: _Segment, *, focused: bool) -> None:
        colours, is_chosen = self.theme.colours, segment.isChecked()
        rect = QRectF(segment.geometry())
        ink = colours.text_2 if self._locked else colours.text
        hovered = segment.underMouse() and segment.isEnabled()
        if is_chosen and not self._locked:
            ink = self._paint_chosen(painter, rect, segment)
        elif hovered and not self._locked:
            self._fill(painter, rect.adjusted(2, 2, -2, -2), colours.hover)
        if segment.hasFocus() and not is_chosen:
            # A thin line, no fill: where the keyboard is must not look like an answer.
            paint_box(painter, rect.adjusted(7, 7, -7, -7), "", colours.focus, radius=self.theme.px(3))
        font = self.theme.font("body", bold=is_chosen and self._bold)
        text = segment.option.label
        if is_chosen and self._locked:
            ink = colours.text
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(rect, CENTRE, text)
        if focused and segment.option.shortcut and not is_chosen and text.upper().startswith(segment.option.shortcut):
            self._underline(painter, rect, text, ink)

    def _paint_chosen(self, painter: QPainter, rect: QRectF, segment: _Segment) -> str:
        """Fill a chosen segment; returns the colour of its word."""
        colours, unknown = self.theme.colours, self.theme.state("incomplete")
        if segment.option.look == "fill":
            self._fill(painter, rect, colours.accent)
            return colours.on_accent
        fill, edge = (
            (colours.accent_tint, colours.accent) if segment.option.look == "tint" else (unknown.tint, unknown.ink)
        )
        at = self._segments.index(segment)
        radius = self.theme.px(RADIUS) if at in (0, len(self._segments) - 1) else 0
        paint_box(painter, rect, fill, edge, width=2, radius=min(radius, 3))
        return edge

    def _fill(self, painter: QPainter, rect: QRectF, fill: str) -> None:
        """Fill within the rounded edge of the whole."""
        painter.save()
        painter.setClipRect(rect)
        paint_box(painter, QRectF(self.rect()), fill, radius=self.theme.px(RADIUS))
        painter.restore()

    def _underline(self, painter: QPainter, rect: QRectF, text: str, ink: str) -> None:
        metrics = painter.fontMetrics()
        left = rect.center().x() - metrics.horizontalAdvance(text) / 2
        base = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2 + 3
        paint_line(painter, QPointF(left, base), QPointF(left + metrics.horizontalAdvance(text[0]), base), ink, 1)


class SegmentedAnswer(Segmented):
    """Yes, No or Unsure to one question; no answer until one is given."""

    next_wanted = Signal()

    def __init__(self, question: str, *, unsure: bool = True) -> None:
        super().__init__(question, ANSWERS if unsure else ANSWERS[:2], segment_width=76)

    def after_shortcut(self) -> None:
        """A letter answers and asks to go on to the next question."""
        self.next_wanted.emit()
