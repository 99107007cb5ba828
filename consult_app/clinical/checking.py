"""Checking: what the rules find for one client on one day, for the person and for each requested area."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from consult_app.clinical.conditions import Truth, evaluate
from consult_app.clinical.consultation import Answer, overlaps
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.facts import Facts, Values
from consult_app.clinical.findings import finding, not_before
from consult_app.clinical.ruleset import Branch, Rule
from consult_app.clinical.truths import HOLDS
from consult_app.clinical.verdict import Finding, Level, Verdict, waiting

PERSON = "person"
ANAESTHETIC = "anaesthetic"
Views = Mapping[str, Facts]
"""The facts as each target sees them: the person, the numbing plan and every requested area."""
Targets = tuple[str, ...]


class Contribution(NamedTuple):
    """What one outcome adds to one target: the person, the numbing plan or an area key."""

    target: str
    verdict: Verdict


class _Hit(NamedTuple):
    """One branch seen from one target: its truth, the facts it was judged by, and what had to be assumed."""

    branch: Branch
    target: str
    truth: Truth
    facts: Facts
    assumed: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        return self.branch.outcome


def check(rules: Iterable[Rule], facts: Facts, areas: Mapping[str, Mapping[str, Values]]) -> tuple[Contribution, ...]:
    """What every rule contributes; ``areas`` maps each requested area key to its own facts."""
    facts = replace(facts, areas=areas)
    views = {PERSON: facts, ANAESTHETIC: facts} | {key: facts.in_area(given) for key, given in areas.items()}
    denied = facts.denied
    left = [rule for rule in rules if rule.after_no or rule.question not in denied]
    return tuple(part for rule in left for part in _check_rule(rule, views))


def _check_rule(rule: Rule, views: Views) -> Iterable[Contribution]:
    question = rule.question
    if question is None:
        return _judged(rule.entry, rule.branches, None, views)
    answers = views[PERSON].instances(question)
    if not answers:
        return (*_waiting(rule, views[PERSON].requested), *_judged(rule.entry, rule.while_blank, None, views))
    if len(answers) == 1:
        return _answered(rule, answers[0], views)
    seen = [{key: view.bind(question, each) for key, view in views.items()} for each in answers]
    return [part for one, own in zip(answers, seen, strict=True) for part in _answered(rule, one, own)]


def _answered(rule: Rule, answer: Answer, views: Views) -> Iterable[Contribution]:
    return _judged(rule.entry, rule.after_no if answer.answer == "no" else rule.branches, answer, views)


def _waiting(rule: Rule, areas: Targets) -> Iterator[Contribution]:
    targets = _targets(None, areas)
    for branch, verdict in rule.waiting.items():
        yield from (Contribution(target, verdict) for target in targets[branch.outcome.scope])
        if branch.outcome.scope == ANAESTHETIC:
            asked = (question.id for question in verdict.open)
            yield Contribution(PERSON, waiting(min(branch.level, Level.PRECAUTIONS), asked))


def _judged(
    entry: Contraindication, branches: tuple[Branch, ...], answer: Answer | None, views: Views
) -> Iterable[Contribution]:
    if not branches:
        return ()
    places = _places(entry, answer)
    targets = _targets(places, views[PERSON].requested)
    hits = [hit for branch in branches for hit in _hits(branch, targets[branch.outcome.scope], places, views)]
    return _contributions(entry, answer, _last_to_end(_strictest_assumed(hits))) if hits else ()


def _hits(branch: Branch, targets: Targets, places: Targets | None, views: Views) -> Iterator[_Hit]:
    """The targets for which the branch holds or may hold; those that look at the same facts are judged together."""
    for together in [(target,) for target in targets] if branch.by_area else [targets] if targets else []:
        truth, assumed = _truth(branch, places, views[together[0]])
        if truth.value is not False:
            yield from (_Hit(branch, target, truth, views[target], assumed) for target in together)


def _truth(branch: Branch, places: Targets | None, facts: Facts) -> tuple[Truth, tuple[str, ...]]:
    """Whether the outcome holds, and the missing details that were taken at their strictest for it."""
    when = branch.outcome.when
    truth = evaluate(when, facts, facts.as_of)
    if truth.value is None and evaluate(when, facts, facts.as_of, assume=True).value:
        return HOLDS, tuple(sorted(truth.waits_for))
    if truth.value and places is None and branch.outcome.scope == "elsewhere":
        return truth, (f"{branch.question}.areas",)
    return truth, ()


def _targets(places: Targets | None, areas: Targets) -> Mapping[str, Targets]:
    """What an outcome of each scope speaks of; without a place every area is meant, and other skin as well."""
    everywhere = {PERSON: (PERSON,), ANAESTHETIC: (ANAESTHETIC,), "all_areas": areas}
    if places is None:
        return everywhere | {"area": areas, "lesion": areas, "elsewhere": (PERSON,)}
    touched = tuple(key for key in areas if any(overlaps(key, place) for place in places))
    apart = tuple(key for key in areas if key not in touched) if touched else (PERSON,)
    return everywhere | {"area": touched, "lesion": touched, "elsewhere": apart}


def _places(entry: Contraindication, answer: Answer | None) -> Targets | None:
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
    strictest: dict[str, Level] = {}
    for hit in hits:
        if hit.assumed:
            strictest[hit.target] = max(hit.branch.level, strictest.get(hit.target, Level.TREAT))
    return [hit for hit in hits if not hit.assumed or hit.branch.level == strictest[hit.target]]


def _last_to_end(hits: list[_Hit]) -> list[_Hit]:
    """Of deferrals of one target that count from the same fact, the one that ends last; the others say less."""
    waits = [hit for hit in hits if hit.truth.value and hit.outcome.level == "defer" and hit.outcome.not_before]
    outlasted = [hit for hit in waits if any(_outlasts(other, hit) for other in waits if other is not hit)]
    return [hit for hit in hits if hit not in outlasted]


def _outlasts(one: _Hit, other: _Hit) -> bool:
    first, second = one.outcome.not_before, other.outcome.not_before
    if first is None or second is None or first.fact != second.fact or one.target != other.target:
        return False
    end = not_before(one.outcome, one.facts)
    shorter = not_before(other.outcome, other.facts)
    return end is not None and (shorter is None or end > shorter)


def _contributions(entry: Contraindication, answer: Answer | None, hits: list[_Hit]) -> Iterator[Contribution]:
    for branch, group in groupby(hits, key=attrgetter("branch")):
        same = tuple(group)
        areas = tuple(hit.target for hit in same if hit.truth.value and hit.target not in (PERSON, ANAESTHETIC))
        for together in [(hit,) for hit in same] if branch.by_area else [same]:
            yield from _each(entry, answer, together, areas)


def _each(
    entry: Contraindication, answer: Answer | None, hits: tuple[_Hit, ...], areas: tuple[str, ...]
) -> Iterator[Contribution]:
    """The same contribution for each target; a person without numbing cream is treated with care."""
    hit, level = hits[0], hits[0].branch.level
    found = finding(entry, hit.branch, answer, hit.facts, areas=areas, assumed=hit.assumed) if hit.truth.value else None
    if found is None and level == Level.TREAT:
        return
    verdict = _verdict(level, found, hit.truth)
    yield from (Contribution(each.target, verdict) for each in hits)
    if hit.target == ANAESTHETIC:
        yield Contribution(PERSON, _verdict(min(level, Level.PRECAUTIONS), found, hit.truth))


def _verdict(level: Level, found: Finding | None, truth: Truth) -> Verdict:
    if found is None:
        return waiting(level, truth.waits_for)
    blocks, careful = level >= Level.DEFER, level == Level.PRECAUTIONS
    return Verdict(
        proven=level,
        possible=level,
        latest=found.not_before if blocks else None,
        until=frozenset({found.until} if blocks and found.until else ()),
        precautions=frozenset({found.advice} if careful and found.advice else ()),
        findings=frozenset({found}),
    )
