"""Treatment: what the planning needs, gathered from the consultation, its verdicts and the clinic's settings."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from math import inf

from consult_app.clinical.aftercare import timeline
from consult_app.clinical.anaesthesia import NumbingCheck
from consult_app.clinical.areas import body_surface_m2, size_cm2
from consult_app.clinical.assessment import Assessment, chosen_device
from consult_app.clinical.audience import TreatedArea
from consult_app.clinical.care_sheet import CareSheet
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.clinic_rules import cautions, is_supervised, medical_only
from consult_app.clinical.consultation import AreaRequest, Consultation, Decision
from consult_app.clinical.contraindications import Watch
from consult_app.clinical.course import AreaToPlan, Circumstances, PlannedArea, TreatmentPlan
from consult_app.clinical.day_judge import ConsultationDays
from consult_app.clinical.decisions import GoAhead, counts, go_ahead, is_prescriber
from consult_app.clinical.depth import is_careful
from consult_app.clinical.plannable import planned_concerns
from consult_app.clinical.planning import plan_sessions, session_problem
from consult_app.clinical.practice import Device
from consult_app.clinical.question_words import open_label
from consult_app.clinical.referrals import in_place_of_treatment, referrals
from consult_app.clinical.reminders import with_reminders
from consult_app.clinical.scheduling import watched_until
from consult_app.clinical.skin_scales import glogau_type, skin_type
from consult_app.clinical.sun import sun_ahead
from consult_app.clinical.us_status import UsStatus, us_status
from consult_app.clinical.verdict import Finding

PIH = "pih_history"
NAMED = 3


def ways_ahead(consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> Mapping[str, GoAhead]:
    """For each requested area whether it may go ahead, from verdict, decisions and the clinic's rule on who treats."""
    prescriber = is_prescriber(consultation, catalogue)
    ways = {key: go_ahead(key, verdict, consultation, prescriber=prescriber) for key, verdict in judged.areas.items()}
    for request in consultation.areas:
        why = medical_only(request, consultation.practitioner, catalogue.practice, catalogue.concerns)
        if why and ways[request.key].planned:
            ways[request.key] = GoAhead(planned=False, why=why)
    return ways


def plan_course(
    consultation: Consultation, catalogue: Catalogue, judged: Assessment, ahead: Mapping[str, GoAhead]
) -> TreatmentPlan:
    """The plan of a consultation, with real dates on days the rules leave open with today's answers."""
    case = circumstances(consultation, catalogue, judged)
    areas = areas_to_plan(consultation, catalogue, judged, ahead)
    plan = plan_sessions(
        areas, case, catalogue.planning, catalogue.concerns, day_judge(consultation, catalogue, judged, case)
    )
    return with_reminders(plan, judged.facts, catalogue.planning, catalogue.care)


def day_judge(
    consultation: Consultation, catalogue: Catalogue, judged: Assessment, case: Circumstances
) -> ConsultationDays:
    """The judge of coming days for a consultation, its planned time in the sun included."""
    rules = catalogue.planning
    sun = sun_ahead(consultation.avoid, rules.sun, catalogue.care, careful=is_careful(case, rules))
    return ConsultationDays(consultation, catalogue, judged, sun)


def refuse_early_session(consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> None:
    """Raise BadInputError when the session asked for lies before the earliest safe date."""
    ahead = ways_ahead(consultation, catalogue, judged)
    session_problem(consultation.session, areas_to_plan(consultation, catalogue, judged, ahead))


def areas_to_plan(
    consultation: Consultation, catalogue: Catalogue, judged: Assessment, ahead: Mapping[str, GoAhead]
) -> tuple[AreaToPlan, ...]:
    """The requested areas as they come from the safety check."""
    leads = in_place_of_treatment(referrals(consultation, catalogue, judged))
    return tuple(
        replace(
            _to_plan(request, consultation, catalogue, judged, ahead[request.key]),
            us_status=_us_status(request, consultation, catalogue),
            refer=leads.get(request.key, ""),
        )
        for request in consultation.areas
    )


def _us_status(request: AreaRequest, consultation: Consultation, catalogue: Catalogue) -> UsStatus:
    return us_status(
        catalogue.areas[request.id],
        planned_concerns(request, catalogue.concerns, catalogue.planning),
        chosen_device(consultation, catalogue),
        catalogue.authorisations,
        skin_type=skin_type(consultation, catalogue),
        age=consultation.client.age(consultation.as_of),
    )


def _to_plan(
    request: AreaRequest, consultation: Consultation, catalogue: Catalogue, judged: Assessment, ahead: GoAhead
) -> AreaToPlan:
    limit = _shallowest(request.key, consultation, catalogue, judged)
    waits = ", ".join(ahead.waits_for)
    labels = _some(tuple(open_label(name, catalogue) for name in ahead.questions))
    return AreaToPlan(
        request=request,
        area=catalogue.areas[request.id],
        area_cm2=size_cm2(request, catalogue.areas, consultation.client),
        estimated=request.area_cm2 is None,
        may_plan=ahead.planned,
        why_not=": ".join(part for part in (ahead.why, labels) if part),
        earliest=None if waits else ahead.earliest or consultation.as_of,
        waits_for=waits,
        max_depth_mm=limit.max_depth_mm if limit else None,
        max_depth_why=f"the depth to which {limit.by} agreed" if limit else "",
    )


def _some(labels: tuple[str, ...]) -> str:
    """The first of many names and how many more there are."""
    more = f" and {len(labels) - NAMED} more" if len(labels) > NAMED else ""
    return ", ".join(labels[:NAMED]) + more


def _shallowest(key: str, consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> Decision | None:
    """Of the decisions that count for this area and limit its depth, the one with the lowest."""
    prescriber = is_prescriber(consultation, catalogue)
    limiting = [
        decision
        for decision in consultation.decisions
        for finding in judged.areas[key].findings
        if decision.max_depth_mm and counts(decision, finding, key, consultation.as_of, prescriber=prescriber)
    ]
    return min(limiting, key=lambda decision: decision.max_depth_mm or inf, default=None)


def circumstances(consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> Circumstances:
    """The skin, the device, the room and the calendar; past dark marks count unless they were denied."""
    client, practice = consultation.client, catalogue.practice
    device = chosen_device(consultation, catalogue)
    role = practice.roles.get(consultation.practitioner.role or "")
    products = {product.id: product.label for product in catalogue.anaesthesia.products.values()}
    surface = body_surface_m2(client.weight_kg, client.height_cm) if client.weight_kg and client.height_cm else None
    return Circumstances(
        as_of=consultation.as_of,
        skin_type=skin_type(consultation, catalogue),
        past_pih=_past_pih(catalogue, judged),
        findings=frozenset(finding.id for finding in judged.findings),
        glogau=glogau_type(consultation, catalogue),
        device_kind=device.kind if device else "pen",
        device_max_mm=device.max_depth_mm if device else None,
        device_limit=f"the limit of {device.instructions}" if isinstance(device, Device) else "the limit of the device",
        cautions=tuple(cautions(consultation, practice, products)),
        supervised=is_supervised(consultation.practitioner, practice),
        role_max_mm=role.max_depth_mm if role else None,
        numbed=judged.anaesthetic is not None,
        numbing_limit_cm2=_numbing_limit(judged.anaesthetic),
        body_surface_m2=surface,
        watches=tuple(_watch(finding) for finding in judged.findings if _asks_for_patch(finding)),
        watched_until=_watched_until(consultation, judged),
        avoid=consultation.avoid,
        closed=frozenset(practice.practice.closed),
        weekdays=frozenset(practice.practice.opening_hours),
        session=consultation.session,
        choices=consultation.plan,
    )


def _watch(finding: Finding) -> Watch:
    return Watch(days=finding.test_patch_days, months=finding.test_patch_months)


def _asks_for_patch(finding: Finding) -> bool:
    """Whether a test patch is still to be done for this finding.

    A patch done for another reason does not stand in: where it was done and with which settings is not known.
    """
    return bool(finding.test_patch_days or finding.test_patch_months) and finding.test_patch_done is None


def _watched_until(consultation: Consultation, judged: Assessment) -> date | None:
    """The coming day on which the last watch over a patch already done ends."""
    ends = (watched_until(f.test_patch_done, (_watch(f),)) for f in judged.findings if f.test_patch_done)
    return max((day for day in ends if day > consultation.as_of), default=None)


def _past_pih(catalogue: Catalogue, judged: Assessment) -> bool:
    """Whether dark marks were found, or not denied."""
    if PIH not in catalogue.questions:
        return False
    return any(f.id == PIH for f in judged.findings) or any(value != "no" for value in judged.facts.values(PIH))


def _numbing_limit(check: NumbingCheck | None) -> float | None:
    """The most skin in cm2 the product allows this client; None where no limit is known."""
    if check is None:
        return None
    most = min((limit.block for limit in check.limits if limit.name == "area_cm2" and limit.block), default=inf)
    return None if most == inf else most


def sheets(consultation: Consultation, catalogue: Catalogue, judged: Assessment, plan: TreatmentPlan) -> CareSheet:
    """Care before and after the first planned session; undated while it has no day."""
    first = plan.first_session
    treated = {area.key for area in first.areas} if first else set()
    planned = [area for area in plan.areas if area.key in treated]
    return timeline(
        catalogue.care,
        first.date if first else None,
        consultation.session.time if consultation.session else None,
        [TreatedArea(area.key, area.group, area.plain_name) for area in planned],
        findings=[finding.id for finding in judged.findings],
        tags=_care_tags(planned, circumstances(consultation, catalogue, judged), catalogue),
        as_of=consultation.as_of,
    )


def _care_tags(planned: Iterable[PlannedArea], case: Circumstances, catalogue: Catalogue) -> tuple[str, ...]:
    tags = {
        "careful_skin": is_careful(case, catalogue.planning),
        "numbed": case.numbed,
        "scar_work": any(catalogue.concerns[name].scar for area in planned for name in area.concerns),
    }
    return tuple(tag for tag, holds in tags.items() if holds)
