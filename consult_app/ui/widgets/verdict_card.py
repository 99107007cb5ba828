"""The verdict during a consultation: what holds now, why, where, until when, and what is still unanswered."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.icons import paint_icon
from consult_app.ui.theme import CONTROL_HEIGHT, RADIUS, RADIUS_CARD, Outcome, current_theme
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.painted import Painted, paint_box, paint_line, paint_text, painter_for, speak
from consult_app.ui.widgets.spoken_button import speak_as_button
from consult_app.ui.widgets.states import AreaChip, AreaChipView, StateIcon
from consult_app.ui.widgets.text import label, set_tone

REASONS_AT_MOST = 3
IN_ORDER = "In the order that matters"


@dataclass(frozen=True)
class Reason:
    """One reason: what was found, what follows, and the question that opens it."""

    finding: str
    what_to_do: str = ""
    question: str = ""


@dataclass(frozen=True)
class Unanswered:
    """A question without an answer: what it is called, what it could mean in short, and all that is known of it."""

    question: str
    text: str
    line: str = ""
    spoken: str = ""


@dataclass(frozen=True)
class VerdictView:
    """The verdict in words, worked out elsewhere; `gap` is the line on missing answers.

    `earliest_lines` say what sets the earliest safe date or why there is none; `unanswered` stands in the order that
    matters.
    """

    outcome: Outcome
    words: str
    gap: str = ""
    second_line: str = ""
    reasons: tuple[Reason, ...] = ()
    areas: tuple[AreaChipView, ...] = ()
    earliest: str = ""
    earliest_note: str = ""
    earliest_lines: tuple[str, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()

    def spoken(self) -> str:
        """The sentence read out when the verdict changes."""
        because = f" Reason: {self.reasons[0].finding.rstrip('.')}." if self.reasons else ""
        return f"Overall: {self.words}.{because}"


class VerdictCard(QFrame):
    """The card in the rail; its head stays put and the rest scrolls."""

    question_wanted = Signal(str)

    def __init__(self, view: VerdictView | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self._head = _Head()
        self._body = QWidget()
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(16, 12, 16, 14)
        self._lines.setSpacing(4)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(scroll, 1)
        self._scroll = scroll
        self._view: VerdictView | None = None
        if view:
            self.show_verdict(view)

    def show_verdict(self, view: VerdictView) -> None:
        """Show a verdict, and have it read out when its words changed."""
        before, self._view = self._view, view
        self._head.show_verdict(view)
        self._fill(view)
        speak(self, "Verdict", view.spoken())
        if before and before.spoken() != view.spoken():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, view.spoken()))

    def show_working(self) -> None:
        """Say that the rules are running; no earlier verdict stays in sight."""
        self.show_verdict(VerdictView("incomplete", "Working"))

    def _fill(self, view: VerdictView) -> None:
        empty(self._lines)
        if view.reasons:
            self._heading("Why", first=True)
            for reason in view.reasons[:REASONS_AT_MOST]:
                self._lines.addWidget(_ReasonRow(reason, self._ask))
            if (hidden := len(view.reasons) - REASONS_AT_MOST) > 0:
                self._lines.addWidget(label(f"and {hidden} more", "small", "second"))
        if view.areas:
            self._heading("By area")
            for area in view.areas:
                self._lines.addWidget(AreaChip(area))
        if view.earliest:
            self._heading("Earliest safe date")
            self._lines.addLayout(_earliest_row(view.earliest, view.earliest_note))
            for line in view.earliest_lines:
                self._lines.addWidget(label(line, "small", "second", wrap=True))
        if view.unanswered:
            self._fill_unanswered(view.unanswered)
        self._lines.addStretch()

    def _fill_unanswered(self, asked: tuple[Unanswered, ...]) -> None:
        self._heading("Still unanswered")
        ranked = len(asked) > 1
        if ranked:
            self._lines.addWidget(label(IN_ORDER, "small", "second"))
        for at, each in enumerate(asked):
            self._lines.addWidget(OpenQuestion(each, self._ask, is_first=ranked and at == 0))

    def _heading(self, text: str, *, first: bool = False) -> None:
        if not first and self._lines.count():
            self._lines.addSpacing(10)
        self._lines.addWidget(label(text, "small_strong"))

    def _ask(self, question: str) -> None:
        self.question_wanted.emit(question)


class _Head(Painted):
    """The tinted head: icon, words, and what is missing."""

    def __init__(self) -> None:
        super().__init__()
        self._view = VerdictView("incomplete", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(12)
        self._icon = StateIcon("incomplete", 36)
        self._words = label("", "heading", wrap=True)
        self._second = label("", "small", wrap=True)
        self._gap_icon, self._gap = StateIcon("incomplete", 18), label("", "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label("Overall", "small", "second"))
        words.addWidget(self._words)
        words.addWidget(self._second)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        gap = QHBoxLayout()
        gap.setSpacing(8)
        gap.addWidget(self._gap_icon)
        gap.addWidget(self._gap, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(gap)
        row.addLayout(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_verdict(self, view: VerdictView) -> None:
        self._view = view
        self._icon.show_outcome(view.outcome)
        self._words.setText(view.words)
        set_tone(self._words, view.outcome)
        for shown, text in ((self._second, view.second_line), (self._gap, view.gap)):
            shown.setText(text)
            shown.setVisible(bool(text))
        self._gap_icon.setVisible(bool(view.gap))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, theme = painter_for(self), self.theme
        state, rect = theme.state(self._view.outcome), QRectF(self.rect())
        painter.setClipRect(rect)
        paint_box(painter, rect.adjusted(0, 0, 0, RADIUS_CARD), state.tint, radius=theme.px(RADIUS_CARD) - 1)
        paint_line(painter, rect.bottomLeft(), rect.bottomRight(), state.line, 2)
        painter.end()


class OpenQuestion(QPushButton):
    """A row that jumps to a question without an answer; the one that matters most stands out a little."""

    def __init__(self, asked: Unanswered, ask: Callable[[str], None], *, is_first: bool = False) -> None:
        super().__init__()
        self.asked, self._is_first = asked, is_first
        known = asked.spoken or asked.line
        self.setToolTip("\n".join(part for part in (asked.text, known) if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: ask(asked.question))
        said = ("Matters most" if is_first else "", "Not answered", known, "Opens the question")
        speak(self, asked.text, ". ".join(part for part in said if part))

    def sizeHint(self) -> QSize:  # noqa: N802
        """One control high, or two lines."""
        theme = current_theme()
        return QSize(theme.px(200), theme.px(52 if self.asked.line else 40))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrower than its words: they are shortened, and whole when pointed at."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the dashed row."""
        painter, theme = painter_for(self), current_theme()
        state, rect = theme.state("incomplete"), QRectF(self.rect())
        ground = theme.colours.hover if self.underMouse() else state.tint
        edge = theme.colours.focus if self.hasFocus() else state.line
        width = 2 if self.hasFocus() else 1
        paint_box(painter, rect, ground, edge, width=width, radius=theme.px(RADIUS), dashed=not self.hasFocus())
        side, arrow = theme.px(20), theme.px(16)
        paint_icon(painter, state.icon, QRectF(theme.px(13), (self.height() - side) / 2, side, side), state.ink, ground)
        self._paint_words(painter, rect.adjusted(theme.px(43), 0, -theme.px(34), 0))
        at = QRectF(self.width() - theme.px(26), (self.height() - arrow) / 2, arrow, arrow)
        paint_icon(painter, "chevron_right", at, theme.colours.text_2, ground)
        painter.end()

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        theme, asked = current_theme(), self.asked
        both = theme.px(7)
        upper = rect.adjusted(0, both, 0, -rect.height() / 2) if asked.line else rect
        _paint_short(painter, upper, asked.text, theme.font("small", bold=self._is_first), theme.colours.text)
        if asked.line:
            lower = rect.adjusted(0, rect.height() / 2, theme.px(6), -both)
            _paint_short(painter, lower, asked.line, theme.font("small"), theme.colours.text_2)


def _paint_short(painter: QPainter, rect: QRectF, text: str, font: QFont, ink: str) -> None:
    """Paint one line, shortened where it does not fit."""
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, round(rect.width()))
    paint_text(painter, rect, shown, font, ink)


class _ReasonRow(QWidget):
    """A reason, which opens the answer that caused it."""

    def __init__(self, reason: Reason, ask: Callable[[str], None]) -> None:
        super().__init__()
        self._reason, self._ask = reason, ask
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(0)
        column.addWidget(label(reason.finding, "small", wrap=True))
        if reason.what_to_do:
            column.addWidget(label(reason.what_to_do, "small", "second", wrap=True))
        if reason.question:
            self.setMinimumHeight(CONTROL_HEIGHT)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            speak_as_button(self, self._open)
        speak(self, reason.finding, f"{reason.what_to_do} Opens the answer".strip())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if self.hasFocus():
            painter = painter_for(self)
            rect, theme = QRectF(self.rect()), current_theme()
            paint_box(painter, rect, "", theme.colours.focus, width=2, radius=theme.px(4))
            painter.end()

    def _open(self) -> None:
        if self._reason.question:
            self._ask(self._reason.question)


def _earliest_row(day: str, note: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(label(day, "heading"))
    row.addWidget(label(note, "small", "second", wrap=True), 1)
    return row
