"""What can be planned at all: which areas, and by which of their concerns."""

from collections.abc import Mapping

from consult_app.clinical.areas import Concern
from consult_app.clinical.consultation import AreaRequest
from consult_app.clinical.course import AreaToPlan, Circumstances
from consult_app.clinical.planning_rules import PlanningRules

RF = "Radiofrequency needling is judged by the rules, but no session is planned for it."


def planned_concerns(
    request: AreaRequest, concerns: Mapping[str, Concern], rules: PlanningRules
) -> tuple[Concern, ...]:
    """The concerns an area is planned by: those offered, acne scars of grade 1 as dark marks, each once."""
    found: dict[str, Concern] = {}
    for asked in request.concerns:
        concern = concerns[asked.id]
        if concern.offered and concern.needs_grade and asked.grade == 1:
            concern = concerns[rules.depth.grade_one_as]
        elif concern.planned_as:
            concern = concerns[concern.planned_as]
        if concern.offered:
            found[concern.id] = concern
    return tuple(found.values())


def why_not(area: AreaToPlan, case: Circumstances, rules: PlanningRules, concerns: Mapping[str, Concern]) -> str:
    """Why an area stands outside the plan, and where it leads instead; empty when it may be planned."""
    reason = _reason(area, case, rules, concerns)
    return f"{reason.rstrip('.')}. {area.refer}" if reason and area.refer else reason


def _reason(area: AreaToPlan, case: Circumstances, rules: PlanningRules, concerns: Mapping[str, Concern]) -> str:
    if case.device_kind == "rf":
        return RF
    if not area.may_plan:
        return area.why_not or "Not cleared for treatment."
    if area.area.depth_mm is None or area.area.passes is None:
        return "No depth range is published for this area."
    if area.request.concerns and not planned_concerns(area.request, concerns, rules):
        return "None of the reasons named for this area is offered."
    kept = [] if case.supervised else [c.label for c in planned_concerns(area.request, concerns, rules) if c.supervised]
    if kept:
        return f"{', '.join(kept)} only under medical supervision on site, and there is none."
    return ""
