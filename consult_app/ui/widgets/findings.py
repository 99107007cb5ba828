"""What the safety check found: a bar for each state, and under it a row for each finding."""

from dataclasses import dataclass
from textwrap import fill

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.icons import paint_icon
from consult_app.ui.theme import CONTROL_HEIGHT, Outcome, current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import Painted, Scaled, paint_box, paint_line, paint_text, painter_for, speak
from consult_app.ui.widgets.spoken_button import speak_as_button
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label

COLUMNS = (224, 226, 188)
GAP = 16
SOURCE_WIDTH = 24
"""How many characters of a source's name stand on one line."""
_PAD = 24


@dataclass(frozen=True)
class FindingView:
    """One finding in words: what, the answer behind it, what to do, and where the rule comes from.

    ``review`` names the act that confirms a decision recorded before the answer or the rule changed.
    """

    finding: str
    title: str
    answer: str
    what_to_do: str
    source: str
    source_remark: str = ""
    is_overdue: bool = False
    action: str = ""
    decision: str = ""
    review: str = ""


class FindingGroupBar(Painted):
    """The tinted bar over the findings of one state; `outcome` None stands for what is merely noted."""

    def __init__(self, outcome: Outcome | None, count: str, title: str = "") -> None:
        super().__init__()
        self._outcome, self._count = outcome, count
        self._title = title or (self.theme.state(outcome).word if outcome else "Noted")
        self.setToolTip(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        speak(self, self._title, count)

    def sizeHint(self) -> QSize:  # noqa: N802
        """36 high."""
        return QSize(self.theme.px(320), self.theme.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint tint, icon, word and count."""
        painter, theme, rect = painter_for(self), self.theme, QRectF(self.rect())
        state = theme.state(self._outcome) if self._outcome else None
        ink = state.ink if state else theme.colours.text_2
        ground = state.tint if state else theme.colours.inset
        edge = state.line if state else theme.colours.line
        paint_box(painter, rect, ground)
        paint_line(painter, rect.topLeft(), rect.topRight(), edge, 2)
        paint_line(painter, rect.bottomLeft(), rect.bottomRight(), edge, 2)
        side = theme.px(18)
        at = QRectF(theme.px(_PAD), (rect.height() - side) / 2, side, side)
        paint_icon(painter, state.icon if state else "info", at, ink, ground)
        self._paint_words(painter, rect.adjusted(theme.px(_PAD + 30), 0, 0, 0), ink)
        painter.end()

    def _paint_words(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        theme, bold, small = self.theme, self.theme.font(bold=True), self.theme.font("small")
        room = rect.width() - QFontMetrics(small).horizontalAdvance(self._count) - theme.px(10 + _PAD)
        title = QFontMetrics(bold).elidedText(self._title, Qt.TextElideMode.ElideRight, round(room))
        paint_text(painter, rect, title, bold, ink)
        after = rect.adjusted(QFontMetrics(bold).horizontalAdvance(title) + theme.px(10), 0, 0, 0)
        paint_text(painter, after, self._count, small, theme.colours.text_2)


class FindingRow(Scaled):
    """A finding; Enter opens its answer, its source opens the rule."""

    answer_wanted = Signal(str)
    source_wanted = Signal(str)
    review_wanted = Signal(str)

    def __init__(self, view: FindingView) -> None:
        super().__init__()
        self._view = view
        self.setProperty("ground", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_scaled_height(56)
        row = QHBoxLayout(self)
        row.setContentsMargins(_PAD, 7, _PAD, 7)
        row.setSpacing(0)
        what = _column(label(view.title, "strong", wrap=True), label(view.answer, "small", "second", wrap=True))
        if view.decision:
            what.addLayout(_signed(view.decision))
        if view.review:
            what.addWidget(self._review(), 0, Qt.AlignmentFlag.AlignLeft)
        what.addStretch(1)
        row.addLayout(what, COLUMNS[0])
        if view.what_to_do or view.source:
            advice = _column(label(view.what_to_do, "small", wrap=True))
            advice.addStretch(1)
            row.addSpacing(GAP)
            row.addLayout(advice, COLUMNS[1])
            row.addSpacing(GAP)
            row.addLayout(self._source(), COLUMNS[2])
        if view.action:
            act = Button(view.action, small=True)
            act.setAccessibleName(f"{view.action}: {view.title}")
            act.clicked.connect(self._open)
            row.addWidget(act)
        source = " ".join(part for part in (view.source, view.source_remark) if part)
        said = [view.answer, view.what_to_do, view.decision, f"Source: {source}" if source else ""]
        speak(self, view.title, ". ".join(part for part in said if part))
        speak_as_button(self, self._open)

    def _review(self) -> Button:
        button = Button(self._view.review, small=True)
        button.setAccessibleName(f"{self._view.review}: {self._view.title}")
        button.clicked.connect(lambda: self.review_wanted.emit(self._view.finding))
        return button

    def _source(self) -> QVBoxLayout:
        view = self._view
        column = _column()
        if view.source:
            link = Button(fill(view.source, SOURCE_WIDTH), "link", small=True)
            link.setMinimumHeight(CONTROL_HEIGHT)
            link.setAccessibleName(f"Source: {view.source} {view.source_remark}".strip())
            link.clicked.connect(lambda: self.source_wanted.emit(view.finding))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if view.source_remark:
            column.addWidget(label(view.source_remark, "small", "second", wrap=True))
        if view.is_overdue:
            column.addWidget(StateLabel("precautions", "Review overdue", wrap=True))
        column.addStretch(1)
        return column

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens the answer."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint a focus edge over the row."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = painter_for(self)
            paint_box(painter, QRectF(self.rect()), "", current_theme().colours.focus, width=2)
            painter.end()

    def _open(self) -> None:
        self.answer_wanted.emit(self._view.finding)


def _signed(text: str) -> QHBoxLayout:
    """What was decided; it stands beside the outcome and wears none of its colours."""
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(IconView("sign", 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, "small", wrap=True), 1)
    return row


def _column(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return column
