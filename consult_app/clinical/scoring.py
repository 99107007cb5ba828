"""Scoring: one way to score every instrument, to put a score into words, and to tell a change from noise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from consult_app.clinical.instrument_items import Band, Given, Item
from consult_app.clinical.instruments import Instrument, points_given, problems_of
from consult_app.errors import BadInputError

Way = Literal["better", "no_real_change", "worse", "other"]


@dataclass(frozen=True)
class Score:
    """A finished scale, or one finished reading of it.

    ``item`` is set for a reading; ``band`` is None for scales without bands, ``further`` holds the bands of other sets;
    ``flags`` say what such a score asks for.
    """

    instrument: str
    version: str
    total: int | float
    band: Band | None
    words: str
    by: str = "practitioner"
    item: str = ""
    further: tuple[Band, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def value(self) -> int | None:
        """The class the total stands for, as a number; None where classes have none."""
        return self.band.value if self.band else None


@dataclass(frozen=True)
class Missing:
    """The items that still have no answer; an unfinished scale has no total."""

    instrument: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What happened between two scores: the difference of the totals, what it means, and both in words."""

    difference: int | float
    way: Way
    words: str


def score(instrument: Instrument, answers: Mapping[str, Given]) -> Score | Missing:
    """The total of ``answers`` (item id to points, figure or word), or what is missing.

    A scale read item by item has no total and is always missing; use ``scores``. Raises BadInputError for an unknown
    item and for an answer the item does not have.
    """
    _refuse_bad(instrument, answers)
    missing = instrument.missing(answers)
    if missing or not instrument.summed:
        return Missing(instrument.id, missing)
    points = points_given(instrument, answers)
    items = instrument.scored_items
    by = "client" if {item.by for item in items} == {"client"} else "practitioner"
    return _scored(instrument, sum((points[item.id] for item in items), Decimal(0)), instrument.most, by)


def scores(instrument: Instrument, answers: Mapping[str, Given]) -> tuple[Score, ...]:
    """Everything that is finished: the total, or each answered item of a scale read item by item."""
    if instrument.summed:
        result = score(instrument, answers)
        return (result,) if isinstance(result, Score) else ()
    _refuse_bad(instrument, answers)
    points = points_given(instrument, answers)
    items = [item for item in instrument.scored_items if item.id in points]
    risen = tuple(_rises(instrument, points))
    return tuple(_reading(instrument, points, item, risen) for item in items)


def change(before: Score, after: Score, instrument: Instrument) -> Change:
    """Whether a client is better or worse than before, beyond the scale's noise.

    Raises BadInputError for scores of another scale, version or item.
    """
    if {(one.instrument, one.version, one.item) for one in (before, after)} != {
        (instrument.id, instrument.version, before.item)
    }:
        raise BadInputError(
            f"These scores are not two of {instrument.label}, version {instrument.version}.",
            (),
            "Compare scores of the same scale, version and item.",
        )
    difference = Decimal(str(after.total)) - Decimal(str(before.total))
    way = _way(instrument, difference)
    return Change(_plain(difference), way, f"{_WAY_WORDS[way]}: {_plain(before.total)} to {_plain(after.total)}")


_WAY_WORDS: Mapping[Way, str] = {
    "better": "Better",
    "no_real_change": "No real change",
    "worse": "Worse",
    "other": "Another class, neither better nor worse",
}


def _way(instrument: Instrument, difference: Decimal) -> Way:
    if abs(difference) <= instrument.noise:
        return "no_real_change"
    if instrument.higher_is == "neither":
        return "other"
    return instrument.higher_is if difference > 0 else "better" if instrument.higher_is == "worse" else "worse"


def _refuse_bad(instrument: Instrument, answers: Mapping[str, Given]) -> None:
    problems = tuple(problems_of(instrument, answers))
    if problems:
        raise BadInputError(f"{instrument.label} cannot be scored.", problems, "Correct the answers named.")


def _scored(instrument: Instrument, total: Decimal, most: Decimal, by: str, item: Item | None = None) -> Score:
    bands = instrument.bands_at(total)
    words = instrument.words.format(
        total=_plain(total),
        most=_plain(most),
        band=", ".join(band.label for band in bands),
        item=(item.short or item.label) if item else "",
    )
    return Score(
        instrument=instrument.id,
        version=instrument.version,
        total=_plain(total),
        band=bands[0] if bands else None,
        words=words,
        by=by,
        item=item.id if item else "",
        further=bands[1:],
        flags=tuple(band.flag for band in bands if band.flag),
    )


def _reading(instrument: Instrument, points: Mapping[str, Decimal], item: Item, risen: tuple[str, ...]) -> Score:
    one = _scored(instrument, points[item.id], item.highest, item.by, item)
    ends_there = instrument.rise is not None and instrument.rise.then == item.id
    return replace(one, flags=(*one.flags, *risen)) if ends_there else one


def _rises(instrument: Instrument, points: Mapping[str, Decimal]) -> Iterator[str]:
    rise = instrument.rise
    if rise and rise.first in points and rise.then in points and points[rise.then] > points[rise.first]:
        yield rise.text


def _plain(number: Decimal | float) -> int | float:
    return int(number) if number == int(number) else float(number)
