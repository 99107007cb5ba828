"""The figures of a numbing plan in cm2, grams and minutes, each against its limit."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from consult_app.clinical.consultation import Anaesthetic
from consult_app.clinical.entries import SourceRef
from consult_app.clinical.numbing_products import Product, WeightLimit
from consult_app.clinical.reasons import Reason

NumbingOutcome = Literal["allowed", "caution", "not_known", "clearance", "blocked"]
Found = Iterator[tuple[NumbingOutcome, Reason]]


@dataclass(frozen=True)
class Limit:
    """One figure of the plan beside its limits; ``least`` is the shortest time that works."""

    name: Literal["area_cm2", "grams", "minutes"]
    label: str
    unit: str
    value: float | None
    caution: float | None
    block: float | None
    least: float | None = None


def limits_of(
    plan: Anaesthetic, product: Product, area: float | None, most_grams: float | None, factor: float
) -> tuple[Limit, ...]:
    """The three figures of a plan, worked out where they were not given, beside the product's limits.

    ``most_grams`` is the caution by body weight; ``factor`` scales every limit in cm2 and grams.
    """
    grams = plan.grams
    if grams is None and area is not None and product.grams_per_10_cm2 is not None:
        grams = float(round(area * product.grams_per_10_cm2 / 10))
    time = product.minutes
    minutes = plan.minutes if plan.minutes is not None else time.low
    amber, block = _times(product.amber_cm2, factor), _times(product.block_cm2, factor)
    return (
        Limit("area_cm2", "Skin covered", "cm²", area, amber, block),
        Limit("grams", "Cream", "g", grams, _times(most_grams, factor), _times(product.block_grams, factor)),
        Limit("minutes", "Time on the skin", "min", minutes, time.high, time.block, time.low),
    )


def _times(figure: float | None, factor: float) -> float | None:
    return None if figure is None else figure * factor


def grams_by_weight(product: Product, limit: WeightLimit, weight_kg: float | None) -> float | None:
    """Grams whose lidocaine reaches the smaller of the two milligram ceilings; 1 % holds 10 mg in a gram."""
    if not product.weight_limit or weight_kg is None or product.lidocaine_percent is None:
        return None
    return min(limit.mg_per_kg * weight_kg, limit.mg_at_most) / (product.lidocaine_percent * 10)


def against(limit: Limit, sources: tuple[SourceRef, ...]) -> Found:
    """What one figure comes to against its limits."""
    value, name, unit = limit.value, limit.label, limit.unit
    if value is None:
        return
    if limit.block is not None and value > limit.block:
        yield "blocked", Reason(f"{name}: {value:g} {unit} is over the limit of {limit.block:g} {unit}.", sources)
    elif limit.caution is not None and value > limit.caution:
        yield "caution", Reason(f"{name}: {value:g} {unit} is over {limit.caution:.4g} {unit}.", sources)
    if limit.least is not None and value < limit.least:
        yield (
            "caution",
            Reason(f"{name}: {value:g} {unit} is too short; it works from {limit.least:g} {unit}.", sources),
        )
