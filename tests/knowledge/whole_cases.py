"""Whole clinical cases as they are written, and what the program says of one in the words such a case uses."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from consult_app.clinical.assessment import Assessment
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.course import TreatmentPlan, Visit
from consult_app.clinical.treatment import plan_course, ways_ahead
from consult_app.clinical.verdict import Finding
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.knowledge.yaml_text import parse

FOLDER = Path(__file__).parents[1] / "cases" / "whole"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
LEVELS = ("note", "precautions", "defer", "clearance", "do_not_treat")


@cache
def read(name: str) -> dict[str, Any]:
    """One file: ``story``, ``why``, ``case``, ``expect`` and, where the clinic has settings, ``clinic``."""
    content, problems = parse((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    assert problems == ()
    return dict(content)


@cache
def knowledge(clinic: str) -> Catalogue:
    """The protocol with one clinic's settings over it."""
    return catalogue_or_error(clinic)


def stated(
    consultation: Consultation, catalogue: Catalogue, judged: Assessment, expected: dict[str, Any]
) -> dict[str, Any]:
    """What the program says, as far as the case speaks of it and in the words it uses."""
    said = outcomes(judged) | reasons(judged, expected)
    if "plan" in expected:
        plan = plan_course(consultation, catalogue, judged, ways_ahead(consultation, catalogue, judged))
        told = planned(plan, expected["plan"])
        said["plan"] = {key: told[key] for key in expected["plan"]}
    return {key: said[key] for key in expected}


def outcomes(judged: Assessment) -> dict[str, Any]:
    """The outcome overall, of the person, of each area with its date, and of the numbing."""
    return {
        "outcome": judged.outcome,
        "not_before": iso(judged.overall.not_before),
        "person": judged.person.outcome,
        "areas": {key: verdict.outcome for key, verdict in judged.areas.items()},
        "area_dates": {key: iso(verdict.not_before) for key, verdict in judged.areas.items()},
        "anaesthetic": judged.anaesthetic.outcome if judged.anaesthetic else None,
    }


def reasons(judged: Assessment, expected: dict[str, Any]) -> dict[str, Any]:
    """Findings each at its strictest, those on numbing apart; ``among_…`` lists what must be there beside others."""
    overall = judged.overall
    found = strictest_levels(finding for finding in overall.findings if finding.scope != "anaesthetic")
    assumed = {name for finding in overall.findings for name in finding.assumed}
    return {
        "findings": found,
        "numbing": strictest_levels(finding for finding in overall.findings if finding.scope == "anaesthetic"),
        "among_findings": {name: found.get(name) for name in expected.get("among_findings", ())},
        "absent": [name for name in expected.get("absent", ()) if name not in found],
        "open": sorted(overall.open_questions),
        "among_open": [name for name in expected.get("among_open", ()) if name in overall.open_questions],
        "not_open": [name for name in expected.get("not_open", ()) if name not in overall.open_questions],
        "assumed": [name for name in expected.get("assumed", ()) if name in assumed],
    }


def strictest_levels(findings: Iterable[Finding]) -> dict[str, str]:
    """Each rule that speaks with the strictest of its levels."""
    levels: dict[str, str] = {}
    for finding in findings:
        levels[finding.id] = max(levels.get(finding.id, "note"), finding.level, key=LEVELS.index)
    return levels


def planned(plan: TreatmentPlan, expected: dict[str, Any]) -> dict[str, Any]:
    """The plan; depths in mm only of the areas the case names."""

    def of_areas(key: str, value: str) -> dict[str, Any]:
        named = {name: plan.area(name) for name in expected.get(key, ())}
        return {name: area and getattr(area, value) for name, area in named.items()}

    def bands(key: str, value: str) -> dict[str, Any]:
        return {name: band and [band.low, band.high] for name, band in of_areas(key, value).items()}

    return {
        "first_session": when(plan.sessions_planned),
        "test_patch": when([visit for visit in plan.visits if visit.kind == "test_patch"]),
        "session_days": [iso(visit.date) or "undated" for visit in plan.sessions_planned],
        "review_days": [iso(visit.date) for visit in plan.visits if visit.kind == "review"],
        "fields": plan.fields,
        "sessions": plan.sessions,
        "interval_days": plan.interval_days,
        "depth_mm": bands("depth_mm", "depth_mm"),
        "first_depth_mm": bands("first_depth_mm", "first_mm"),
        "ceiling_mm": of_areas("ceiling_mm", "ceiling_mm"),
        "not_planned": sorted(plan.not_planned),
    }


def when(visits: Sequence[Visit]) -> str | None:
    """The first day; ``undated`` where the visits stand without one, ``none`` where there are none."""
    days = [visit.date for visit in visits if visit.date]
    return iso(min(days)) if days else "undated" if visits else "none"


def iso(day: date | None) -> str | None:
    """A day as a case writes it."""
    return day.isoformat() if day else None
