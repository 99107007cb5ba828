"""Differences between two verdicts on the same consultation, each a sentence a person can read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.dates import short_date
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.headline import WORDS
from consult_app.clinical.question_words import open_label
from consult_app.clinical.roles import role_words
from consult_app.clinical.verdict_record import KeptFinding, KeptNumbing, KeptOutcome, KeptProtocol, VerdictRecord

Kind = Literal["day", "outcome", "question", "finding", "numbing", "decision", "protocol"]
NUMBING: Mapping[str, str] = {"not_known": "not known", "clearance": "a doctor to be asked"}
SHOWN = 12


@dataclass(frozen=True)
class Difference:
    """One difference; ``subject`` is the area key, finding key or question id it is about, empty for the whole."""

    kind: Kind
    subject: str
    text: str


def differences(before: VerdictRecord, now: VerdictRecord, catalogue: Catalogue) -> tuple[Difference, ...]:
    """Everything in which a verdict differs from an earlier one, the most important first."""
    return (
        *_day(before, now),
        *_outcomes(before, now, catalogue),
        *_numbing(before.anaesthetic, now.anaesthetic),
        *_findings(before, now, catalogue),
        *_questions(before, now, catalogue),
        *_decisions(before, now, catalogue),
        *_protocol(before.protocol, now.protocol),
    )


def _changed(name: str, before: str, now: str) -> str:
    return f"{name}: was {before}, is now {now}"


def _day(before: VerdictRecord, now: VerdictRecord) -> Iterator[Difference]:
    if before.as_of != now.as_of:
        text = _changed("Consultation day", short_date(before.as_of), short_date(now.as_of))
        yield Difference("day", "", text)


def _outcomes(before: VerdictRecord, now: VerdictRecord, catalogue: Catalogue) -> Iterator[Difference]:
    yield from _outcome("", "Overall", before, now)
    yield from _outcome("person", "The whole person", before.person, now.person)
    for key in dict.fromkeys((*before.areas, *now.areas)):
        yield from _outcome(key, area_words(key, catalogue), before.areas.get(key), now.areas.get(key))


def _outcome(subject: str, name: str, before: KeptOutcome | None, now: KeptOutcome | None) -> Iterator[Difference]:
    earlier, later = _outcome_words(before), _outcome_words(now)
    if earlier != later:
        yield Difference("outcome", subject, _changed(name, earlier, later))


def _outcome_words(part: KeptOutcome | None) -> str:
    return _level_words(part.outcome, part.not_before, "") if part else "not requested"


def _level_words(level: str, not_before: date | None, until: str) -> str:
    """A level with what it waits for: Defer until 12 Mar 2027."""
    words = WORDS.get(level, "Noted")
    waits = [short_date(not_before)] if not_before else []
    waits += [until] if until else []
    if not waits:
        return words
    return f"{words}{' until ' if level == 'defer' else ', not before '}{' and until '.join(waits)}"


def _numbing(before: KeptNumbing | None, now: KeptNumbing | None) -> Iterator[Difference]:
    earlier, later = (_numbing_words(part) for part in (before, now))
    if earlier != later:
        yield Difference("numbing", "", _changed("Numbing", earlier, later))


def _numbing_words(part: KeptNumbing | None) -> str:
    return NUMBING.get(part.outcome, part.outcome) if part else "not planned"


def _findings(before: VerdictRecord, now: VerdictRecord, catalogue: Catalogue) -> Iterator[Difference]:
    earlier, later = _by_key(before), _by_key(now)
    for key in dict.fromkeys((*earlier, *later)):
        name = finding_label(key, catalogue)
        old, new = (_findings_words(side.get(key, ()), catalogue) for side in (earlier, later))
        if not new:
            yield Difference("finding", key, f"No longer found: {name} ({old})")
        elif not old:
            yield Difference("finding", key, f"New: {name} ({new})")
        elif old != new:
            yield Difference("finding", key, _changed(name, old, new))


def _by_key(verdict: VerdictRecord) -> Mapping[str, tuple[KeptFinding, ...]]:
    found: dict[str, tuple[KeptFinding, ...]] = {}
    for finding in verdict.findings:
        found[finding_key(finding)] = (*found.get(finding_key(finding), ()), finding)
    return found


def finding_key(finding: KeptFinding) -> str:
    """Rule and outcome together, as decisions name a finding."""
    return f"{finding.id}.{finding.outcome}" if finding.outcome else finding.id


def finding_label(key: str, catalogue: Catalogue) -> str:
    """What a finding is called by the present rules; one they no longer know goes by its id."""
    rule_id, _, outcome_id = key.partition(".")
    rule = catalogue.rules.get(rule_id)
    if rule is None:
        return key.replace(".", ", ").replace("_", " ")
    return next((each.label for each in rule.outcomes if each.id == outcome_id and each.label), rule.label)


def _findings_words(findings: tuple[KeptFinding, ...], catalogue: Catalogue) -> str:
    """The findings of one outcome, each with its level, wait and places, in an order of their own."""
    return "; ".join(sorted({_finding_words(finding, catalogue) for finding in findings}))


def _finding_words(finding: KeptFinding, catalogue: Catalogue) -> str:
    places = ", ".join(area_words(key, catalogue) for key in finding.areas)
    words = _level_words(finding.level, finding.not_before, finding.until or "")
    return f"{words}, {places}" if places else words


def _questions(before: VerdictRecord, now: VerdictRecord, catalogue: Catalogue) -> Iterator[Difference]:
    for name in now.open_questions:
        if name not in before.open_questions:
            yield Difference("question", name, f"Now also asks: {open_label(name, catalogue)}")
    for name in before.open_questions:
        if name not in now.open_questions:
            yield Difference("question", name, f"No longer asks: {open_label(name, catalogue)}")


def _decisions(before: VerdictRecord, now: VerdictRecord, catalogue: Catalogue) -> Iterator[Difference]:
    """Decisions that counted and no longer do, where what they were made for still stands."""
    counted = {
        (finding.id, each.kind, each.role, each.date)
        for finding in before.findings
        for each in finding.decisions
        if each.counts is not False
    }
    for finding in now.findings:
        for each in finding.decisions:
            if each.counts is False and (finding.id, each.kind, each.role, each.date) in counted:
                name, key = finding_label(finding_key(finding), catalogue), finding_key(finding)
                who = f"{each.kind} by the {role_words(each.role)} of {short_date(each.date)}"
                yield Difference("decision", key, f"{name}: the {who} no longer counts")


def _protocol(before: KeptProtocol, now: KeptProtocol) -> Iterator[Difference]:
    if before.version != now.version:
        yield Difference("protocol", "", _changed("Protocol", f"version {before.version}", f"version {now.version}"))
    elif before.digest != now.digest:
        shown = (f"{digest[:SHOWN]}…" for digest in (before.digest, now.digest))
        yield Difference("protocol", "", _changed(f"Protocol {now.version}, digest", *shown))
    if before.clinic_digest != now.clinic_digest:
        sides = ((f"digest {side[:SHOWN]}…" if side else "none") for side in (before.clinic_digest, now.clinic_digest))
        yield Difference("protocol", "", _changed("The clinic's own file", *sides))
