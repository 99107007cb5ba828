"""Assessment instruments as data: each scale with its items, bands, limits and worked examples."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from consult_app.clinical.entries import Entry, Id, Strict, Whole
from consult_app.clinical.instrument_items import Band, BandSet, Given, Item, ItemGroup, Rise

ROMAN = ("", "I", "II", "III", "IV", "V", "VI")
"""The numerals of skin types and grades, by their number."""
WORDS = ("total", "most", "band", "item")
"""What the words of a score may name."""


class Example(Strict):
    """Answers and what they come to: a total with its bands, or each item's band, or what is still missing."""

    answers: dict[Id, Whole | str]
    total: Decimal | None = None
    bands: tuple[str, ...] = ()
    readings: dict[Id, str] = Field(default_factory=dict)
    missing: tuple[Id, ...] = ()
    refused: bool = False


class NotEmbedded(Entry):
    """A scale that is left out on purpose, and what is done instead."""

    reason: str = Field(min_length=10)
    instead: str = ""


class Instrument(Entry):
    """A scale of one version: its items, and the bands its total falls into.

    ``per_area`` scales are judged once for each area. A scale that is not ``summed`` has no total: every item is a
    reading of its own. ``noise`` is the largest change between two totals that means nothing; ``step`` the finest step
    of a total. ``only`` names the areas or groups a scale is made for; one for ``referral_only`` decides nothing here.
    ``words`` says how a score reads, with the places named in ``WORDS``.
    """

    version: str
    short: str = Field(min_length=2, max_length=40)
    words: str
    licence: str = Field(min_length=3)
    per_area: bool = False
    summed: bool = True
    higher_is: Literal["worse", "better", "neither"] = "neither"
    noise: Decimal = Field(Decimal(0), ge=0)
    step: Decimal = Field(Decimal(1), gt=0)
    only: tuple[Id, ...] = ()
    referral_only: bool = False
    limits: str = Field(min_length=10)
    change_note: str = ""
    groups: tuple[ItemGroup, ...] = ()
    items: tuple[Item, ...] = Field(min_length=1)
    bands: tuple[Band, ...] = ()
    further_bands: tuple[BandSet, ...] = ()
    rise: Rise | None = None
    examples: tuple[Example, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _whole(self) -> "Instrument":
        for problem in (*_naming_problems(self), *_band_problems(self)):
            raise ValueError(problem)
        problems = tuple(example_problems(self))
        if problems:
            raise ValueError("; ".join(problems))
        return self

    @property
    def scored_items(self) -> tuple[Item, ...]:
        """The items that make the score."""
        return tuple(item for item in self.items if item.scored)

    @property
    def most(self) -> Decimal:
        """The highest total."""
        return sum((item.highest for item in self.scored_items), Decimal(0))

    def item(self, name: str) -> Item:
        """The item of that id; KeyError when there is none."""
        for item in self.items:
            if item.id == name:
                return item
        raise KeyError(name)

    def missing(self, answers: Mapping[str, Given]) -> tuple[str, ...]:
        """The scored items without an answer."""
        return tuple(item.id for item in self.scored_items if item.id not in answers)

    def bands_at(self, total: Decimal) -> tuple[Band, ...]:
        """The band of a total in each set of bands, the main one first; empty for a scale without bands."""
        sets = (self.bands, *(further.bands for further in self.further_bands))
        return tuple(band for bands in sets for band in bands if band.low <= total <= band.high)


def points_given(instrument: Instrument, answers: Mapping[str, Given]) -> dict[str, Decimal]:
    """The weighted points of each answer that can be, by item."""
    given = {item.id: item.points(answers[item.id]) for item in instrument.items if item.id in answers}
    return {name: points for name, points in given.items() if points is not None}


def problems_of(instrument: Instrument, answers: Mapping[str, Given]) -> Iterator[str]:
    """Each answer that cannot be, as ``item: reason``; blanks are no problem."""
    items = {item.id: item for item in instrument.items}
    for name, given in answers.items():
        if name not in items:
            yield f"{name}: is no item of {instrument.id}"
        elif items[name].points(given) is None:
            yield f"{name}: {given} is not {items[name].allowed}"


def _naming_problems(instrument: Instrument) -> Iterator[str]:
    names = {item.id for item in instrument.items}
    if len(names) != len(instrument.items):
        yield "two items share an id"
    groups = {item.group for item in instrument.items if item.group} - {group.id for group in instrument.groups}
    if groups:
        yield f"items stand in unknown groups: {', '.join(sorted(groups))}"
    rise = instrument.rise
    if rise and not {rise.first, rise.then} <= names:
        yield "a rise is between two items of the scale"
    try:
        instrument.words.format(**dict.fromkeys(WORDS, ""))
    except (KeyError, IndexError, ValueError):
        yield f"words may name {', '.join(WORDS)} alone"


def _band_problems(instrument: Instrument) -> Iterator[str]:
    items = instrument.scored_items
    tops = [instrument.most] if instrument.summed else sorted({item.highest for item in items})
    low = sum((item.lowest for item in items), Decimal(0)) if instrument.summed else min(item.lowest for item in items)
    if len(tops) > 1:
        yield "items that are read one by one share one range"
    for bands in (instrument.bands, *(further.bands for further in instrument.further_bands)):
        expected = low
        for band in bands:
            if band.low != expected or band.high < band.low:
                yield f"the bands leave a gap or overlap at {band.label}"
            expected = band.high + instrument.step
        if bands and bands[-1].high != tops[-1]:
            yield "the bands do not reach the highest total"


def example_problems(instrument: Instrument) -> Iterator[str]:
    """Each example that comes out otherwise than it says, and what the examples leave unshown."""
    for number, example in enumerate(instrument.examples, 1):
        found = _outcome(instrument, example)
        if found != example.model_copy(update={"answers": {}}):
            yield f"example {number}: came out {_told(found)}"
    if not any(example.missing for example in instrument.examples):
        yield "no example leaves the scale unfinished"
    shown = {label for example in instrument.examples for label in (*example.bands, *example.readings.values())}
    for label in (band.label for band in instrument.bands if band.label not in shown):
        yield f"no example shows {label}"


def _outcome(instrument: Instrument, example: Example) -> Example:
    """What an example comes to, without its answers."""
    if tuple(problems_of(instrument, example.answers)):
        return Example(answers={}, refused=True)
    points = points_given(instrument, example.answers)
    missing = instrument.missing(example.answers)
    if not instrument.summed:
        labels = {name: band.label for name, total in points.items() for band in instrument.bands_at(total)[:1]}
        return Example(answers={}, readings=labels, missing=missing)
    if missing:
        return Example(answers={}, missing=missing)
    total = sum((points[item.id] for item in instrument.scored_items), Decimal(0))
    return Example(answers={}, total=total, bands=tuple(band.label for band in instrument.bands_at(total)))


def _told(example: Example) -> str:
    return str(example.model_dump(mode="json", exclude_defaults=True, exclude={"answers"}))
