"""Plans from requested areas alone, for tests of the planning arithmetic."""

from datetime import date
from typing import Any

from consult_app.clinical.consultation import AreaConcern, AreaRequest
from consult_app.clinical.course import AreaToPlan, Circumstances, PlannedArea, TreatmentPlan, Visit
from consult_app.clinical.planning import plan_sessions
from tests.clinical.knowledge_files import areas, concerns, planning

TODAY = date(2026, 11, 20)
FAIR = {"skin_type": 2, "body_surface_m2": 1.8, "supervised": True}


def asked(key: str, *named: str | AreaConcern, cm2: float | None = 100, **more: Any) -> AreaToPlan:
    """A requested area with its concerns, free from today unless ``more`` says otherwise."""
    name, _, side = key.partition(".")
    wanted = tuple(AreaConcern(id=each) if isinstance(each, str) else each for each in named)
    request = AreaRequest(id=name, side=side or None, concerns=wanted)
    given: dict[str, Any] = {"may_plan": True, "earliest": TODAY, "estimated": False}
    return AreaToPlan(request=request, area=areas()[name], area_cm2=cm2, **given | more)


def planned(*requests: AreaToPlan, **case: Any) -> TreatmentPlan:
    return plan_sessions(requests, Circumstances(as_of=TODAY, **FAIR | case), planning(), concerns())


def only(*requests: AreaToPlan, **case: Any) -> PlannedArea:
    (area,) = planned(*requests, **case).areas
    return area


def band(area: PlannedArea) -> tuple[float, float]:
    return area.depth_mm.low, area.depth_mm.high


def first(area: PlannedArea) -> tuple[float, float]:
    return area.first_mm.low, area.first_mm.high


def sessions(plan: TreatmentPlan) -> list[Visit]:
    return [visit for visit in plan.visits if visit.kind == "session"]


def days(plan: TreatmentPlan, kind: str = "session") -> list[date]:
    return [visit.date for visit in plan.visits if visit.kind == kind and visit.date]


def said(plan: TreatmentPlan) -> str:
    return " ".join(reason.text for reason in plan.constraints)
