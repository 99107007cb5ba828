"""Flowables that hold others and stay whole: stacks, rows, framed boxes, rules."""

from collections.abc import Sequence
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from consult_app.documents.text import INK, Text, TextStyle, draw_line, one_line

WHOLE = 520.0  # points; what is taller may not fit any page, so it has to give way
Padding = tuple[float, float, float, float]


class Whole(Flowable):
    """A flowable that stays on one page as long as a page can hold it, with room before and after in points."""

    def __init__(self, *, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.before, self.after = before, after

    def getSpaceBefore(self) -> float:  # noqa: N802, D102
        return self.before

    def getSpaceAfter(self) -> float:  # noqa: N802, D102
        return self.after

    def split(self, width: float, height: float) -> list[Flowable]:  # noqa: D102
        self.wrap(width, height)
        return self.torn(width, height) if self.height > WHOLE else []

    def torn(self, _width: float, _height: float) -> list[Flowable]:
        """The two pieces of something too tall for a page; empty if it cannot be cut here."""
        return []


class Stack(Whole):
    """Parts one below the other."""

    def __init__(self, parts: Sequence[Flowable], *, gap: float = 0, before: float = 0, after: float = 0) -> None:
        super().__init__(before=before, after=after)
        self.parts, self.gap = list(parts), gap
        self.offsets: list[float] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: D102
        self.width, self.offsets = width, []
        depth = room = 0.0
        for index, part in enumerate(self.parts):
            depth += max(room, part.getSpaceBefore(), self.gap) if index else 0
            depth += part.wrap(width, height)[1]
            self.offsets.append(depth)
            room = part.getSpaceAfter()
        self.height = depth
        return width, depth

    def torn(self, width: float, height: float) -> list[Flowable]:  # noqa: D102
        fit = sum(offset <= height for offset in self.offsets)
        last = self.parts[fit]
        start = self.offsets[fit] - last.height
        pieces = last.split(width, height - start) or [last]
        above = [*self.parts[:fit], *pieces[:-1]]
        below = [pieces[-1], *self.parts[fit + 1 :]]
        return [Stack(above, gap=self.gap), Stack(below, gap=self.gap, after=self.after)] if above else []

    def draw(self) -> None:  # noqa: D102
        for part, offset in zip(self.parts, self.offsets, strict=True):
            part.drawOn(self.canv, 0, self.height - offset)


class Row(Whole):
    """Parts side by side; a width is in points, or a share of what is left when given as a negative number."""

    def __init__(
        self,
        parts: Sequence[tuple[Flowable, float]],
        *,
        gap: float = 0,
        align: Literal["top", "middle", "bottom"] = "top",
        before: float = 0,
        after: float = 0,
    ) -> None:
        super().__init__(before=before, after=after)
        self.parts, self.gap, self.align = list(parts), gap, align
        self.places: list[tuple[Flowable, float, float]] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: D102
        free = width - self.gap * (len(self.parts) - 1) - sum(max(wide, 0) for _, wide in self.parts)
        shares = sum(-wide for _, wide in self.parts if wide < 0)
        self.places, x = [], 0.0
        for part, wanted in self.parts:
            given = wanted if wanted >= 0 else free * -wanted / shares
            self.places.append((part, x, part.wrap(given, height)[1]))
            x += given + self.gap
        self.width, self.height = width, max(tall for _, _, tall in self.places)
        return width, self.height

    def torn(self, _width: float, height: float) -> list[Flowable]:  # noqa: D102
        cut = [[part] if part.height <= height else part.split(part.width, height) for part, _ in self.parts]
        if not all(cut):
            return []
        halves = [(pieces[0], Stack(pieces[1:]), wide) for pieces, (_, wide) in zip(cut, self.parts, strict=True)]
        above = [(first, wide) for first, _, wide in halves]
        below = [(rest, wide) for _, rest, wide in halves]
        return [Row(above, gap=self.gap), Row(below, gap=self.gap, after=self.after)]

    def draw(self) -> None:  # noqa: D102
        for part, x, tall in self.places:
            below = {"top": 1.0, "middle": 0.5, "bottom": 0.0}[self.align] * (self.height - tall)
            part.drawOn(self.canv, x, below)


class Box(Whole):
    """A frame around one part; padding is top, right, bottom, left."""

    def __init__(
        self,
        part: Flowable,
        *,
        padding: Padding = (9, 12, 9, 12),
        line: float = 0.75,
        colour: str = INK,
        fill: str | None = None,
        radius: float = 2.5,
        before: float = 0,
        after: float = 0,
    ) -> None:
        super().__init__(before=before, after=after)
        self.part, self.padding = part, padding
        self.line, self.colour, self.fill, self.radius = line, colour, fill, radius
        self.least = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: D102
        top, right, bottom, left = self.padding
        inner = self.part.wrap(width - left - right, height)[1]
        self.width, self.height = width, max(inner + top + bottom, self.least)
        return width, self.height

    def torn(self, width: float, height: float) -> list[Flowable]:  # noqa: D102
        top, right, bottom, left = self.padding
        pieces = self.part.split(width - left - right, height - top - bottom)
        return [self._around(piece) for piece in pieces]

    def _around(self, part: Flowable) -> "Box":
        return Box(
            part,
            padding=self.padding,
            line=self.line,
            colour=self.colour,
            fill=self.fill,
            radius=self.radius,
            after=self.after,
        )

    def draw(self) -> None:  # noqa: D102
        canvas, inset = self.canv, self.line / 2
        canvas.setStrokeColor(HexColor(self.colour))
        canvas.setLineWidth(self.line)
        if self.fill:
            canvas.setFillColor(HexColor(self.fill))
        size = (self.width - self.line, self.height - self.line)
        canvas.roundRect(inset, inset, *size, self.radius, stroke=1, fill=1 if self.fill else 0)
        top, _, _, left = self.padding
        self.part.drawOn(canvas, left, self.height - top - self.part.height)


class Rule(Whole):
    """A line across the column."""

    def __init__(self, *, line: float = 0.5, colour: str = INK, before: float = 0, after: float = 0) -> None:
        super().__init__(before=before, after=after)
        self.line, self.colour = line, colour

    def wrap(self, width: float, _height: float) -> tuple[float, float]:  # noqa: D102
        self.width, self.height = width, self.line
        return width, self.line

    def draw(self) -> None:  # noqa: D102
        self.canv.setStrokeColor(HexColor(self.colour))
        self.canv.setLineWidth(self.line)
        self.canv.line(0, self.line / 2, self.width, self.line / 2)


class Chip(Whole):
    """A few words in a box as wide as they are: a detail that is missing."""

    def __init__(self, words: str, style: TextStyle) -> None:
        super().__init__()
        self.style = style.but(bold=True)
        self.text = one_line(words, self.style)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:  # noqa: D102
        self.width, self.height = width, self.style.leading + 4
        return width, self.height

    def draw(self) -> None:  # noqa: D102
        wide = self.text.width + 12
        x = self.width - wide if self.style.align == "right" else 0.0
        self.canv.setStrokeColor(HexColor(self.style.colour))
        self.canv.setLineWidth(1)
        self.canv.rect(x + 0.5, 0.5, wide - 1, self.height - 1)
        draw_line(self.canv, x + 6, 2 + self.style.baseline, self.text, self.style)


def words_or_chip(words: object, style: TextStyle) -> Flowable:
    """The words as a paragraph, or the box that says they are not set."""
    missing = getattr(words, "words", None) if not isinstance(words, str) else None
    return Chip(missing, style) if missing else Text(str(words), style)
