"""Why a day is shut for an area: each finding, lapsed answer or open question that stands on that day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.contraindications import Contraindication
from consult_app.clinical.dates import short_date
from consult_app.clinical.decisions import counts, go_ahead, is_prescriber
from consult_app.clinical.facts import Facts
from consult_app.clinical.opening import Shut
from consult_app.clinical.question_words import open_label
from consult_app.clinical.questions import FollowUp
from consult_app.clinical.reasons import Reason
from consult_app.clinical.turning import counts_until, lapsing
from consult_app.clinical.verdict import Finding, Level, Verdict


@dataclass(frozen=True)
class Coming:
    """An area seen on a coming day: ``then`` is the consultation on that day, ``facts`` are those of today."""

    area: str
    then: Consultation
    catalogue: Catalogue
    facts: Facts


def why_shut(verdict: Verdict, coming: Coming) -> tuple[Shut, ...]:
    """Everything in a verdict that keeps the area shut on the day, each rule or question once."""
    found: dict[str, Shut] = {}
    for finding in sorted((each for each in verdict.findings if each.holds_up_needling), key=lambda each: each.key):
        if words := _standing(finding, coming):
            sources = coming.catalogue.rules[finding.id].sources
            found.setdefault(finding.id, Shut(finding.id, Reason(words, sources)))
    for name in sorted({question.id for question in verdict.open if question.level >= Level.DEFER}):
        found.setdefault(name, _open(name, coming))
    return tuple(found.values())


def _standing(finding: Finding, coming: Coming) -> str:
    """What the finding alone asks for on the day; empty when an answer or a date lets it go ahead."""
    then, level = coming.then, Level[finding.level.upper()]
    alone = Verdict(proven=level, possible=level, findings=frozenset({finding}))
    ahead = go_ahead(coming.area, alone, then, prescriber=is_prescriber(then, coming.catalogue))
    if ahead.open_on(then.as_of):
        return ""
    until = f"{finding.label}: not before {short_date(ahead.earliest)}" if ahead.earliest else ahead.why
    lapsed = [*_decisions(finding, coming), *_results(coming.catalogue.rules[finding.id], coming)]
    return "; ".join(lapsed) or ", ".join(ahead.waits_for) or until


def _open(name: str, coming: Coming) -> Shut:
    """An open question, and the result it was answered by, where that no longer counts."""
    asked = name.partition(".")[0]
    rules = [rule for rule in coming.catalogue.contraindications if rule.asks == asked]
    lapsed = dict.fromkeys(words for rule in rules for words in _results(rule, coming))
    words = "; ".join(lapsed) or f"an answer about {open_label(name, coming.catalogue)}"
    return Shut(name, Reason(words, rules[0].sources if rules else ()))


def _decisions(finding: Finding, coming: Coming) -> Iterator[str]:
    """The recorded answers that would still count, had they no last day."""
    prescriber = is_prescriber(coming.then, coming.catalogue)
    for decision in coming.then.decisions:
        last = decision.until
        if last and last < coming.then.as_of and counts(decision, finding, coming.area, last, prescriber=prescriber):
            yield f"{decision.by}'s answer on {finding.label} counts until {short_date(last)}; a newer one is needed"


def _results(rule: Contraindication, coming: Coming) -> Iterator[str]:
    """The results that count today and no longer on the day."""
    for outcome in rule.outcomes:
        for window in lapsing(outcome.when):
            for value in coming.facts.values(window.fact):
                last = counts_until(window, value) if isinstance(value, date) else None
                if isinstance(value, date) and last and coming.facts.as_of <= last < coming.then.as_of:
                    words = f"{_label(window.fact, coming)} {short_date(value)} counts until {short_date(last)}"
                    yield f"{words}; a newer one is needed"


def _label(fact: str, coming: Coming) -> str:
    name, _, detail = fact.partition(".")
    follow_up: FollowUp | None = coming.catalogue.questions[name].follow_up(detail)
    return follow_up.label if follow_up else name
