"""Checking: what the rules find for one client on one day, for the person and for each requested area."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from consult_app.clinical.conditions import NEVER, Truth, evaluate, facts_of, turning_days
from consult_app.clinical.consultation import Answer, overlaps
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.dates import short_date
from consult_app.clinical.facts import Facts, Values
from consult_app.clinical.instruments import ROMAN
from consult_app.clinical.verdict import Finding, Level, OpenQuestion, Verdict

PERSON = "person"
ANAESTHETIC = "anaesthetic"


@dataclass(frozen=True)
class Contribution:
    """What one outcome adds to one target: the person, the numbing plan or an area key."""

    target: str
    verdict: Verdict


@dataclass(frozen=True)
class _Hit:
    """One outcome seen from one target: its truth, the facts it was judged by, and what had to be assumed."""

    outcome: Outcome
    target: str
    truth: Truth
    facts: Facts
    assumed: tuple[str, ...] = ()


def check(
    entries: Iterable[Contraindication], facts: Facts, areas: Mapping[str, Mapping[str, Values]]
) -> tuple[Contribution, ...]:
    """What every entry contributes; ``areas`` maps each requested area key to its own facts."""
    return tuple(part for entry in entries for part in _check_entry(entry, facts, areas))


def _check_entry(
    entry: Contraindication, facts: Facts, areas: Mapping[str, Mapping[str, Values]]
) -> Iterator[Contribution]:
    question = entry.asks
    answers = facts.instances(question) if question else ()
    for answer in answers or (None,):
        bound = facts.bind(question, answer) if question and answer else facts
        hits = [hit for outcome in entry.outcomes for hit in _hits(entry, outcome, answer, bound, areas)]
        yield from _contributions(entry, answer, _last_to_end(_strictest_assumed(hits)))


def _hits(
    entry: Contraindication,
    outcome: Outcome,
    answer: Answer | None,
    facts: Facts,
    areas: Mapping[str, Mapping[str, Values]],
) -> Iterator[_Hit]:
    for target in _targets(entry, outcome, answer, tuple(areas)):
        seen = facts.in_area(areas[target]) if target in areas else facts
        truth = evaluate(outcome.when, seen, facts.as_of)
        if truth.value and outcome.scope == "elsewhere" and _places(entry, answer) is None:
            yield _Hit(outcome, target, truth, seen, (f"{entry.asks}.areas",))
        elif truth.value is None and evaluate(outcome.when, seen, facts.as_of, assume=True).value:
            yield _Hit(outcome, target, Truth(True), seen, tuple(sorted(truth.waits_for)))
        elif truth.value is not False:
            yield _Hit(outcome, target, truth, seen)


def _targets(
    entry: Contraindication, outcome: Outcome, answer: Answer | None, areas: tuple[str, ...]
) -> tuple[str, ...]:
    if outcome.scope in (PERSON, ANAESTHETIC):
        return (outcome.scope,)
    if outcome.scope == "all_areas":
        return areas
    places = _places(entry, answer)
    if places is None:
        return (PERSON,) if outcome.scope == "elsewhere" else areas
    touched = tuple(key for key in areas if any(overlaps(key, place) for place in places))
    if outcome.scope != "elsewhere":
        return touched
    return tuple(key for key in areas if key not in touched) if touched else (PERSON,)


def _places(entry: Contraindication, answer: Answer | None) -> tuple[str, ...] | None:
    """Where the answer lies; None when no place was named, which counts for every area and for elsewhere."""
    if answer is None or answer.answer == "no":
        return None
    named = answer.areas
    if entry.places:
        chosen = answer.fields.get(entry.places.field)
        if chosen is None:
            return None
        named += entry.places.areas.get(str(chosen), ())
    return named or None


def _strictest_assumed(hits: list[_Hit]) -> list[_Hit]:
    """Of the outcomes that hold only by assumption, each target keeps its strictest."""

    def beaten(hit: _Hit) -> bool:
        return bool(hit.assumed) and any(
            other.assumed and other.target == hit.target and other.outcome.verdict_level > hit.outcome.verdict_level
            for other in hits
        )

    return [hit for hit in hits if not beaten(hit)]


def _last_to_end(hits: list[_Hit]) -> list[_Hit]:
    """Of deferrals of one target that count from the same fact, the one that ends last; the others say less."""

    def until(hit: _Hit) -> date:
        return _not_before(hit.outcome, hit.facts) or date.min

    def beaten(hit: _Hit) -> bool:
        rule = hit.outcome.not_before
        return hit.outcome.level == "defer" and any(
            other.outcome.level == "defer"
            and other.truth.value
            and other.target == hit.target
            and rule is not None
            and other.outcome.not_before is not None
            and other.outcome.not_before.fact == rule.fact
            and until(other) > until(hit)
            for other in hits
        )

    return [hit for hit in hits if not (hit.truth.value and beaten(hit))]


def _contributions(entry: Contraindication, answer: Answer | None, hits: list[_Hit]) -> Iterator[Contribution]:
    for hit in hits:
        level = hit.outcome.verdict_level
        if hit.truth.value:
            same = [other for other in hits if other.outcome is hit.outcome and other.truth.value]
            finding = _finding(entry, hit, answer, tuple(other.target for other in same))
            yield Contribution(hit.target, _proven(level, finding))
            if hit.target == ANAESTHETIC:
                yield Contribution(PERSON, _proven(min(level, Level.PRECAUTIONS), finding))
        elif level > Level.TREAT:
            yield Contribution(hit.target, _open(level, hit.truth))
            if hit.target == ANAESTHETIC:
                yield Contribution(PERSON, _open(Level.PRECAUTIONS, hit.truth))


def _open(level: Level, truth: Truth) -> Verdict:
    return Verdict(possible=level, open=frozenset(OpenQuestion(name, level) for name in truth.waits_for))


def _proven(level: Level, finding: Finding) -> Verdict:
    precaution = finding.advice if level == Level.PRECAUTIONS else ""
    return Verdict(
        proven=level,
        possible=level,
        latest=finding.not_before if level >= Level.DEFER else None,
        until=frozenset({finding.until} if finding.until and level >= Level.DEFER else ()),
        precautions=frozenset({precaution} if precaution else ()),
        findings=frozenset({finding}),
    )


def _finding(entry: Contraindication, hit: _Hit, answer: Answer | None, targets: tuple[str, ...]) -> Finding:
    outcome, facts = hit.outcome, hit.facts
    watch = outcome.test_patch
    return Finding(
        id=entry.id,
        outcome_id=outcome.id,
        label=outcome.label or entry.label,
        level="precautions" if outcome.scope == "lesion" and outcome.level != "note" else outcome.level,
        scope=outcome.scope,
        areas=tuple(key for key in targets if key not in (PERSON, ANAESTHETIC)),
        not_before=_not_before(outcome, facts),
        until=outcome.until,
        lapses_on=lapse_day(outcome, facts),
        because=_because(entry, outcome, answer, facts),
        advice=outcome.advice,
        client_text=outcome.client,
        letter_question=outcome.letter,
        assumed=hit.assumed,
        lifted_by=outcome.lifted_by,
        overridable=outcome.overridable,
        test_patch_days=watch.days if watch else 0,
        test_patch_months=watch.months if watch else 0,
        effective_from=entry.effective_from,
        review_by=entry.review_by,
        question=entry.asks or "",
    )


def _not_before(outcome: Outcome, facts: Facts) -> date | None:
    """The latest day the outcome's rule yields, when it still lies ahead."""
    if outcome.not_before is None:
        return None
    days = [outcome.not_before.from_day(day) for day in facts.values(outcome.not_before.fact) if isinstance(day, date)]
    return max((day for day in days if day > facts.as_of), default=None)


def lapse_day(outcome: Outcome, facts: Facts) -> date | None:
    """The first coming day on which the outcome no longer holds with today's answers, or None."""
    ahead = (day for day in turning_days(outcome.when, facts) if day > facts.as_of)
    return next((day for day in ahead if evaluate(outcome.when, facts, day).value is False), None)


def _because(entry: Contraindication, outcome: Outcome, answer: Answer | None, facts: Facts) -> str:
    question = facts.questions.get(entry.asks or "")
    if question and answer and (details := question.described(answer)):
        return f"{entry.label}: {details}"
    shown = [
        _shown(fact, value)
        for fact in sorted(facts_of(outcome.when))
        if "." in fact and fact in facts.given
        for value in facts.given[fact]
        if value is not NEVER and isinstance(value, str | int | float | date)
    ]
    return f"{entry.label}: {', '.join(shown)}" if shown and not question else entry.label


FACT_WORDS: Mapping[str, str] = {
    "client.date_of_birth": "born",
    "client.weight_kg": "weight in kg",
    "skin.fitzpatrick": "Fitzpatrick type",
    "skin.glogau": "Glogau type",
    "device.kind": "device",
    "area.concerns": "concern",
    "area.id": "area",
}


def _shown(fact: str, value: object) -> str:
    text = short_date(value) if isinstance(value, date) else f"{value:g}" if isinstance(value, float) else str(value)
    if fact in ("skin.fitzpatrick", "skin.glogau") and isinstance(value, int):
        text = ROMAN[value]
    return f"{FACT_WORDS.get(fact, fact)} {text.replace('_', ' ')}"
