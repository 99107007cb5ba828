"""A timeline: date, dot, title and detail, joined by a line, newest first; each entry opens."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from consult_app.ui.icons import paint_icon
from consult_app.ui.large_text import is_large
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.list_row import ListRow, RowView
from consult_app.ui.widgets.painted import Painted, paint_line, painter_for
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label

_DATE, _MARK, _DOT, _ICON, _MIDDLE = 86, 28, 6, 18, 18


class TimelineRow(ListRow):
    """One entry; ``is_caution`` marks it with the triangle, and shows its matter as plain words."""

    def __init__(self, view: RowView, *, is_first: bool, is_last: bool, is_caution: bool = False) -> None:
        self._ends, self._is_caution = (is_first, is_last), is_caution
        super().__init__(view, 52)

    def fill(self, view: RowView) -> None:
        """The date, the mark on the line, and the words."""
        theme, top = current_theme(), Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 8, 0)
        row.setSpacing(4)
        words = QVBoxLayout()
        words.setContentsMargins(4, 6, 0, 8)
        words.setSpacing(0)
        if is_large():
            words.addWidget(label(view.lead, "small", "second"))
        else:
            date = label(view.lead, "small", "second")
            date.setFixedWidth(theme.px(_DATE))
            date.setContentsMargins(0, theme.px(8), 0, 0)
            date.setAlignment(Qt.AlignmentFlag.AlignRight | top)
            row.addWidget(date, 0, top)
        row.addWidget(_Mark(*self._ends, is_caution=self._is_caution))
        words.addWidget(label(view.name, "strong", wrap=True))
        if view.line:
            words.addWidget(label(view.line, "small", "second", wrap=True))
        if view.matter and view.outcome and not self._is_caution:
            words.addWidget(StateLabel(view.outcome, view.matter, wrap=True))
        elif view.matter:
            words.addWidget(label(view.matter, "small", wrap=True))
        row.addLayout(words, 1)


class _Mark(Painted):
    """The line that joins the entries, with a dot or the caution triangle on it."""

    def __init__(self, is_first: bool, is_last: bool, *, is_caution: bool) -> None:
        super().__init__()
        self._is_first, self._is_last, self._is_caution = is_first, is_last, is_caution
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as its entry."""
        return QSize(self.theme.px(_MARK), self.theme.px(52))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the line, which leaves room for the triangle, and the mark."""
        painter, theme = painter_for(self), self.theme
        x, y = self.width() / 2, float(theme.px(_MIDDLE))
        room = theme.px(_ICON) / 2 + 2 if self._is_caution else 0.0
        ink = theme.colours.line_strong
        if not self._is_first:
            paint_line(painter, QPointF(x, 0), QPointF(x, y - room), ink)
        if not self._is_last:
            paint_line(painter, QPointF(x, y + room), QPointF(x, self.height()), ink)
        if self._is_caution:
            side = theme.px(_ICON)
            box = QRectF(x - side / 2, y - side / 2, side, side)
            paint_icon(painter, "state_precautions", box, theme.state("precautions").ink, theme.colours.surface)
        else:
            painter.setPen(QPen(Qt.PenStyle.NoPen))
            painter.setBrush(QColor(theme.colours.accent))
            painter.drawEllipse(QPointF(x, y), theme.px(_DOT), theme.px(_DOT))
        painter.end()
