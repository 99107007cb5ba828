"""Cross-checks of the knowledge: what names what, and whether each entry's examples come out as they say."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from consult_app.clinical.admission import ELSEWHERE, key_problem
from consult_app.clinical.assessment import judge
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import Condition, facts_of
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.contraindications import Contraindication, Example
from consult_app.clinical.entries import Entry
from consult_app.clinical.practice import Practice
from consult_app.clinical.problems import described

GIVEN = {
    "client": "date_of_birth age sex_at_birth weight_kg height_cm",
    "skin": "fitzpatrick glogau",
    "device": "id kind max_depth_mm",
    "anaesthetic": "planned product drugs minutes",
    "requested": "areas concerns",
    "clinic": "areas_offered minimum_age",
    "area": "id key group area_cm2 concerns offered_concerns grade "
    "burn_age_months burn_flat burn_grafted burn_size_cm2",
}
"""The facts that are no answers, as ``assessment.gather`` and ``assessment.area_facts`` give them."""


def inconsistencies(catalogue: Catalogue, rules: Iterable[Contraindication]) -> tuple[str, ...]:
    """Every cross-reference that leads nowhere and every example that comes out otherwise.

    ``rules`` are the entries as the files state them, the clinic's own among them, before its settings change them;
    their examples too speak of a practice that has set nothing.
    """
    entries = tuple(rules)
    found = [
        *_sources(catalogue, entries),
        *_questions(catalogue, entries),
        *_concerns(catalogue),
        *_devices(catalogue),
    ]
    if not found:
        bare = replace(catalogue, practice=Practice(format=1))
        found += [problem for entry in entries for problem in _examples(bare, entry)]
    return tuple(found)


def _sources(catalogue: Catalogue, rules: tuple[Contraindication, ...]) -> Iterator[str]:
    cited: tuple[Entry, ...] = (
        *rules,
        *catalogue.areas.values(),
        *catalogue.concerns.values(),
        *catalogue.instruments.values(),
        *catalogue.anaesthesia.products.values(),
    )
    for entry in cited:
        for ref in entry.sources:
            if ref.id not in catalogue.sources:
                yield f"{entry.id}: sources: {ref.id} is no source"


def _questions(catalogue: Catalogue, rules: tuple[Contraindication, ...]) -> Iterator[str]:
    rows = {row.number for row in catalogue.rows}
    for entry in rules:
        if entry.row is not None and entry.row not in rows:
            yield f"{entry.id}: row {entry.row} is no row of the health history"
        if entry.asks and entry.asks not in catalogue.questions:
            yield f"{entry.id}: question_id {entry.asks} is asked by no entry"
            continue
        for where, condition in _conditions(entry):
            for fact in sorted(facts_of(condition)):
                if not _known_fact(fact, catalogue):
                    yield f"{entry.id}: {where}: {fact} is no fact"
        for outcome in entry.outcomes:
            if outcome.not_before and not _known_fact(outcome.not_before.fact, catalogue):
                yield f"{entry.id}: {outcome.id or outcome.level}.not_before: {outcome.not_before.fact} is no fact"
        yield from _places(entry, catalogue)


def _places(entry: Contraindication, catalogue: Catalogue) -> Iterator[str]:
    for keys in entry.places.areas.values() if entry.places else ():
        for key in keys:
            if key != ELSEWHERE and (reason := key_problem(key, catalogue)):
                yield f"{entry.id}: places: {reason}"


def _conditions(entry: Contraindication) -> Iterator[tuple[str, Condition]]:
    if entry.ask_when:
        yield "ask_when", entry.ask_when
    for outcome in entry.outcomes:
        yield f"{outcome.id or outcome.level}.when", outcome.when
    for follow_up in entry.follow_ups:
        if follow_up.when:
            yield f"{follow_up.id}.when", follow_up.when


def _known_fact(fact: str, catalogue: Catalogue) -> bool:
    name, _, detail = fact.partition(".")
    if detail in GIVEN.get(name, "").split():
        return True
    question = catalogue.questions.get(name)
    return question is not None and (detail in ("", "answer", "in_requested") or question.follow_up(detail) is not None)


def _concerns(catalogue: Catalogue) -> Iterator[str]:
    places = {*catalogue.areas, *(area.group for area in catalogue.areas.values())}
    for concern in catalogue.concerns.values():
        for place in (*concern.only, *concern.except_in):
            if place not in places:
                yield f"{concern.id}: {place} is no area and no group"
        if concern.planned_as and concern.planned_as not in catalogue.concerns:
            yield f"{concern.id}: planned_as {concern.planned_as} is no concern"


def _devices(catalogue: Catalogue) -> Iterator[str]:
    for number, device in enumerate(catalogue.practice.devices, 1):
        for listed in device.contraindicated:
            if listed.id not in catalogue.rules:
                yield f"clinic.yaml: devices[{number}].contraindicated: {listed.id} is no entry"


def _examples(catalogue: Catalogue, entry: Contraindication) -> Iterator[str]:
    shown: set[str] = set()
    for number, example in enumerate(entry.examples, 1):
        try:
            consultation = _consultation(example)
        except ValidationError as error:
            yield from (f"{entry.id}: example {number}: {problem}" for problem in described(error))
            continue
        assessment = judge(consultation, catalogue, (entry,))
        held = {finding.outcome_id for finding in assessment.findings if not finding.assumed}
        assumed = {finding.outcome_id for finding in assessment.findings if finding.assumed}
        shown |= held
        if assessment.outcome != example.expect:
            yield f"{entry.id}: example {number}: expected {example.expect}, came out {assessment.outcome}"
        if example.not_before and assessment.overall.not_before != example.not_before:
            day = assessment.overall.not_before
            yield f"{entry.id}: example {number}: expected not before {example.not_before}, came out {day}"
        if example.shows is not None and set(example.shows) != held | assumed:
            yield f"{entry.id}: example {number}: expected {sorted(example.shows)}, came out {sorted(held | assumed)}"
    for outcome in entry.outcomes:
        if outcome.id not in shown:
            yield f"{entry.id}: no example shows {outcome.id or outcome.level}"
    if entry.asks and not any(not example.answers.get(entry.asks) for example in entry.examples):
        yield f"{entry.id}: no example leaves the question unanswered"


def _consultation(example: Example) -> Consultation:
    case: dict[str, Any] = {
        "format": 1,
        "as_of": example.as_of,
        "answers": example.answers,
        "client": example.client,
        "skin": example.skin,
        "areas": example.areas,
        "device": example.device,
        "anaesthetic": example.anaesthetic,
    }
    return Consultation.model_validate(case)
