"""The score of a scale as it builds up: how much is answered, then what came out and what it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.widgets.painted import Painted, paint_box, painter_for, speak
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label, set_tone


@dataclass(frozen=True)
class ScoreView:
    """How many of the items are answered, the finished scores in words, and what they ask for."""

    answered: int
    asked: int
    words: str = ""
    flags: Sequence[str] = ()
    summed: bool = True

    @property
    def progress(self) -> str:
        """How much is answered, in words."""
        return f"{self.answered} of {self.asked} answered"


class ScoreLine(QWidget):
    """No number before the last answer; a bar fills instead."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._progress, self._bar = label("", "strong", wrap=True), label("", "small", "second"), _Bar()
        self._flags = StateLabel("precautions", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._words, 1)
        top.addWidget(self._progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self._flags)

    def show_score(self, view: ScoreView) -> None:
        """Show how far the scale is."""
        words = view.words or ("No score until all are answered" if view.summed else "Each answer counts by itself")
        self._words.setText(words)
        set_tone(self._words, "text" if view.words else "second")
        self._progress.setText(view.progress)
        self._bar.show_part(view.answered / view.asked)
        self._flags.show_state("precautions", " ".join(view.flags) or " ")
        self._flags.setVisible(bool(view.flags))
        speak(self, "Score", ". ".join((words, view.progress, *view.flags)))


class _Bar(Painted):
    """A thin bar; the words above it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, part: float) -> None:
        self._part = part
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.theme.px(200), self.theme.px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, colours, rect = painter_for(self), self.theme.colours, QRectF(self.rect())
        radius = rect.height() / 2
        paint_box(painter, rect, colours.line, radius=radius)
        if self._part:
            filled = QRectF(0, 0, max(rect.width() * self._part, rect.height()), rect.height())
            paint_box(painter, filled, colours.accent, radius=radius)
        painter.end()
