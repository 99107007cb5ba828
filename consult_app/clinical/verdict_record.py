"""A verdict as it is kept: the object ``assess`` prints, as far as another day's verdict is compared with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from consult_app.clinical.assessment import Assessment
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation, Decision
from consult_app.clinical.decisions import decisions_for
from consult_app.clinical.explaining import decision_counts
from consult_app.clinical.numbing_limits import NumbingOutcome
from consult_app.clinical.verdict import Finding, Verdict

Outcome = Literal["treat", "precautions", "incomplete", "defer", "clearance", "do_not_treat"]


class _Kept(BaseModel):
    """A frozen value that leaves out what it does not compare."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class KeptOutcome(_Kept):
    """The outcome of the person, one area or all together."""

    outcome: Outcome
    not_before: date | None = None
    open_questions: tuple[str, ...] = ()


class KeptDecision(_Kept):
    """A clearance or an override; ``counts`` is None where it was not kept whether it counted."""

    kind: Literal["clearance", "override"]
    role: str
    date: date
    counts: bool | None = None


class KeptFinding(_Kept):
    """One finding; ``outcome`` is the id of the rule's outcome."""

    id: str
    outcome: str | None = None
    level: Literal["note", "precautions", "defer", "clearance", "do_not_treat"]
    areas: tuple[str, ...] = ()
    not_before: date | None = None
    until: str | None = None
    decisions: tuple[KeptDecision, ...] = ()


class KeptNumbing(_Kept):
    """What became of the numbing plan."""

    outcome: NumbingOutcome


class KeptProtocol(_Kept):
    """Which rules it was judged by."""

    version: str
    digest: str
    clinic_digest: str | None = None


class VerdictRecord(KeptOutcome):
    """A whole verdict; holds no name and no answer."""

    as_of: date
    person: KeptOutcome
    areas: Mapping[str, KeptOutcome]
    anaesthetic: KeptNumbing | None = None
    findings: tuple[KeptFinding, ...]
    protocol: KeptProtocol


def verdict_record(consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> VerdictRecord:
    """The verdict of a consultation as it is kept."""
    overall, numbing = judged.overall, judged.anaesthetic
    return VerdictRecord(
        as_of=judged.as_of,
        **_outcome(overall, judged.outcome),
        person=KeptOutcome.model_validate(_outcome(judged.person)),
        areas={key: KeptOutcome.model_validate(_outcome(verdict)) for key, verdict in judged.areas.items()},
        anaesthetic=KeptNumbing(outcome=numbing.outcome) if numbing else None,
        findings=tuple(_finding(finding, consultation, catalogue) for finding in judged.findings),
        protocol=KeptProtocol(
            version=catalogue.protocol.version, digest=catalogue.digest, clinic_digest=catalogue.clinic_digest
        ),
    )


def _outcome(verdict: Verdict, shown: str = "") -> dict[str, Any]:
    """A verdict as it is kept; ``shown`` is the outcome where it is not the verdict's own."""
    return {
        "outcome": shown or verdict.outcome,
        "not_before": verdict.not_before,
        "open_questions": verdict.open_questions,
    }


def _finding(finding: Finding, consultation: Consultation, catalogue: Catalogue) -> KeptFinding:
    return KeptFinding.model_validate(
        {
            "id": finding.id,
            "outcome": finding.outcome_id or None,
            "level": finding.level,
            "areas": finding.areas,
            "not_before": finding.not_before,
            "until": finding.until or None,
            "decisions": tuple(
                _decision(decision, finding, consultation, catalogue)
                for decision in decisions_for(finding, consultation)
            ),
        }
    )


def _decision(decision: Decision, finding: Finding, consultation: Consultation, catalogue: Catalogue) -> KeptDecision:
    return KeptDecision(
        kind=decision.kind,
        role=decision.role,
        date=decision.date,
        counts=decision_counts(decision, finding, consultation, catalogue),
    )
