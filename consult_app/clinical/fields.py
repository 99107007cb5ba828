"""Fields: a request too large for one visit, split into the fewest equal parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from consult_app.clinical.course import Circumstances, PlannedArea
from consult_app.clinical.planning_rules import PlanningRules


@dataclass(frozen=True)
class Piece:
    """Part of an area on one visit, in cm2; ``index`` of ``count`` parts, size None where it is not known."""

    key: str
    area_cm2: float | None
    index: int = 1
    count: int = 1

    @property
    def part(self) -> str:
        """The part in words, empty for the whole area."""
        return f"part {self.index} of {self.count}" if self.count > 1 else ""


@dataclass(frozen=True)
class Skin:
    """An area's size: ``known_cm2`` as it is shown, ``counted_cm2`` as it is split."""

    key: str
    known_cm2: float | None
    counted_cm2: float


def visit_limit_cm2(case: Circumstances, rules: PlanningRules) -> float:
    """The most skin one visit covers, all areas together; without a body size the smaller figure, for numbed skin."""
    if case.numbed or case.body_surface_m2 is None:
        own = case.numbing_limit_cm2 if case.numbed else None
        return min(rules.fields.numbed_cm2, own or rules.fields.numbed_cm2)
    return rules.fields.back_share_percent / rules.fields.back_parts * case.body_surface_m2 * 100


def skin_of(area: PlannedArea, share_percent: float, rules: PlanningRules) -> Skin:
    """The area's skin; an unknown size is counted as that of a large adult."""
    guess = float(round(share_percent * rules.fields.assumed_surface_m2 * 100))
    return Skin(area.key, area.area_cm2, guess if area.area_cm2 is None else area.area_cm2)


def split(skins: Sequence[Skin], limit_cm2: float, slack_cm2: float = 0.0) -> tuple[tuple[Piece, ...], ...]:
    """The fewest equal fields that keep under ``limit_cm2``, each a tuple of pieces in the order of the areas.

    ``slack_cm2`` is what rounding the areas to whole cm2 may have added.
    """
    total = sum(skin.counted_cm2 for skin in skins)
    number = max(1, ceil((total - slack_cm2) / limit_cm2 - 1e-9))
    cut = [_cut(skin, before, total / number) for skin, before in zip(skins, _running(skins), strict=True)]
    fields: list[list[Piece]] = [[] for _ in range(number)]
    for skin, parts in zip(skins, cut, strict=True):
        for index, (field, size) in enumerate(parts, 1):
            shown = None if skin.known_cm2 is None else round(size, 1)
            fields[min(field, number - 1)].append(Piece(skin.key, shown, index, len(parts)))
    return tuple(tuple(field) for field in fields)


def _running(skins: Sequence[Skin]) -> Iterator[float]:
    total = 0.0
    for skin in skins:
        yield total
        total += skin.counted_cm2


def _cut(skin: Skin, before: float, size: float) -> list[tuple[int, float]]:
    """The fields an area reaches, with its cm2 in each; slivers under half a cm2 stay with their neighbour."""
    parts: list[tuple[int, float]] = []
    start, end = before, before + skin.counted_cm2
    while start < end - 0.5 or not parts:
        field = int((start + 0.5) // size) if size > 1 else int(start // size)
        stop = end if (field + 1) * size > end - 0.5 else (field + 1) * size
        parts.append((field, stop - start))
        start = stop
    return parts
