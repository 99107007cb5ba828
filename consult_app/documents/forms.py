"""What is filled in by hand: signatures, and the slip a colleague sends back."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from consult_app.documents.boxes import Box, Row, Stack, Whole
from consult_app.documents.icons import Icon
from consult_app.documents.ink import Stroke, draw_ink
from consult_app.documents.runs import Prose
from consult_app.documents.text import INK, Text, TextStyle, draw_line, one_line
from consult_app.documents.type_scale import TypeScale

INK_HEIGHT = 34.0
"""How tall a signature may be, in points."""


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A ruled line and its caption. `value` is set above it; `strokes` are drawn over it, y downwards."""

    caption: Prose
    share: float = 1
    value: str = ""
    strokes: tuple[Stroke, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyQuestion:
    """A question of the slip, its choices, and whether a line to write on follows the last."""

    words: str
    choices: tuple[str, ...] = ()
    blank: bool = True
    more_lines: int = 0


def signature_block(fields: Sequence[SignatureField], scale: TypeScale) -> Flowable:
    """Lines to sign on, side by side; empty while nothing is signed. Stays whole."""
    above = INK_HEIGHT if any(field.strokes for field in fields) and not scale.one_column else 0
    drawn = [(_Signed(field, scale, above), field.share) for field in fields]
    if scale.one_column:
        return Stack([part for part, _ in drawn], gap=8, before=6, after=6)
    return Row([(part, -share) for part, share in drawn], gap=15, before=6, after=6)


def reply_slip(
    head: str, note: str, questions: Sequence[ReplyQuestion], fields: Sequence[SignatureField], scale: TypeScale
) -> Flowable:
    """The framed slip with numbered questions, boxes to tick and a signature."""
    rows = [_question(number, question, scale) for number, question in enumerate(questions, 1)]
    top = _slip_head(head, note, scale)
    return Box(
        Stack([top, *rows, signature_block(fields, scale)], gap=min(scale.row_gap, 6)),
        padding=(8, 14, 9, 14),
        before=12,
    )


def _slip_head(head: str, note: str, scale: TypeScale) -> Flowable:
    title = Text(head, scale.body.but(size=scale.body.size + 1, bold=True, after=0))
    if scale.one_column:
        return Stack([title, Text(note, scale.note)])
    return Row([(title, -1), (Text(note, scale.note.but(align="right")), -2.4)], gap=8, align="middle")


def _question(number: int, question: ReplyQuestion, scale: TypeScale) -> Flowable:
    style = scale.body.but(after=0, leading=scale.body.leading + 1)
    digit = style.size * 1.5
    answer = Choices(question, style)
    words = Text(question.words, style)
    lines = [Blank(style.leading * 1.5) for _ in range(question.more_lines)]
    answered: Flowable = Stack([words, answer], gap=3) if scale.one_column else Row([(words, -2), (answer, -3)], gap=9)
    return Row([(Text(str(number), style.but(bold=True)), digit), (Stack([answered, *lines]), -1)])


class Choices(Whole):
    """Boxes with words, flowing into lines, and a rule over what is left of the last."""

    def __init__(self, question: ReplyQuestion, style: TextStyle) -> None:
        super().__init__()
        self.question, self.style = question, style

    def wrap(self, width: float, _height: float) -> tuple[float, float]:  # noqa: D102
        size, self.places = self.style.size * 0.95, []
        x, row = 0.0, 0
        for choice in self.question.choices:
            wide = size + 5 + one_line(choice, self.style).width
            if x and x + wide > width:
                x, row = 0.0, row + 1
            self.places.append((choice, x, row))
            x += wide + 9
        if self.question.blank and width - x < 50:
            x, row = 0.0, row + 1
        self.rule = (x, row)
        self.width, self.height = width, (row + 1) * self.style.leading
        return width, self.height

    def draw(self) -> None:  # noqa: D102
        size, leading = self.style.size * 0.95, self.style.leading
        for choice, x, row in self.places:
            top = self.height - row * leading
            box = Icon("box", size)
            box.wrap(size, size)
            box.drawOn(self.canv, x, top - (leading + size) / 2)
            draw_line(
                self.canv, x + size + 5, top - leading + self.style.baseline, one_line(choice, self.style), self.style
            )
        if self.question.blank:
            x, row = self.rule
            y = self.height - (row + 1) * leading + 2
            _rule(self, x, y, self.width)


class Blank(Whole):
    """An empty line to write on, `height` points below what stands above it."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.tall = height

    def wrap(self, width: float, _height: float) -> tuple[float, float]:  # noqa: D102
        self.width, self.height = width, self.tall
        return width, self.height

    def draw(self) -> None:  # noqa: D102
        _rule(self, 0, 2, self.width)


class _Signed(Whole):
    """One signature line, ``above`` points of room over it where another of its row needs them."""

    def __init__(self, field: SignatureField, scale: TypeScale, above: float) -> None:
        super().__init__()
        self.field, self.style, self.above = field, scale.body.but(after=0), above
        self.caption = Text(field.caption, scale.note.but(before=0, after=0))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.below = self.caption.wrap(width, height)[1] + 2
        above = INK_HEIGHT if self.field.strokes else self.above
        self.width, self.height = width, self.below + max(self.style.leading * 1.3, above)
        return width, self.height

    def draw(self) -> None:
        self.caption.drawOn(self.canv, 0, 0)
        _rule(self, 0, self.below, self.width)
        if self.field.value:
            draw_line(self.canv, 0, self.below + 4, one_line(self.field.value, self.style), self.style)
        if self.field.strokes:
            room = (self.width - 4, self.height - self.below - 2)
            draw_ink(self.canv, self.field.strokes, (2, self.below + 1), *room)


def _rule(flowable: Flowable, x: float, y: float, end: float) -> None:
    flowable.canv.setStrokeColor(HexColor(INK))
    flowable.canv.setLineWidth(0.75)
    flowable.canv.line(x, y, end, y)
