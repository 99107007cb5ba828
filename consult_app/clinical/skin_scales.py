"""What the scales of a consultation say: the class that counts and the lines to print."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from consult_app.clinical.areas import Area
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.doubt import unknown_raised
from consult_app.clinical.entries import YesNo
from consult_app.clinical.instrument_items import Given
from consult_app.clinical.instruments import Instrument, points_given
from consult_app.clinical.scoring import Score, score, scores

FITZPATRICK, GLOGAU, SCAR_GRADE = "fitzpatrick_a", "glogau", "goodman_baron"
SCAR_COUNT, RAISED_SCARS = "goodman_baron_quantitative", "d2"


@dataclass(frozen=True)
class ScoreLine:
    """A finished score as it is shown and printed: the scale, its area (empty for the person), and what came out.

    ``version`` and ``by`` belong to the record: which version of the scale, and who scored.
    """

    instrument: str
    label: str
    key: str
    area: str
    words: str
    version: str
    by: str
    flags: tuple[str, ...] = ()


def scale_key(instrument: Instrument, area: str) -> str:
    """The name a scale's answers are kept under; ``area`` is the area key."""
    return f"{instrument.id}@{area}" if instrument.per_area else instrument.id


def scale_answers(consultation: Consultation, instrument: Instrument, area: str = "") -> Mapping[str, Given]:
    """What is answered of a scale, in one area where it is judged per area.

    An answer the scale does not have, as a record made under an older version may hold, is as good as none.
    """
    given = consultation.skin.instruments.get(scale_key(instrument, area), {})
    return {name: given[name] for name in points_given(instrument, given)}


def scored_class(consultation: Consultation, catalogue: Catalogue, name: str, area: str = "") -> int | None:
    """The class a finished scale stands for, or None while it is unfinished."""
    instrument = catalogue.instruments.get(name)
    if instrument is None:
        return None
    result = score(instrument, scale_answers(consultation, instrument, area))
    return result.value if isinstance(result, Score) else None


def skin_type(consultation: Consultation, catalogue: Catalogue) -> int | None:
    """The Fitzpatrick type that counts: the higher of the practitioner's view and a finished score."""
    return _higher(consultation.skin.fitzpatrick, scored_class(consultation, catalogue, FITZPATRICK))


def glogau_type(consultation: Consultation, catalogue: Catalogue) -> int | None:
    """The Glogau type that counts: the higher, which is the more careful, of view and scale."""
    return _higher(consultation.skin.glogau, scored_class(consultation, catalogue, GLOGAU))


def _higher(*kinds: int | None) -> int | None:
    return max((kind for kind in kinds if kind), default=None)


def raised_scars_counted(consultation: Consultation, catalogue: Catalogue, area: str) -> YesNo | None:
    """Whether keloidal or raised scars were counted in an area, the rest of the scale finished or not."""
    instrument = catalogue.instruments.get(SCAR_COUNT)
    if instrument is None:
        return None
    points = points_given(instrument, scale_answers(consultation, instrument, area)).get(RAISED_SCARS)
    return None if points is None else "yes" if points else "no"


def score_lines(consultation: Consultation, catalogue: Catalogue, names: Mapping[str, str]) -> tuple[ScoreLine, ...]:
    """Every finished score, the person's first; ``names`` maps the requested area keys to words."""
    return tuple(
        ScoreLine(instrument.id, instrument.label, key, names.get(key, ""), one.words, one.version, one.by, one.flags)
        for instrument in sorted(catalogue.instruments.values(), key=lambda one: one.per_area)
        for key in (names if instrument.per_area else ("",))
        for one in scores(instrument, scale_answers(consultation, instrument, key))
    )


def fits(instrument: Instrument, areas: Iterable[Area]) -> bool:
    """Whether a scale is made for one of these areas."""
    return not instrument.only or any({area.id, area.group} & set(instrument.only) for area in areas)


def unknown_names(instrument: Instrument, catalogue: Catalogue) -> Iterator[str]:
    """Every area, question and detail an instrument names that the catalogue does not have."""
    places = {*catalogue.areas, *(area.group for area in catalogue.areas.values())}
    yield from (f"{instrument.id}: only: {place} is no area and no group" for place in set(instrument.only) - places)
    raised = (each for item in instrument.items for each in item.raises)
    yield from unknown_raised(f"{instrument.id}: raises", raised, catalogue)
