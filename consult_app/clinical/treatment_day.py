"""Whether a treatment session may begin on a day: what that day's consultation leaves open, and its limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.course import PlannedArea, TreatmentPlan, Visit
from consult_app.clinical.dates import short_date
from consult_app.clinical.decisions import GoAhead
from consult_app.clinical.question_words import open_label
from consult_app.clinical.reasons import Reason
from consult_app.clinical.treatment import circumstances, plan_course, ways_ahead
from consult_app.clinical.treatment_record import AreaTreated, NumbingGiven, TreatmentRecord
from consult_app.errors import ConsultError

NAMED = 3


@dataclass(frozen=True)
class AreaLimits:
    """What the plan says of one area on the day: depths in mm, passes and the end point."""

    key: str
    name: str
    low_mm: float
    high_mm: float
    start_mm: float
    ceiling_mm: float
    ceiling_reason: Reason
    passes: int
    end_point: str


@dataclass(frozen=True)
class TreatmentDay:
    """The go-ahead of one day: the areas that are open, or ``refused`` with the reason.

    ``kind`` tells whether the plan has a test patch or a session next; ``shut`` names the areas left out, and why.
    """

    day: date
    refused: str = ""
    kind: Literal["test_patch", "session"] = "session"
    areas: tuple[AreaLimits, ...] = ()
    shut: Mapping[str, str] = field(default_factory=dict)

    def limits(self, key: str) -> AreaLimits | None:
        """The limits of an open area, or None."""
        return next((area for area in self.areas if area.key == key), None)


def treatment_day(
    consultation: Consultation, catalogue: Catalogue, day: date, assessment: Assessment | None = None
) -> TreatmentDay:
    """What may be treated on a day by the consultation of that very day; never anything while answers are missing."""
    if consultation.as_of != day:
        return TreatmentDay(day, f"This consultation is of {short_date(consultation.as_of)}. Check again today first.")
    judged = assessment or assess(consultation, catalogue)
    ahead = ways_ahead(consultation, catalogue, judged)
    try:
        plan = plan_course(consultation, catalogue, judged, ahead)
    except ConsultError as error:
        return TreatmentDay(day, error.message)
    watched = circumstances(consultation, catalogue, judged).watched_until
    shut = {key: _why_shut(way, day, catalogue) for key, way in ahead.items() if not way.open_on(day)}
    shut |= {key: why for key, why in plan.not_planned.items() if key not in shut}
    return _refused_or_open(day, plan, shut, watched)


def first_record(consultation: Consultation, day: TreatmentDay) -> TreatmentRecord:
    """The record a session begins with: who treats, the areas that are open, and what was planned by name.

    No figure is taken over: what was used, how deep and how much is entered as it was.
    """
    planned = consultation.anaesthetic
    return TreatmentRecord(
        date=day.day,
        practitioner=consultation.practitioner,
        device=consultation.device,
        numbing=NumbingGiven(product=planned.product) if planned else None,
        areas=tuple(AreaTreated(key=area.key) for area in day.areas),
    )


def _refused_or_open(day: date, plan: TreatmentPlan, shut: Mapping[str, str], watched: date | None) -> TreatmentDay:
    if watched:
        return TreatmentDay(day, f"The test patch is watched until {short_date(watched)}.", shut=shut)
    areas = tuple(_limits(area, _next(plan)) for area in plan.areas if area.key not in shut)
    if not areas:
        why = "; ".join(dict.fromkeys(shut.values())) or "No area is chosen."
        return TreatmentDay(day, f"{why}.".replace("..", "."), shut=shut)
    first = _next(plan)
    return TreatmentDay(
        day, kind="test_patch" if first and first.kind == "test_patch" else "session", areas=areas, shut=shut
    )


def _next(plan: TreatmentPlan) -> Visit | None:
    """The visit with needles that comes first."""
    return next((visit for visit in plan.visits if visit.kind != "review"), None)


def _limits(area: PlannedArea, visit: Visit | None) -> AreaLimits:
    """The limits of the first visit, a patch included; an area it does not place keeps to its first session."""
    own = next((part for part in visit.areas if part.key == area.key), None) if visit else None
    band = own.depth_mm if own else area.first_mm
    return AreaLimits(
        key=area.key,
        name=area.name,
        low_mm=band.low,
        high_mm=band.high,
        start_mm=own.start_mm if own else area.first_start_mm,
        ceiling_mm=own.ceiling_mm if own else area.ceiling_mm,
        ceiling_reason=area.ceiling_reason,
        passes=own.passes if own else area.passes,
        end_point=own.end_point if own else area.end_point,
    )


def _why_shut(way: GoAhead, day: date, catalogue: Catalogue) -> str:
    """Why an area is not open on the day, in a few words."""
    if way.waits_for:
        return f"Waits: {', '.join(way.waits_for)}"
    if way.earliest and way.earliest > day:
        return f"Not before {short_date(way.earliest)}"
    missing = ", ".join(open_label(name, catalogue) for name in way.questions[:NAMED])
    return f"{way.why or 'Not answered yet'}: {missing}" if missing else way.why or "Not answered yet"
