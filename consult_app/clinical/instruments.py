"""Assessment instruments: their items as data, and one way to score them all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import Field, model_validator

from consult_app.clinical.entries import Entry, Id, Strict
from consult_app.errors import BadInputError

ROMAN = ("", "I", "II", "III", "IV", "V", "VI")
"""The numerals of skin types and grades, by their number."""


class Option(Strict):
    """One answer to an item and the points it gives."""

    points: int = Field(ge=0, le=4)
    label: str


class Item(Strict):
    """One question of an instrument."""

    id: Id
    label: str
    group: Id | None = None
    options: tuple[Option, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _points_once(self) -> "Item":
        if len({option.points for option in self.options}) != len(self.options):
            raise ValueError("two options of one item give the same points")
        return self


class ItemGroup(Strict):
    """A heading over some items."""

    id: Id
    label: str


class Band(Strict):
    """Totals from ``low`` to ``high`` and the class they stand for."""

    label: str
    low: int = Field(ge=0)
    high: int
    value: int
    meaning: str = ""


class Instrument(Entry):
    """A scale of one version: its items, and the bands its total falls into.

    ``per_area`` scales are judged once for each area.
    """

    version: str
    licence: str = Field(min_length=3)
    per_area: bool = False
    limits: str = ""
    groups: tuple[ItemGroup, ...] = ()
    items: tuple[Item, ...] = Field(min_length=1)
    bands: tuple[Band, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> "Instrument":
        if len({item.id for item in self.items}) != len(self.items):
            raise ValueError("two items share an id")
        unknown = {item.group for item in self.items if item.group} - {group.id for group in self.groups}
        if unknown:
            raise ValueError(f"items stand in unknown groups: {', '.join(sorted(unknown))}")
        points = [[option.points for option in item.options] for item in self.items]
        expected = sum(map(min, points))
        for band in self.bands:
            if band.low != expected or band.high < band.low:
                raise ValueError(f"the bands leave a gap or overlap at {band.label}")
            expected = band.high + 1
        if expected != sum(map(max, points)) + 1:
            raise ValueError("the bands do not reach the highest total")
        return self


@dataclass(frozen=True)
class Score:
    """A finished scale: the total and its band."""

    instrument: str
    version: str
    total: int
    band: Band

    @property
    def value(self) -> int:
        """The class the total stands for, as a number."""
        return self.band.value


@dataclass(frozen=True)
class Missing:
    """The items that still have no answer; an unfinished scale has no total."""

    instrument: str
    items: tuple[str, ...]


def score(instrument: Instrument, answers: Mapping[str, int]) -> Score | Missing:
    """The score of ``answers`` (item id to points), or what is missing.

    Raises BadInputError for an unknown item and for points that no option of the item gives.
    """
    if problems := tuple(problems_of(instrument, answers)):
        raise BadInputError(f"{instrument.label} cannot be scored.", problems, "Correct the answers named.")
    if missing := tuple(item.id for item in instrument.items if item.id not in answers):
        return Missing(instrument.id, missing)
    total = sum(answers.values())
    band = next(band for band in instrument.bands if band.low <= total <= band.high)
    return Score(instrument.id, instrument.version, total, band)


def problems_of(instrument: Instrument, answers: Mapping[str, int]) -> Iterator[str]:
    """Each answer that cannot be, as ``item: reason``; blanks are no problem."""
    items = {item.id: item for item in instrument.items}
    for name, given in answers.items():
        if name not in items:
            yield f"{name}: is no item of {instrument.id}"
            continue
        allowed = [option.points for option in items[name].options]
        if isinstance(given, bool) or given not in allowed:
            yield f"{name}: {given} is not one of {', '.join(map(str, allowed))}"
