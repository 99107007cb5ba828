"""The safety check in words: findings in groups, waits, and what opens the answer behind each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import facts_of
from consult_app.clinical.consultation import Consultation, Decision
from consult_app.clinical.dates import short_date
from consult_app.clinical.decisions import counts, decisions_to_review, is_outdated, is_prescriber
from consult_app.clinical.explanation import FindingLine, OpenLine, SourceLine
from consult_app.clinical.headline import first_of
from consult_app.clinical.referrals import Referral
from consult_app.clinical.roles import role_words
from consult_app.clinical.summary import Summary
from consult_app.clinical.verdict import Finding
from consult_app.ui.consultation.views import outcome_of
from consult_app.ui.theme import Outcome
from consult_app.ui.widgets.date_strip import DateStripView, Wait
from consult_app.ui.widgets.findings import FindingView

OPEN, REFERRAL = "open:", "referral:"
CONFIRM_AGAIN = "Confirm again"
WAITS_AT_MOST = 4
_ORDER = ("do_not_treat", "clearance", "defer", "incomplete", "precautions", "note")
_WHEN_DEFERRED = ("do_not_treat", "defer", "clearance", "incomplete", "precautions", "note")
_STEPS: Mapping[str, str] = {"device": "plan", "anaesthetic": "plan", "requested": "areas", "clinic": "areas"}


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one state; ``outcome`` is None for what is merely noted, or for what ``title`` names."""

    outcome: Outcome | None
    count: str
    rows: tuple[FindingView, ...]
    title: str = ""


def finding_groups(summary: Summary, consultation: Consultation, catalogue: Catalogue) -> tuple[FindingGroup, ...]:
    """Everything found and everything unanswered, in the order of the headline; then where else the client is sent."""
    order = _WHEN_DEFERRED if summary.headline.outcome == "defer" else _ORDER
    groups = []
    for level in order:
        if level == "incomplete":
            rows = tuple(_open_view(line, _where(line, summary, consultation)) for line in summary.open_questions)
        else:
            rows = tuple(
                _finding_view(at, line, consultation, catalogue)
                for at, line in enumerate(summary.findings)
                if line.finding.level == level
            )
        if rows:
            noun = "question" if level == "incomplete" else "finding"
            count = f"{len(rows)} {noun}{'' if len(rows) == 1 else 's'}"
            groups.append(FindingGroup(None if level == "note" else outcome_of(level), count, rows))
    return (*groups, *_referral_group(summary, catalogue))


def _referral_group(summary: Summary, catalogue: Catalogue) -> Iterator[FindingGroup]:
    rows = tuple(_referral_view(each, catalogue) for each in summary.referrals)
    if rows:
        yield FindingGroup(None, f"{len(rows)} subject{'' if len(rows) == 1 else 's'}", rows, "Referral")


def _referral_view(referral: Referral, catalogue: Catalogue) -> FindingView:
    where = _capital(", ".join(referral.names).lower())
    sources = dict.fromkeys(catalogue.sources[ref.id].short for ref in referral.sources if ref.id in catalogue.sources)
    return FindingView(
        f"{REFERRAL}{referral.areas[0]}",
        referral.subject,
        "" if referral.names == (referral.subject,) else where,
        referral.refer.words,
        "",
        first_of(sources, most=2),
    )


def _open_view(line: OpenLine, where: str) -> FindingView:
    title = f"{line.label}, {where}" if where else line.label
    return FindingView(f"{OPEN}{line.id}", title, f"Not answered. {line.words}", "", "", action="Answer now")


def _where(line: OpenLine, summary: Summary, consultation: Consultation) -> str:
    """The areas a question is open for, where it was answered for others."""
    given = consultation.answers.get(line.question, ())
    open_keys = {place for answer in given if answer.answer == "unsure" for place in answer.areas}
    return ", ".join(area.name.lower() for area in summary.areas if area.key in open_keys)


def _finding_view(at: int, line: FindingLine, consultation: Consultation, catalogue: Catalogue) -> FindingView:
    source, remark = source_words(line.sources)
    again = [each for each, _ in decisions_to_review(consultation, (line.finding,))]
    shown = [each for each in line.decisions if each in again or not is_outdated(each, line.finding)]
    may = any(each.kind == "clearance" or not line.override_refusal for each in again)
    return FindingView(
        finding=str(at),
        title=line.title,
        answer=". ".join(part for part in (_answer(line, catalogue), line.assumed) if part),
        what_to_do=what_to_do(line.finding),
        source=source,
        source_remark="\n".join(part for part in (remark, line.clinic_change) if part),
        is_overdue=line.review_overdue,
        decision="\n".join(_decision_words(one, line.finding, consultation, catalogue) for one in shown),
        review=CONFIRM_AGAIN if may else "",
    )


def _answer(line: FindingLine, catalogue: Catalogue) -> str:
    """The answer behind a finding, without the name the row already carries."""
    rule = catalogue.rules.get(line.finding.id)  # a signed finding may be of a rule that has gone since
    detail = line.finding.because.removeprefix(rule.label if rule else line.finding.label).removeprefix(": ")
    if line.finding.question:
        return f"Yes. {_capital(detail)}" if detail else "Yes"
    return _capital(detail)


def what_to_do(finding: Finding) -> str:
    """The day or event waited for, then the advice."""
    wait = ""
    if finding.not_before:
        wait = f"Not before {short_date(finding.not_before)}. "
    elif finding.level == "defer" and finding.until:
        wait = f"Wait until {finding.until}. "
    return f"{wait}{finding.advice}"


def source_words(sources: tuple[SourceLine, ...]) -> tuple[str, str]:
    """The first source that supports a rule, and what stands beside it: others, disputes, what is to be verified."""
    supports = [line for line in sources if line.stance == "supports"]
    disputes = [line.short for line in sources if line.stance == "disputes"]
    first = supports[0] if supports else sources[0]
    parts = [f"and {len(supports) - 1} more" if len(supports) > 1 else ""]
    parts += [f"disputed by {', '.join(disputes[:2])}" if disputes and supports else ""]
    parts += ["to be verified" if "to be verified" in first.provenance else ""]
    return first.short, ", ".join(part for part in parts if part)


def _decision_words(decision: Decision, finding: Finding, consultation: Consultation, catalogue: Catalogue) -> str:
    """Who decided what and when; said plainly when it does not count today."""
    prescriber = is_prescriber(consultation, catalogue)
    places = finding.areas or ("",)
    holds = any(counts(decision, finding, key, consultation.as_of, prescriber=prescriber) for key in places)
    verb = "Cleared by" if decision.kind == "clearance" else "Overridden by"
    role = role_words(decision.role)
    text = f"{verb} {decision.by}, {role}, {short_date(decision.date)}"
    if is_outdated(decision, finding):
        return f"To be reviewed: {text}. The answer or the rule has changed since; it does not count"
    return text if holds else f"{text}. Does not count today"


def answer_target(finding: Finding, catalogue: Catalogue) -> str:
    """The question, detail or step that holds the answer behind a finding."""
    if finding.question:
        return finding.question
    rule = catalogue.rules.get(finding.id)
    outcomes = rule.outcomes if rule else ()
    facts = sorted(fact for outcome in outcomes if outcome.id == finding.outcome_id for fact in facts_of(outcome.when))
    return next((target for fact in facts if (target := _fact_target(fact, finding, catalogue))), "areas")


def _fact_target(fact: str, finding: Finding, catalogue: Catalogue) -> str:
    head = fact.partition(".")[0]
    if head in catalogue.questions:
        return head
    if head == "client":
        return "client.date_of_birth" if fact == "client.age" else fact
    if head == "area":
        return f"areas.{finding.areas[0]}" if finding.areas else "areas"
    return fact if head == "skin" else _STEPS.get(head, "")


def wait_view(summary: Summary) -> DateStripView | None:
    """The dated waits, longest first where there are many; None when nothing waits for a day."""
    days: dict[str, Wait] = {}
    for line in summary.findings:
        day = line.finding.not_before
        if day and line.finding.blocks and (line.title not in days or days[line.title].until < day):
            days[line.title] = Wait(line.title, day)
    waits = sorted(days.values(), key=lambda wait: wait.until, reverse=True)[:WAITS_AT_MOST]
    return DateStripView(summary.as_of, tuple(waits), summary.headline.not_before) if waits else None


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
