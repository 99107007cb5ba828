"""The red box: when to call for help, and whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from consult_app.documents.blocks import bullets
from consult_app.documents.boxes import Box, Row, Rule, Stack, Whole, words_or_chip
from consult_app.documents.options import NotSet
from consult_app.documents.runs import Prose, plain
from consult_app.documents.text import Text, one_line
from consult_app.documents.type_scale import RED, WHITE, TypeScale

_LONG = 330  # characters; longer signs are set under the call, over the whole width


@dataclass(frozen=True, slots=True)
class Urgent:
    """The words of the box: emergency call and its signs, the clinic's phone and the signs to ring it for."""

    call: str | NotSet
    signs: Prose
    call_us: str
    phone: str | NotSet
    reasons: tuple[Prose, ...]
    closed: str | NotSet = ""
    later: Prose = ""


def urgent_box(urgent: Urgent, scale: TypeScale) -> Flowable:
    """The whole box; it never splits. In large print put it first, so that it stays on page 1."""
    room = min(scale.row_gap, 7)
    inside = Stack([_Band(urgent, scale), _call_us(urgent, scale)], gap=room)
    return Box(inside, padding=(0, 0, room + 2, 0), line=1.5, colour=RED, before=room + 2, after=room - 1)


def _call_us(urgent: Urgent, scale: TypeScale) -> Flowable:
    parts: list[Flowable] = [_phone_line(urgent, scale), _reasons(urgent.reasons, scale)]
    if urgent.later:
        parts += [Rule(line=0.6), Text(urgent.later, scale.bullet)]
    return _Inset(Stack(parts, gap=min(scale.row_gap, 5)))


def _phone_line(urgent: Urgent, scale: TypeScale) -> Flowable:
    label = scale.body.but(bold=True, after=0, size=max(scale.body.size, 13))
    phone = words_or_chip(urgent.phone, scale.phone if isinstance(urgent.phone, str) else scale.body)
    if scale.one_column:
        return Stack([Text(urgent.call_us, label), *_phone_and_closed(urgent, phone, scale)])
    wide = one_line(urgent.call_us, label).width + 1
    closed = words_or_chip(urgent.closed, scale.body.but(align="right", after=0))
    return Row([(Text(urgent.call_us, label), wide), (phone, -1), (closed, -1)], gap=9, align="middle")


def _phone_and_closed(urgent: Urgent, phone: Flowable, scale: TypeScale) -> list[Flowable]:
    """In one column: side by side while both are numbers, a box that says one is missing on a line of its own."""
    closed = words_or_chip(urgent.closed, scale.body.but(after=0))
    if isinstance(urgent.phone, NotSet) or isinstance(urgent.closed, NotSet):
        return [phone, closed]
    return [Row([(phone, -1), (closed, -1)], gap=9, align="middle")]


def _reasons(reasons: Sequence[Prose], scale: TypeScale) -> Flowable:
    if scale.one_column or len(reasons) < 2:
        return bullets(reasons, scale)
    half = (len(reasons) + 1) // 2
    return Row([(bullets(reasons[:half], scale), -1), (bullets(reasons[half:], scale), -1)], gap=12)


class _Band(Whole):
    """White on red: the emergency call."""

    def __init__(self, urgent: Urgent, scale: TypeScale) -> None:
        super().__init__()
        call = scale.box_title.but(colour=WHITE)
        signs = Text(urgent.signs, scale.body.but(colour=WHITE, after=0, max_chars=None))
        words = urgent.call.words if isinstance(urgent.call, NotSet) else urgent.call
        wide = min(one_line(words, call).width + 13, 230)
        parts = [(words_or_chip(urgent.call, call), wide), (signs, -1.0)]
        self.part: Stack | Row = Row(parts, gap=8, align="middle")
        self.room = min(scale.row_gap, 7)
        if scale.one_column or len(plain(urgent.signs)) > _LONG:
            self.part = Stack([part for part, _ in parts], gap=2)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        inner = self.part.wrap(width - 26, height)[1]
        self.width, self.height = width, inner + 2 * self.room
        return width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(HexColor(RED))
        self.canv.roundRect(0.7, 0, self.width - 1.4, self.height - 0.7, 1.8, stroke=0, fill=1)
        self.canv.rect(0.7, 0, self.width - 1.4, self.height / 2, stroke=0, fill=1)
        self.part.drawOn(self.canv, 13, self.room)


class _Inset(Whole):
    def __init__(self, part: Flowable) -> None:
        super().__init__()
        self.part = part

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self.part.wrap(width - 26, height)[1]
        return width, self.height

    def draw(self) -> None:
        self.part.drawOn(self.canv, 13, 0)
