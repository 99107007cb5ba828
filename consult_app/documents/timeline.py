"""Days after a session, one row each, joined by a line of dots."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from consult_app.documents.boxes import Row, Rule, Stack, Whole
from consult_app.documents.runs import Prose
from consult_app.documents.text import INK, Text
from consult_app.documents.type_scale import EDGE, HAIRLINE, TypeScale

_DOTS = 20.0
_GAP = 4.0  # more than the usual room, so that two columns are never read as one line
_SHARES = (1.25, 2.52)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A day or span of days: its date, its place in the course, what one may feel, what to do."""

    date: str
    day: str
    feel: Prose
    do: Prose


def timeline(
    head: tuple[str, str, str], rows: Sequence[TimelineRow], scale: TypeScale, *, shares: tuple[float, float] = _SHARES
) -> list[Flowable]:
    """The rows under their heads (when, what you may feel, what to do); no row splits.

    ``shares`` are the widths of the last two columns, beside 0.92 for the first.
    """
    if scale.one_column:
        return [_stacked(head, row, scale) for row in rows]
    last = len(rows) - 1
    drawn = [_Row(row, scale, shares, is_first=index == 0, is_last=index == last) for index, row in enumerate(rows)]
    return [_head(head, scale, shares), *drawn]


def _stacked(head: tuple[str, str, str], row: TimelineRow, scale: TypeScale) -> Flowable:
    label, body = scale.label, scale.table.but(after=0)
    day = f"{row.date} · {row.day}" if row.day else row.date
    told = [(name, words) for name, words in zip(head[1:], (row.feel, row.do), strict=True) if words]
    parts = [Text(day, body.but(bold=True))]
    parts += [text for name, words in told for text in (Text(name, label), Text(words, body))]
    return Stack([*parts, Rule(colour=HAIRLINE, before=6)], after=8)


def _head(head: tuple[str, str, str], scale: TypeScale, shares: tuple[float, float]) -> Flowable:
    when, feel, do = (Text(words, scale.table_head) for words in head)
    stack = Stack(
        [_columns(when, feel, do, shares), Rule(line=0.9)],
        gap=min(scale.row_gap, 5),
        before=4,
        after=min(scale.row_gap, 7),
    )
    stack.keepWithNext = True
    return stack


def _columns(when: Flowable, feel: Flowable, do: Flowable, shares: tuple[float, float]) -> Row:
    return Row([(when, -0.92), (Stack([]), _DOTS), (feel, -shares[0]), (Stack([]), _GAP), (do, -shares[1])], gap=6)


class _Row(Whole):
    """One day with its dot; the line runs on to the next row."""

    def __init__(
        self, row: TimelineRow, scale: TypeScale, shares: tuple[float, float], *, is_first: bool, is_last: bool
    ) -> None:
        super().__init__()
        self.gap = scale.row_gap
        self.body = scale.table.but(after=0, max_chars=None)
        when = [Text(row.date, self.body.but(bold=True))]
        when += [Text(row.day, scale.label)] if row.day else []
        self.row = _columns(Stack(when), Text(row.feel, self.body), Text(row.do, self.body), shares)
        self.is_first, self.is_last = is_first, is_last

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        tall = self.row.wrap(width, height)[1]
        self.room = 4.0 if self.is_last else self.gap
        self.width, self.height = width, tall + self.room
        return width, self.height

    def draw(self) -> None:
        canvas = self.canv
        self.row.drawOn(canvas, 0, self.room)
        x = self.row.places[1][1] + _DOTS / 2
        y = self.height - self.body.leading / 2 - 0.5
        canvas.setStrokeColor(HexColor(EDGE))
        canvas.setLineWidth(1)
        canvas.line(x, y if self.is_first else self.height, x, y if self.is_last else 0)
        canvas.setStrokeColor(HexColor(INK))
        canvas.setFillColor(HexColor(INK if self.is_first else "#FFFFFF"))
        canvas.setLineWidth(1.4)
        canvas.circle(x, y, 4.4, stroke=1, fill=1)
