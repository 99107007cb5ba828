"""Why a finding stands: the answer, the rule in words, its sources, and what would end it."""

from dataclasses import dataclass
from datetime import date

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation, Decision
from consult_app.clinical.dates import short_date
from consult_app.clinical.decisions import counts, is_prescriber
from consult_app.clinical.effect_words import effect_words, lift_words, rule_words
from consult_app.clinical.explanation import SourceLine, source_lines
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.headline import WORDS
from consult_app.clinical.question_words import detail_label
from consult_app.clinical.roles import role_words
from consult_app.clinical.verdict import Finding


@dataclass(frozen=True)
class DecisionLine:
    """A decision recorded about a finding, in words, and whether it counts on the consultation day."""

    text: str
    counts: bool


@dataclass(frozen=True)
class Explanation:
    """A finding with everything it rests on.

    ``when`` is the rule in words and ``effect`` what it brings; ``because`` the answer, ``asked`` the question behind
    it, ``assumed`` the details that were missing and taken at their strictest. ``lapses_on`` is the first coming day
    on which it no longer holds with today's answers.
    """

    key: str
    label: str
    level: str
    outcome: str
    where: str
    asked: str
    because: str
    assumed: tuple[str, ...]
    when: str
    effect: str
    lifts: str
    advice: str
    rationale: str
    window_in_print: str
    sources: tuple[SourceLine, ...]
    effective_from: date
    review_by: date
    review_overdue: bool
    clinic_change: str
    not_before: date | None
    until: str
    lapses_on: date | None
    decisions: tuple[DecisionLine, ...]


def explain(finding: Finding, consultation: Consultation, catalogue: Catalogue) -> Explanation:
    """The explanation of one finding of this consultation under this catalogue; KeyError for a rule it lacks."""
    rule = catalogue.rules[finding.id]
    outcome = next(each for each in rule.outcomes if each.id == finding.outcome_id)
    question = catalogue.questions.get(finding.question)
    return Explanation(
        key=finding.key,
        label=finding.label,
        level=finding.level,
        outcome=WORDS.get(finding.level, "Noted"),
        where=_where(finding, catalogue),
        asked=question.text if question else "",
        because=finding.because,
        assumed=tuple(detail_label(name, catalogue) for name in finding.assumed),
        when=rule_words(rule, outcome, catalogue),
        effect=effect_words(rule, outcome, catalogue),
        lifts=lift_words(finding.id, finding.level, finding.lifted_by, overridable=finding.overridable),
        advice=finding.advice,
        rationale=rule.rationale,
        window_in_print=rule.window_in_print,
        sources=source_lines(finding.id, catalogue),
        effective_from=rule.effective_from,
        review_by=rule.review_by,
        review_overdue=rule.review_by < consultation.as_of,
        clinic_change=catalogue.clinic_changes.get(finding.key, ""),
        not_before=finding.not_before,
        until=finding.until,
        lapses_on=finding.lapses_on,
        decisions=_decisions(finding, consultation, catalogue),
    )


def _where(finding: Finding, catalogue: Catalogue) -> str:
    if finding.areas:
        return ", ".join(area_words(key, catalogue) for key in finding.areas)
    return "The numbing plan" if finding.scope == "anaesthetic" else "The whole person"


def lapse_words(explanation: Explanation) -> str:
    """When it would end by itself: on a day, on an event, or not by waiting."""
    if explanation.lapses_on:
        return f"Would lapse on {short_date(explanation.lapses_on)}, if nothing else changes."
    if explanation.until:
        return f"Ends once {explanation.until}; no day is known today."
    return "Does not lapse by waiting; it stands while the answer does."


def decision_counts(decision: Decision, finding: Finding, consultation: Consultation, catalogue: Catalogue) -> bool:
    """Whether a recorded decision answers a finding on the consultation day, for any place it concerns."""
    prescriber = is_prescriber(consultation, catalogue)
    keys = finding.areas or tuple(request.key for request in consultation.areas) or ("",)
    return any(counts(decision, finding, key, consultation.as_of, prescriber=prescriber) for key in keys)


def _decisions(finding: Finding, consultation: Consultation, catalogue: Catalogue) -> tuple[DecisionLine, ...]:
    return tuple(
        DecisionLine(_decision_words(decision), decision_counts(decision, finding, consultation, catalogue))
        for decision in consultation.decisions
        if decision.finding in (finding.id, finding.key)
    )


def _decision_words(decision: Decision) -> str:
    verb = "Cleared by" if decision.kind == "clearance" else "Overridden by"
    who = f"{decision.by}, {role_words(decision.role)}"
    return f"{verb} {who}, {short_date(decision.date)}: {decision.reason}"
