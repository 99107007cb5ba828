"""How large pieces of skin are by body surface, and what numbing them would take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consult_app.clinical.anaesthesia import RANKS
from consult_app.clinical.areas import Area
from consult_app.clinical.consultation import Anaesthetic
from consult_app.clinical.numbing_limits import NumbingOutcome, against, limits_of
from consult_app.clinical.numbing_products import AnaesthesiaRules, Product
from consult_app.clinical.numbing_reference import Surface, SurfaceRow


@dataclass(frozen=True)
class SkinSize:
    """One piece of skin: its share in percent, whole cm2 by body surface, whole grams, and what the limits say."""

    label: str
    share_percent: float
    cm2: tuple[int, ...]
    grams: tuple[int, int]
    outcome: NumbingOutcome


def skin_sizes(surface: Surface, areas: Mapping[str, Area], rules: AnaesthesiaRules) -> tuple[SkinSize, ...]:
    """The table of skin sizes; halves go to the even number."""
    return tuple(_sizes(surface, areas, rules.products[surface.product]))


def _sizes(surface: Surface, areas: Mapping[str, Area], product: Product) -> Iterator[SkinSize]:
    for row in surface.rows:
        share = share_of(row, areas)
        thin, thick = (round(_cm2(share, surface.shown_m2) * grams / 10) for grams in surface.grams_per_10_cm2)
        yield SkinSize(
            label=row.label or areas[row.areas[0]].label,
            share_percent=share,
            cm2=tuple(_cm2(share, body) for body in surface.surfaces_m2),
            grams=(thin, thick),
            outcome=_outcome(product, _cm2(share, surface.shown_m2)),
        )


def share_of(row: SurfaceRow, areas: Mapping[str, Area]) -> float:
    """Percent of the body surface: as stated, or the areas' together."""
    if row.share_percent is not None:
        return row.share_percent
    return round(sum(areas[name].share_percent for name in row.areas), 6)


def _cm2(share: float, body_m2: float) -> int:
    return round(share * body_m2 * 100)


def _outcome(product: Product, area_cm2: int) -> NumbingOutcome:
    """What the product's own limits say to cream on all of it, at its own thickness and shortest time."""
    limits = limits_of(Anaesthetic(product=product.id), product, area_cm2, None, 1.0)
    found = (outcome for limit in limits for outcome, _ in against(limit, product.sources))
    return max(found, key=RANKS.index, default="allowed")
