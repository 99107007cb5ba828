"""Needle depth: the band, the ceiling and which limit binds, the first session and where needling starts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor

from consult_app.clinical.areas import Concern, DepthRange
from consult_app.clinical.course import AreaToPlan, Circumstances
from consult_app.clinical.planning_rules import PlanningRules
from consult_app.clinical.reasons import Reason


@dataclass(frozen=True)
class Depths:
    """The depths of one area in mm."""

    band: DepthRange
    first: DepthRange
    start_mm: float
    first_start_mm: float
    ceiling_mm: float
    ceiling_reason: Reason


def is_careful(case: Circumstances, rules: PlanningRules) -> bool:
    """Whether the skin is dark, of unknown type, or has kept dark marks before."""
    return case.skin_type is None or case.skin_type >= rules.careful.from_type or case.past_pih


def depths(area: AreaToPlan, concerns: Sequence[Concern], case: Circumstances, rules: PlanningRules) -> Depths:
    """All depths of an area that is offered; ValueError when the area has no depth range."""
    own = area.area.depth_mm
    if own is None:
        raise ValueError(f"{area.key} has no depth range")
    ceiling, reason = ceiling_of(area, concerns, case, rules)
    band = _under(meeting([own, *(concern.depth_mm for concern in concerns if concern.depth_mm)]), ceiling)
    less = lowering(case, rules)
    first = _first(band, less, rules, on_face=area.area.group == "face")
    lowest_own = _lowered(own.low, less, rules.depth.lowest_mm)
    return Depths(
        band=band,
        first=first,
        start_mm=min(own.low, band.low),
        first_start_mm=min(lowest_own, first.low),
        ceiling_mm=ceiling,
        ceiling_reason=reason,
    )


def meeting(ranges: Sequence[DepthRange]) -> DepthRange:
    """Highest lower end to lowest upper end; where they do not meet, the range with the lowest upper end alone."""
    low, high = max(each.low for each in ranges), min(each.high for each in ranges)
    if low <= high:
        return DepthRange(low=low, high=high)
    return min(ranges, key=lambda each: (each.high, each.low))


Limit = tuple[float, Reason]


def ceiling_of(
    area: AreaToPlan, concerns: Sequence[Concern], case: Circumstances, rules: PlanningRules
) -> tuple[float, Reason]:
    """The lowest of all limits in mm, on a whole step, and the sentence that names it; of equals the area's own."""
    limits = [*_skin_limits(area, concerns, case, rules), *_other_limits(area, case, rules)]
    mm, reason = min(limits, key=lambda pair: pair[0])
    return _on_step(mm, rules.depth.step_mm), reason


def _skin_limits(
    area: AreaToPlan, concerns: Sequence[Concern], case: Circumstances, rules: PlanningRules
) -> Iterator[Limit]:
    """The limits of the skin and of what is treated there."""
    depth, own, name = rules.depth, area.area, area.area.name(area.request.side)
    if case.glogau is not None and case.glogau >= depth.aged_from_glogau:
        lowered = own.ceiling_mm - depth.aged_less_mm
        text = f"{name}: at most {lowered:g} mm, the area's {own.ceiling_mm:g} mm less {depth.aged_less_mm:g} mm"
        yield lowered, Reason(f"{text} for sun-aged skin (Glogau {case.glogau}).", (*own.sources, *depth.sources))
    yield own.ceiling_mm, Reason(f"{name}: at most {own.ceiling_mm:g} mm, the limit of the area.", own.sources)
    for concern in concerns:
        if concern.depth_limit_mm is not None:
            text = f"{name}: at most {concern.depth_limit_mm:g} mm, the deepest the protocol names for {concern.label}."
            yield concern.depth_limit_mm, Reason(text, concern.sources)


def _other_limits(area: AreaToPlan, case: Circumstances, rules: PlanningRules) -> Iterator[Limit]:
    """The limits of supervision, device, role and a doctor's answer."""
    depth, name = rules.depth, area.area.name(area.request.side)
    if not case.supervised:
        text = f"{name}: at most {depth.unsupervised_mm:g} mm without medical supervision on site."
        yield depth.unsupervised_mm, Reason(text, depth.sources)
    if case.device_max_mm is not None:
        yield case.device_max_mm, Reason(f"{name}: at most {case.device_max_mm:g} mm, {case.device_limit}.")
    if case.role_max_mm is not None:
        yield case.role_max_mm, Reason(f"{name}: at most {case.role_max_mm:g} mm in this practitioner's role.")
    if area.max_depth_mm is not None:
        yield area.max_depth_mm, Reason(f"{name}: at most {area.max_depth_mm:g} mm, {area.max_depth_why}.")


def lowering(case: Circumstances, rules: PlanningRules) -> float:
    """What the first session stays shallower in mm; an unknown skin type counts as the darkest."""
    if case.skin_type is None or case.skin_type >= rules.careful.darkest_from_type:
        return rules.depth.darkest_less_mm
    return rules.depth.careful_less_mm if is_careful(case, rules) else 0.0


def _first(band: DepthRange, less: float, rules: PlanningRules, *, on_face: bool) -> DepthRange:
    low, high = (_lowered(end, less, rules.depth.lowest_mm) for end in (band.low, band.high))
    lowered = DepthRange(low=low, high=high)
    return _under(lowered, rules.depth.face_first_mm) if less and on_face else lowered


def _lowered(mm: float, less: float, lowest: float) -> float:
    """``mm`` less ``less``, never under ``lowest`` unless it was lower before."""
    return round(max(min(lowest, mm), mm - less), 2)


def _under(band: DepthRange, ceiling: float) -> DepthRange:
    return DepthRange(low=min(band.low, ceiling), high=min(band.high, ceiling))


def _on_step(mm: float, step: float) -> float:
    return round(floor(mm / step + 1e-9) * step, 2)


def bone_caps(areas: Iterable[AreaToPlan]) -> Iterator[Reason]:
    """The lower caps over bone; they are printed and drawn, and move no band."""
    for each in areas:
        own = each.area
        if own.bone_cap_mm is not None:
            text = f"{own.name(each.request.side)}: at most {own.bone_cap_mm:g} mm {own.bone_note}".strip()
            yield Reason(f"{text}; no rolling, no pressure there.", own.sources)
