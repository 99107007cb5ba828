"""Outcome scores of a client over time, put together for the chart: one chart a scale, one line an area."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import AreaConcern, Consultation
from consult_app.clinical.dates import short_date
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.instruments import Instrument
from consult_app.clinical.scoring import scores
from consult_app.clinical.skin_scales import SCAR_GRADE, scale_answers
from consult_app.clinical.treatment_record import TreatmentRecord

PERSON = "Whole person"
PAIN = "pain"
BETTER = {"worse": "Lower is better", "better": "Higher is better"}
_FEW = 6
"""Up to how many steps of a scale each has a line of its own."""

Found = dict[str, dict[str, dict[dt.date, float]]]
"""Scale, then line, then day: what was scored."""


@dataclass(frozen=True)
class ScoreLine:
    """One line: its name, and a value for each day, the earliest first."""

    name: str
    points: tuple[tuple[dt.date, float], ...]


@dataclass(frozen=True)
class ScoreChart:
    """One scale: its name, what is better, the values that have a mark on the axis with their words, and its lines."""

    id: str
    title: str
    note: str
    unit: str
    ticks: tuple[tuple[float, str], ...]
    lines: tuple[ScoreLine, ...]

    @property
    def is_drawn(self) -> bool:
        """Whether there is a change over time to draw: two days at least."""
        return len({day for line in self.lines for day, _value in line.points}) > 1

    def told(self, line: ScoreLine) -> str:
        """A line in words: Upper back: grade 3 on 20 Nov 2026."""
        said = (f"{self.value_words(value)} on {short_date(day)}" for day, value in line.points)
        return f"{line.name}: {', '.join(said)}"

    def value_words(self, value: float) -> str:
        """A value as it is told: grade 3."""
        return f"{self.unit} {value:g}".strip()


def score_charts(
    consultations: Sequence[Consultation], sessions: Sequence[TreatmentRecord], catalogue: Catalogue
) -> tuple[ScoreChart, ...]:
    """A chart for each scale with a score, the scar grade first, the one with most days next."""
    found: Found = {}
    for consultation in sorted(consultations, key=lambda each: each.as_of):
        for scale, line, value in _scored(consultation, catalogue):
            found.setdefault(scale, {}).setdefault(line, {})[consultation.as_of] = value
    for record in sorted(sessions, key=lambda each: each.date):
        for item, given in _pain(record, catalogue):
            found.setdefault(PAIN, {}).setdefault(item, {})[record.date] = given
    charts = [_chart(catalogue.instruments[scale], lines) for scale, lines in found.items()]
    return tuple(sorted(charts, key=_rank))


def _rank(chart: ScoreChart) -> tuple[bool, int, str]:
    return chart.id != SCAR_GRADE, -max(len(line.points) for line in chart.lines), chart.title


def _scored(consultation: Consultation, catalogue: Catalogue) -> Iterator[tuple[str, str, float]]:
    """Every finished score that can be better or worse: the scale, the line it belongs to, and the value."""
    keys = {request.key: area_words(request.key, catalogue) for request in consultation.areas}
    for instrument in catalogue.instruments.values():
        if instrument.higher_is == "neither":
            continue
        for key in keys if instrument.per_area else ("",):
            for one in scores(instrument, scale_answers(consultation, instrument, key)):
                part = _item(instrument, one.item)
                yield instrument.id, ", ".join(p for p in (keys.get(key, ""), part) if p) or PERSON, float(one.total)
    for request in consultation.areas:
        grades = [concern.grade for concern in request.concerns if _is_scar(concern, catalogue)]
        named = consultation.skin.instruments.get(f"{SCAR_GRADE}@{request.key}")
        if SCAR_GRADE in catalogue.instruments and not named and (known := [grade for grade in grades if grade]):
            yield SCAR_GRADE, keys[request.key], float(max(known))


def _is_scar(concern: AreaConcern, catalogue: Catalogue) -> bool:
    """Whether the grade of a concern is that of the scar scale."""
    known = catalogue.concerns.get(concern.id)
    return bool(known and (known.needs_grade or known.only_grade))


def _pain(record: TreatmentRecord, catalogue: Catalogue) -> Iterator[tuple[str, float]]:
    """The pain of a session, where the protocol knows its scale."""
    scale = catalogue.instruments.get(PAIN)
    given = record.pain.model_dump(exclude_none=True)
    for item in scale.items if scale else ():
        if item.id in given:
            yield (item.short or item.label).capitalize(), float(given[item.id])


def _item(instrument: Instrument, name: str) -> str:
    if not name:
        return ""
    item = instrument.item(name)
    return item.short or item.label


def _chart(instrument: Instrument, lines: Mapping[str, Mapping[dt.date, float]]) -> ScoreChart:
    unit = "grade" if instrument.id == SCAR_GRADE else ""
    drawn = tuple(ScoreLine(name, tuple(sorted(points.items()))) for name, points in lines.items())
    return ScoreChart(
        instrument.id,
        instrument.short,
        f"{instrument.label}. {BETTER[instrument.higher_is]}",
        unit,
        tuple((value, f"{unit.capitalize()} {value:g}".strip()) for value in _marks(instrument, drawn)),
        drawn,
    )


def _marks(instrument: Instrument, lines: Sequence[ScoreLine]) -> list[float]:
    """Where the axis has a mark: every step of a short scale, else five from the lowest to the highest."""
    if instrument.summed:
        low = sum((item.lowest for item in instrument.scored_items), Decimal(0))
        high = instrument.most
    else:
        low = min(item.lowest for item in instrument.scored_items)
        high = max(item.highest for item in instrument.scored_items)
    seen = [value for line in lines for _day, value in line.points]
    first, last = min(float(low), *seen), max(float(high), *seen)
    steps = int(last - first)
    if steps <= _FEW:
        return [first + step for step in range(steps + 1)]
    return [first + (last - first) * part / 4 for part in range(5)]
