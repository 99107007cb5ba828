"""Decisions: which clearances and overrides count beside a verdict, and what they let go ahead.

A decision never changes a verdict (clinical reference 0.2, rule 8); it only opens the next step.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation, Decision, Practitioner, overlaps
from consult_app.clinical.roles import any_of
from consult_app.clinical.verdict import INCOMPLETE, Finding, Level, Verdict

WRITTEN = "the written answer of"
NEVER_WITHOUT_LETTER = frozenset({"changing_lesion"})


@dataclass(frozen=True)
class GoAhead:
    """Whether an area may be planned and treated.

    ``planned`` is False where nothing may be planned at all; ``waits_for`` names what has to come first (its sessions
    then stand undated); ``earliest`` is the first day the remaining waits allow, None for the consultation day.
    ``unanswered`` keeps it shut while an open question could still defer, refer or bar; ``questions`` are those that
    keep it out of the plan.
    """

    planned: bool
    waits_for: tuple[str, ...] = ()
    earliest: date | None = None
    unanswered: bool = False
    why: str = ""
    questions: tuple[str, ...] = ()

    def open_on(self, day: date) -> bool:
        """Whether treatment on that day is open."""
        return (
            self.planned
            and not self.waits_for
            and not self.unanswered
            and (self.earliest is None or self.earliest <= day)
        )


def is_prescriber(consultation: Consultation, catalogue: Catalogue) -> bool:
    """Whether the settings or the case name the practitioner as doctor or independent prescriber."""
    role = catalogue.practice.roles.get(consultation.practitioner.role or "")
    return consultation.practitioner.prescriber == "yes" or bool(role and role.prescriber == "yes")


def override_refusal(finding: Finding, *, prescriber: bool) -> str:
    """Why this person may not override the finding, or an empty text when they may."""
    if finding.level == "do_not_treat":
        return (
            "Nobody may override this."
            if not finding.lifted_by
            else f"Only in writing by: {any_of(finding.lifted_by)}."
        )
    if finding.level == "clearance":
        if finding.id in NEVER_WITHOUT_LETTER:
            return f"This waits for the written answer of: {any_of(finding.lifted_by)}."
        return "" if prescriber else "Only a doctor or independent prescriber may go ahead without the written answer."
    if finding.overridable:
        return ""
    return (
        f"Only in writing by: {any_of(finding.lifted_by)}." if finding.lifted_by else "This wait cannot be overridden."
    )


def counts(decision: Decision, finding: Finding, area: str, as_of: date, *, prescriber: bool) -> bool:
    """Whether a recorded decision answers this finding for this area on this day."""
    if decision.finding not in (finding.id, finding.key) or decision.date > as_of or is_outdated(decision, finding):
        return False
    if decision.until and decision.until < as_of:
        return False
    if decision.areas and not any(overlaps(area, key) for key in decision.areas):
        return False
    if decision.kind == "clearance":
        return decision.role in finding.lifted_by
    return not override_refusal(finding, prescriber=prescriber)


def is_outdated(decision: Decision, finding: Finding) -> bool:
    """Whether the rule or a fact has changed since the decision was recorded; it then waits to be looked at again."""
    return bool(decision.basis) and decision.basis != finding.basis


def confirmed(decision: Decision, finding: Finding, who: Practitioner, as_of: date) -> Decision:
    """The decision after somebody looked at it again: it rests on the finding as it is now.

    An override is theirs from then on; what a doctor answered in writing keeps its name and day.
    """
    own = decision.kind == "override" and who.name and who.role
    theirs = {"by": who.name, "role": who.role, "date": as_of} if own else {}
    return decision.model_copy(update={"basis": finding.basis, **theirs})


def decisions_to_review(
    consultation: Consultation, findings: Iterable[Finding]
) -> tuple[tuple[Decision, Finding], ...]:
    """The decisions whose rule or facts have changed since, with the finding they are about; none of them counts.

    One of the same kind for the same areas that was recorded since settles it.
    """
    found = []
    for finding in findings:
        about = decisions_for(finding, consultation)
        settled = {(each.kind, each.areas) for each in about if not is_outdated(each, finding)}
        outdated = [each for each in about if is_outdated(each, finding)]
        found += [(each, finding) for each in outdated if (each.kind, each.areas) not in settled]
    return tuple(dict.fromkeys(found))


def decisions_for(finding: Finding, consultation: Consultation) -> tuple[Decision, ...]:
    """Everything recorded about a finding, in the order it was recorded."""
    return tuple(decision for decision in consultation.decisions if decision.finding in (finding.id, finding.key))


def standing(area: str, verdict: Verdict, consultation: Consultation, *, prescriber: bool) -> tuple[Finding, ...]:
    """What still holds up one area: the blocking findings no recorded decision answers, in a fixed order."""
    found = (
        finding
        for finding in verdict.findings
        if finding.holds_up_needling
        and not any(
            counts(decision, finding, area, consultation.as_of, prescriber=prescriber)
            for decision in consultation.decisions
        )
    )
    return tuple(sorted(found, key=lambda finding: (finding.key, finding.because, finding.areas)))


def go_ahead(area: str, verdict: Verdict, consultation: Consultation, *, prescriber: bool) -> GoAhead:
    """What the verdict of one area and the recorded decisions allow; what bars the cream alone bars no needling."""
    if verdict.outcome == INCOMPLETE:
        return GoAhead(planned=False, why="Not answered yet", questions=verdict.open_questions)
    found = standing(area, verdict, consultation, prescriber=prescriber)
    unanswered = any(question.level >= Level.DEFER for question in verdict.open)
    if unanswered and not found:
        return GoAhead(planned=False, unanswered=True, why="Not answered yet", questions=verdict.open_questions)
    barred = [finding.label for finding in found if finding.level == "do_not_treat"]
    if barred:
        return GoAhead(planned=False, why=f"Not to be treated: {', '.join(sorted(barred))}")
    waits = sorted({wait for finding in found for wait in _waits(finding)})
    return GoAhead(
        planned=True,
        waits_for=tuple(waits),
        earliest=_earliest(verdict.findings, found),
        unanswered=unanswered,
    )


def written_answer(finding: Finding) -> str:
    """What a clearance waits for: the written answer of the GP or dermatologist on Eczema."""
    return f"{WRITTEN} the {any_of(finding.lifted_by)} on {finding.label}"


def awaited(wait: str) -> str:
    """What a go-ahead waits for as it follows Waits: for a written answer, until something has happened."""
    return f"for {wait}" if wait.startswith(WRITTEN) else f"until {wait}"


def _waits(finding: Finding) -> Iterable[str]:
    if finding.level == "clearance":
        yield written_answer(finding)
    elif finding.until:
        yield finding.until


def _earliest(findings: Iterable[Finding], standing: Iterable[Finding]) -> date | None:
    """The latest date that still counts: an answered deferral no longer does, a clearance keeps its own day."""
    days = [finding.not_before for finding in standing if finding.not_before]
    days += [f.not_before for f in findings if f.level == "clearance" and f.not_before]
    return max(days, default=None)
