"""The bar along the foot: back, the keys that help here, what is left, and the one main button."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from consult_app.ui.large_text import is_large
from consult_app.ui.theme import RADIUS_SMALL, Outcome
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.flow import Flow
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.painted import CENTRE, Painted, Scaled, paint_box, paint_text, painter_for
from consult_app.ui.widgets.states import StateIcon
from consult_app.ui.widgets.text import label

TALL, LOW = 64, 56
GAP, EDGES = 16, 40


@dataclass(frozen=True)
class Action:
    """A button of the footer: its id, words, icon, and whether it can be pressed."""

    key: str
    text: str
    icon: str = ""
    enabled: bool = True
    primary: bool = False


@dataclass(frozen=True)
class FooterView:
    """What the footer holds on one page; hints are (keys, meaning) such as (("Ctrl", "S"), "Save now")."""

    actions: tuple[Action, ...] = ()
    hints: tuple[tuple[tuple[str, ...], str], ...] = ()
    status: str = ""
    status_outcome: Outcome = "incomplete"
    can_go_back: bool = True


class Footer(Scaled):
    """Shows a FooterView; emits `back` or the id of the action."""

    back = Signal()
    acted = Signal(str)

    def __init__(self, view: FooterView | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setProperty("rule", "above")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 24, 0)
        row.setSpacing(GAP)
        self._back = Button("Back", icon="chevron_left")
        self._back.clicked.connect(self.back)
        self._hints, self._hint_row = QWidget(), QHBoxLayout()
        self._hints.setLayout(self._hint_row)
        self._hint_row.setContentsMargins(0, 0, 0, 0)
        self._hint_row.setSpacing(16)
        self._status_icon, self._status = StateIcon("incomplete", 18), label("", "small")
        self._line = QWidget()
        status = QHBoxLayout(self._line)
        status.setContentsMargins(0, 0, 0, 0)
        status.setSpacing(6)
        status.addWidget(self._status_icon)
        status.addWidget(self._status)
        self._buttons = Flow(16, to_right=True)
        row.addWidget(self._back)
        row.addWidget(self._hints)
        row.addLayout(self._buttons, 1)
        self._low, self._actions = False, dict[str, Button]()
        self.show_view(view or FooterView())

    def show_view(self, view: FooterView) -> None:
        """Show what this page needs."""
        self._back.setVisible(view.can_go_back)
        self._status.setText(view.status)
        self._status_icon.show_outcome(view.status_outcome)
        self._fill_hints(view.hints)
        self._fill_actions(view.actions)
        self._line.setVisible(bool(view.status))
        self.set_low(self._low)

    def set_low(self, low: bool) -> None:
        """Take 56 pixels instead of 64 and leave out the key hints; what has no room takes a second line."""
        self._low = low
        self.set_scaled_height(LOW if low else TALL)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Leave the key hints out where the buttons need their room."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return handled

    def _fit(self) -> None:
        parts = (self._back.sizeHint(), self._hints.sizeHint(), self._buttons.sizeHint())
        wanted = sum(part.width() for part in parts) + EDGES + 2 * GAP
        self._hints.setVisible(not self._low and not is_large() and wanted <= self.width())

    def action(self, key: str) -> Button:
        """The button of one action."""
        return self._actions[key]

    def _fill_hints(self, hints: Sequence[tuple[tuple[str, ...], str]]) -> None:
        empty(self._hint_row)
        for keys, meaning in hints:
            self._hint_row.addWidget(KeyHint(keys, meaning))

    def _fill_actions(self, actions: Sequence[Action]) -> None:
        self._buttons.removeWidget(self._line)
        empty(self._buttons)
        self._actions = {}
        self._buttons.addWidget(self._line)
        for action in actions:
            forward = action.primary and not action.icon
            button = Button(
                action.text,
                "primary" if action.primary else "secondary",
                icon="chevron_right" if forward else action.icon,
                trailing=forward,
            )
            button.setEnabled(action.enabled)
            button.clicked.connect(lambda _checked=False, key=action.key: self.acted.emit(key))
            self._actions[action.key] = button
            self._buttons.addWidget(button)


class KeyHint(Painted):
    """Keys drawn as caps, and what they do."""

    def __init__(self, keys: Sequence[str], meaning: str) -> None:
        super().__init__()
        self._keys, self._meaning = tuple(keys), meaning
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{' '.join(keys)}: {meaning}")

    def _cap_width(self, key: str) -> int:
        metrics = QFontMetrics(self.theme.font("small"))
        return max(metrics.horizontalAdvance(key) + self.theme.px(10), self.theme.px(20))

    def sizeHint(self) -> QSize:  # noqa: N802
        """The caps, a gap and the meaning."""
        caps = sum(self._cap_width(key) + self.theme.px(4) for key in self._keys)
        words = QFontMetrics(self.theme.font("small")).horizontalAdvance(self._meaning)
        return QSize(caps + self.theme.px(4) + words + 2, self.theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint caps and words."""
        painter, theme, x = painter_for(self), self.theme, 0.0
        for key in self._keys:
            cap = QRectF(x, 0, self._cap_width(key), self.height())
            paint_box(painter, cap, "", theme.colours.line_strong, radius=theme.px(RADIUS_SMALL))
            paint_text(painter, cap, key, theme.font("small"), theme.colours.text, align=CENTRE)
            x += cap.width() + theme.px(4)
        words = QRectF(x + theme.px(4), 0, self.width() - x, self.height())
        paint_text(painter, words, self._meaning, theme.font("small"), theme.colours.text_2)
        painter.end()
