"""An amount against its limit, with a mark where more care begins."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.theme import Outcome
from consult_app.ui.widgets.painted import Painted, paint_box, paint_line, painter_for, speak
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label


@dataclass(frozen=True)
class LimitView:
    """An amount, its limit and care mark in one unit; `way_out` says what can be done past them."""

    name: str
    value: float
    limit: float
    unit: str
    care: float | None = None
    way_out: str = ""

    @property
    def outcome(self) -> Outcome:
        """Within limits, past the care mark, or past the limit."""
        if self.value > self.limit:
            return "do_not_treat"
        return "precautions" if self.care is not None and self.value > self.care else "treat"


class LimitBar(QWidget):
    """The amount in words above the bar; past a mark also icon and way out below it."""

    def __init__(self, view: LimitView) -> None:
        super().__init__()
        self._name, self._value, self._limit = (
            label("", "small"),
            label("", "small_strong"),
            label("", "small", "second"),
        )
        self._bar, self._state = _Bar(view), StateLabel("precautions", wrap=True)
        words = QHBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._name)
        words.addStretch()
        words.addWidget(self._value)
        words.addWidget(self._limit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(words)
        column.addWidget(self._bar)
        column.addWidget(self._state)
        self.show_limit(view)

    def show_limit(self, view: LimitView) -> None:
        """Show an amount."""
        said = {"treat": "", "precautions": "Past the care mark.", "do_not_treat": "Over the limit."}[view.outcome]
        sentence = " ".join(part for part in (said, view.way_out if said else "") if part)
        self._name.setText(view.name)
        self._value.setText(f"{view.value:g}")
        self._limit.setText(f"of {view.limit:g} {view.unit}")
        self._bar.show_limit(view)
        self._state.show_state(view.outcome, sentence)
        self._state.setVisible(bool(sentence))
        speak(self, view.name, f"{view.value:g} of {view.limit:g} {view.unit}. {sentence}".strip())


class _Bar(Painted):
    """The bar itself; the words beside it say the same."""

    def __init__(self, view: LimitView) -> None:
        super().__init__()
        self._view = view
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_limit(self, view: LimitView) -> None:
        self._view = view
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.theme.px(200), self.theme.px(9))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, theme, view = painter_for(self), self.theme, self._view
        rect, colours = QRectF(self.rect()), theme.colours
        ink = colours.accent if view.outcome == "treat" else theme.state(view.outcome).ink
        paint_box(painter, rect, colours.surface, radius=rect.height() / 2)
        painter.save()
        painter.setClipRect(
            QRectF(0, 0, rect.width() * min(view.value / view.limit, 1) if view.limit else 0, rect.height())
        )
        paint_box(painter, rect, ink, radius=rect.height() / 2)
        painter.restore()
        paint_box(painter, rect, "", colours.line_strong, radius=rect.height() / 2)
        if view.care is not None and view.care < view.limit:
            x = rect.width() * view.care / view.limit
            paint_line(painter, QPointF(x, 0), QPointF(x, rect.height()), theme.state("precautions").ink, 2)
        painter.end()
