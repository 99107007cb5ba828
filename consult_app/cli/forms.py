"""What the commands print: plain objects for JSON, in the shape of the case-file contract."""

from typing import Any

from consult_app.cli.outlook import outlook_form
from consult_app.clinical.anaesthesia import NumbingCheck
from consult_app.clinical.assessment import Assessment
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import Condition
from consult_app.clinical.consultation import Consultation, Decision
from consult_app.clinical.course import TreatmentPlan, Visit, VisitArea
from consult_app.clinical.decisions import decisions_for
from consult_app.clinical.explaining import decision_counts
from consult_app.clinical.explanation import SourceLine, source_lines
from consult_app.clinical.outlook import Outlook, outlook
from consult_app.clinical.questions import FollowUp, Question
from consult_app.clinical.verdict import Finding, Verdict


def assessment_form(consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> dict[str, Any]:
    """The object ``assess`` prints."""
    coming = outlook(consultation, catalogue, judged)
    return {
        "outcome": judged.outcome,
        "not_before": _day(judged.overall.not_before),
        "open_questions": list(coming.in_order(judged.overall.open_questions)),
        "person": _verdict(judged.person, coming),
        "areas": {key: _verdict(verdict, coming) for key, verdict in judged.areas.items()},
        "anaesthetic": _numbing(judged.anaesthetic),
        "findings": [_finding(finding, consultation, catalogue) for finding in judged.findings],
        "protocol": {
            "version": catalogue.protocol.version,
            "digest": catalogue.digest,
            "clinic_digest": catalogue.clinic_digest,
        },
        "as_of": _day(consultation.as_of),
        "outlook": outlook_form(coming),
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _verdict(verdict: Verdict, coming: Outlook) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome,
        "not_before": _day(verdict.not_before),
        "open_questions": list(coming.in_order(verdict.open_questions)),
    }


def _numbing(check: NumbingCheck | None) -> dict[str, Any] | None:
    if check is None:
        return None
    return {
        "outcome": check.outcome,
        "product": check.product,
        "area_cm2": check.area_cm2,
        "grams": check.grams,
        "minutes": check.minutes,
        "worked_out": list(check.worked_out),
        "reasons": [reason.text for reason in check.reasons],
    }


def _finding(finding: Finding, consultation: Consultation, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "id": finding.id,
        "outcome": finding.outcome_id or None,
        "level": finding.level,
        "scope": finding.scope,
        "areas": list(finding.areas),
        "not_before": _day(finding.not_before),
        "until": finding.until or None,
        "lapses_on": _day(finding.lapses_on),
        "because": finding.because,
        "assumed": list(finding.assumed),
        "advice": finding.advice,
        "decisions": [
            _decision(each, finding, consultation, catalogue) for each in decisions_for(finding, consultation)
        ],
        "sources": [_source(line) for line in source_lines(finding.id, catalogue)],
        "clinic_change": catalogue.clinic_changes.get(finding.key),
        "effective_from": _day(finding.effective_from),
        "review_by": _day(finding.review_by),
    }


def _decision(decision: Decision, finding: Finding, consultation: Consultation, catalogue: Catalogue) -> dict[str, Any]:
    stated = decision.model_dump(mode="json", exclude_defaults=True)
    return {**stated, "counts": decision_counts(decision, finding, consultation, catalogue)}


def _source(line: SourceLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "citation": line.citation,
        "provenance": line.provenance,
        "stance": line.stance,
        "address": line.address or None,
    }


def plan_form(plan: TreatmentPlan) -> dict[str, Any]:
    """The object ``plan`` prints."""
    return {
        "sessions": [_visit(visit) for visit in plan.visits],
        "not_planned": dict(plan.not_planned),
        "interval_days": plan.interval_days,
        "constraints": [reason.text for reason in plan.constraints],
        "binding": [reason.text for reason in plan.binding],
        "offers": [
            {"kind": offer.kind, "text": offer.reason.text, "sessions": [_visit(visit) for visit in offer.plan.visits]}
            for offer in plan.offers
        ],
        "reminders": [
            {"visit": each.visit, "date": _day(each.date), "text": each.reason.text} for each in plan.reminders
        ],
    }


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "date": _day(visit.date),
        "waits_for": [reason.text for reason in visit.waits_for],
        "aim": _day(visit.aim),
        "kind": visit.kind,
        "areas": {area.key: _visit_area(area) for area in visit.areas},
    }


def _visit_area(area: VisitArea) -> dict[str, Any]:
    return {
        "depth_mm": [area.depth_mm.low, area.depth_mm.high],
        "start_mm": area.start_mm,
        "ceiling_mm": area.ceiling_mm,
        "passes": area.passes,
        "endpoint": area.end_point,
        "area_cm2": area.area_cm2,
        "part": area.part or None,
        "share_percent": area.share_percent,
    }


def questions_form(catalogue: Catalogue) -> list[dict[str, Any]]:
    """The rows ``questions`` prints, in order, each with its questions."""
    return [
        {
            "row": row.number,
            "group": row.group,
            "group_label": row.group_label,
            "text": row.text,
            "detail": row.detail or None,
            "critical": row.critical,
            "by": row.by,
            "questions": [_question(q) for q in catalogue.questions.values() if q.row == row.number],
        }
        for row in catalogue.rows
    ]


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "also_accepted_as": list(question.aliases),
        "text": question.text,
        "kind": "yes_no_unsure",
        "options": ["yes", "no", "unsure"],
        "critical": question.critical,
        "asked_when": _condition(question.ask_when),
        "follow_ups": [_follow_up(follow_up) for follow_up in question.follow_ups],
    }


def _follow_up(follow_up: FollowUp) -> dict[str, Any]:
    return {
        "id": follow_up.id,
        "text": follow_up.label,
        "kind": follow_up.kind,
        "options": [{"id": option.id, "text": option.label} for option in follow_up.options],
        "unit": follow_up.unit or None,
        "minimum": follow_up.minimum,
        "maximum": follow_up.maximum,
        "may_lie_ahead": follow_up.ahead,
        "asked_when": _condition(follow_up.when),
    }


def _condition(condition: Condition | None) -> dict[str, Any] | None:
    return condition.model_dump(mode="json", by_alias=True, exclude_defaults=True) if condition else None
