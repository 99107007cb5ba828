"""The parts of an assessment instrument: its items, what may be answered, and the bands of a total."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from consult_app.clinical.entries import Id, Strict

Given = int | float | str
"""An answer as it is stored: points, a figure, or the word of an option."""


class Option(Strict):
    """One answer to an item and the points it gives before the item's weight.

    An ``id`` is stored in place of the points, for scales that are numbered differently in print; ``detail`` is what
    it looks like.
    """

    points: int = Field(ge=0, le=20)
    label: str
    id: Id | None = None
    detail: str = ""


class FigureRange(Strict):
    """A whole figure from ``low`` to ``high``, in a unit or between two words."""

    low: int = Field(ge=0)
    high: int
    unit: str = ""
    low_label: str = ""
    high_label: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> "FigureRange":
        if self.high <= self.low:
            raise ValueError("a range of figures runs from low to high")
        return self


class Raised(Strict):
    """A question that points on an item contradict, unless it is answered yes with these details."""

    question: Id
    details: dict[Id, str] = Field(default_factory=dict)


class Item(Strict):
    """One question of an instrument, answered with an option or a figure.

    An item that is not ``scored`` adds nothing and is never missing. ``raises`` are questions of the health history of
    which one has to be yes once the item has points.
    """

    id: Id
    label: str
    short: str = ""
    group: Id | None = None
    by: Literal["practitioner", "client"] = "practitioner"
    options: tuple[Option, ...] = ()
    figure: FigureRange | None = None
    weight: Decimal = Field(Decimal(1), gt=0)
    scored: bool = True
    raises: tuple[Raised, ...] = ()

    @model_validator(mode="after")
    def _one_kind(self) -> "Item":
        if bool(self.options) == bool(self.figure) or len(self.options) == 1:
            raise ValueError("an item has two options or more, or a range of figures")
        if len({option.points for option in self.options}) != len(self.options):
            raise ValueError("two options of one item give the same points")
        return self

    @property
    def lowest(self) -> Decimal:
        """The fewest points the item adds."""
        return self.weight * (self.figure.low if self.figure else min(option.points for option in self.options))

    @property
    def highest(self) -> Decimal:
        """The most points the item adds."""
        return self.weight * (self.figure.high if self.figure else max(option.points for option in self.options))

    def option(self, given: Given) -> Option | None:
        """The option an answer stands for, by its points or its word."""
        if type(given) not in (int, str):
            return None
        return next((option for option in self.options if given in (option.points, option.id)), None)

    def points(self, given: Given) -> Decimal | None:
        """The weighted points of an answer; None for one that cannot be."""
        if self.figure:
            inside = type(given) is int and self.figure.low <= given <= self.figure.high
            return self.weight * int(given) if inside else None
        option = self.option(given)
        return self.weight * option.points if option else None

    @property
    def allowed(self) -> str:
        """What may be answered, in words."""
        if self.figure:
            return f"a whole figure from {self.figure.low} to {self.figure.high}"
        words = [f"{option.points}" + (f" ({option.id})" if option.id else "") for option in self.options]
        return f"one of {', '.join(words)}"


class ItemGroup(Strict):
    """A heading over some items."""

    id: Id
    label: str


class Band(Strict):
    """Totals from ``low`` to ``high`` and the class they stand for; ``flag`` says what such a total asks for."""

    label: str
    low: Decimal = Field(ge=0)
    high: Decimal
    value: int | None = None
    meaning: str = ""
    flag: str = ""


class BandSet(Strict):
    """A further way in print to name the same totals."""

    label: str
    bands: tuple[Band, ...] = Field(min_length=2)


class Rise(Strict):
    """A figure that should not be higher at ``then`` than it was at ``first``, and what it means when it is."""

    first: Id
    then: Id
    text: str = Field(min_length=10)
