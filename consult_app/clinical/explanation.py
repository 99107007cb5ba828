"""Explanations: findings, sources and open questions in the words a practitioner reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from consult_app.clinical.assessment import Assessment
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation, Decision, FieldValue
from consult_app.clinical.dates import DAY, long_date
from consult_app.clinical.decisions import decisions_for, is_prescriber, override_refusal
from consult_app.clinical.entries import SourceRef
from consult_app.clinical.question_words import detail_label, open_label
from consult_app.clinical.questions import FollowUp
from consult_app.clinical.verdict import Finding, Level


@dataclass(frozen=True)
class SourceLine:
    """A source as a practitioner reads it, with how it is known and which way it points."""

    id: str
    short: str
    citation: str
    provenance: str
    stance: str
    address: str


@dataclass(frozen=True)
class FindingLine:
    """A finding in words, with its sources, its areas by name, and what was decided about it.

    ``details`` are what the client told beside yes; ``chosen`` are the options among it, such as products.
    ``clinic_change`` tells how the clinic's file changed the rule, and who decided it; empty where it did not.
    """

    finding: Finding
    title: str
    areas: tuple[str, ...]
    assumed: str
    sources: tuple[SourceLine, ...]
    decisions: tuple[Decision, ...]
    override_refusal: str
    review_overdue: bool
    details: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    clinic_change: str = ""


@dataclass(frozen=True)
class OpenLine:
    """An open question in words and the outcome its answer could still reach.

    ``words`` say what the answer could change, ``unlocks`` that one answer alone lets an area go ahead; ``may_wait``
    that nothing may be treated whatever is answered.
    """

    id: str
    question: str
    label: str
    could_reach: str
    words: str = ""
    unlocks: bool = False
    may_wait: bool = False


def finding_lines(
    consultation: Consultation, catalogue: Catalogue, judged: Assessment, names: Mapping[str, str]
) -> tuple[FindingLine, ...]:
    """Every finding in words, strictest first."""
    prescriber = is_prescriber(consultation, catalogue)
    return tuple(
        _finding_line(finding, consultation, catalogue, names, prescriber=prescriber) for finding in judged.findings
    )


def _finding_line(
    finding: Finding, consultation: Consultation, catalogue: Catalogue, names: Mapping[str, str], *, prescriber: bool
) -> FindingLine:
    where = tuple(names[key] for key in finding.areas if key in names)
    everywhere = not where or len(where) == len(names)
    assumed = [detail_label(name, catalogue) for name in finding.assumed]
    told = _told(finding, consultation, catalogue)
    return FindingLine(
        finding=finding,
        title=finding.label if everywhere else f"{finding.label}, {', '.join(where).lower()}",
        areas=where,
        assumed=f"Assumed, not answered: {', '.join(assumed)}" if assumed else "",
        sources=source_lines(finding.id, catalogue),
        decisions=decisions_for(finding, consultation),
        override_refusal=override_refusal(finding, prescriber=prescriber),
        review_overdue=bool(finding.review_by and finding.review_by < consultation.as_of),
        details=tuple(_in_words(item, value) for item, value in told),
        chosen=tuple(words for item, value in told if item.options for words in _options(item, value)),
        clinic_change=catalogue.clinic_changes.get(finding.key, ""),
    )


def _told(finding: Finding, consultation: Consultation, catalogue: Catalogue) -> list[tuple[FollowUp, FieldValue]]:
    """The details of the answer the finding speaks of, without places and what was denied."""
    question = catalogue.questions.get(finding.question)
    if question is None:
        return []
    spoken_of = finding.because.partition(": ")[2]
    answers = [each for each in consultation.answers.get(finding.question, ()) if question.described(each) == spoken_of]
    return [
        (item, value)
        for answer in answers[:1]
        for item in question.follow_ups
        for value in (answer.fields.get(item.id),)
        if value and value != "no" and item.kind != "areas"
    ]


def _options(item: FollowUp, value: FieldValue) -> list[str]:
    return [item.shown(each) for each in (value if isinstance(value, tuple) else (value,))]


def _in_words(item: FollowUp, value: FieldValue) -> str:
    """A detail as it reads in a list: a date or number under its name, other words by themselves."""
    if item.kind in ("choice", "choices", "text"):
        return item.shown(value)
    if item.kind == "yes_no":
        return item.label.lower() if value == "yes" else f"{item.label.lower()}: not sure"
    if item.kind == "date" and DAY.match(str(value)):
        named = "on" if item.label == "Date" else item.label.lower()
        return f"{named} {long_date(date.fromisoformat(str(value)))}"
    return f"{item.label.lower()} {item.shown(value)}"


def source_lines(rule: str, catalogue: Catalogue) -> tuple[SourceLine, ...]:
    """The sources of a rule, each with its provenance and stance."""
    return cited(catalogue.rules[rule].sources, catalogue)


def cited(refs: Iterable[SourceRef], catalogue: Catalogue) -> tuple[SourceLine, ...]:
    """The sources an entry cites, each with its provenance and stance."""
    return tuple(
        SourceLine(source.id, source.short, source.citation, source.provenance, ref.stance, source.address)
        for ref in refs
        for source in (catalogue.sources[ref.id],)
    )


def open_lines(judged: Assessment, catalogue: Catalogue) -> tuple[OpenLine, ...]:
    """The open questions in words, those that could do most first."""
    overall = judged.overall
    highest = {name: max(q.level for q in overall.open if q.id == name) for name in overall.open_questions}
    return tuple(
        OpenLine(name, name.partition(".")[0], open_label(name, catalogue), Level(level).outcome)
        for name, level in highest.items()
    )


def precautions(judged: Assessment, catalogue: Catalogue) -> tuple[str, ...]:
    """Every precaution to keep, and the blanks that count as one."""
    overall = judged.overall
    blanks = (
        f"Not answered: {line.label}" for line in open_lines(judged, catalogue) if line.could_reach == "precautions"
    )
    return (*sorted(overall.precautions), *blanks)
