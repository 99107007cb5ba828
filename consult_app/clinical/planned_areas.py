"""One area of a plan: its depths, passes, end point and number of sessions."""

from collections.abc import Sequence

from consult_app.clinical.areas import Concern
from consult_app.clinical.course import AreaToPlan, Circumstances, PlannedArea
from consult_app.clinical.depth import depths, is_careful
from consult_app.clinical.intervals import sessions_for
from consult_app.clinical.planning_rules import PlanningRules


def planned_area(area: AreaToPlan, named: Sequence[Concern], case: Circumstances, rules: PlanningRules) -> PlannedArea:
    """The area as it is planned by its named concerns."""
    own, key, side = area.area, area.key, area.request.side
    mm = depths(area, named, case, rules)
    wish = case.choices.depth_mm.get(key)
    scars = any(concern.scar for concern in named) and not is_careful(case, rules)
    usual, _ = sessions_for(named, rules)
    return PlannedArea(
        key=key,
        name=own.name(side),
        plain_name=own.plain(side),
        group=own.group,
        concerns=tuple(concern.id for concern in named),
        depth_mm=mm.band,
        first_mm=mm.first,
        start_mm=mm.start_mm,
        first_start_mm=mm.first_start_mm,
        ceiling_mm=mm.ceiling_mm,
        ceiling_reason=mm.ceiling_reason,
        passes=case.choices.passes.get(key, own.passes[0] if own.passes else 0),
        end_point=case.choices.endpoint.get(key) or (rules.scar_end_point if scars else rules.end_point),
        area_cm2=area.area_cm2,
        estimated=area.estimated,
        sessions=case.choices.sessions or usual,
        us_status=area.us_status,
        bone_cap_mm=own.bone_cap_mm,
        bone_note=own.bone_note,
        chosen_mm=None if wish is None else min(wish, mm.ceiling_mm),
        earliest=area.earliest,
        waits_for=area.waits_for,
    )
