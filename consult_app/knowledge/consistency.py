"""Cross-checks of the knowledge: what names what, and whether each entry's examples come out as they say."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from consult_app.clinical.admission import ELSEWHERE, key_problem
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import facts_of
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.doubt import unknown_raised
from consult_app.clinical.entries import Entry
from consult_app.clinical.practice import Practice
from consult_app.clinical.skin_scales import unknown_names
from consult_app.knowledge.example_coverage import conditions, lacking, least_lacking
from consult_app.knowledge.examples import Trial, tried

GIVEN = {
    "client": "date_of_birth age sex_at_birth weight_kg height_cm",
    "skin": "fitzpatrick glogau",
    "device": "id kind max_depth_mm",
    "anaesthetic": "planned product drugs minutes",
    "requested": "areas concerns",
    "clinic": "areas_offered minimum_age",
    "area": "id key group area_cm2 concerns offered_concerns grade goodman_baron_d2 "
    "burn_age_months burn_flat burn_grafted burn_size_cm2",
}
"""The facts that are no answers, as ``assessment.gather`` and ``assessment.area_facts`` give them."""


def inconsistencies(catalogue: Catalogue, rules: Iterable[Contraindication]) -> tuple[str, ...]:
    """Every cross-reference of the protocol that leads nowhere, else every example that comes out otherwise.

    The protocol's own entries must be fully covered by their examples.
    """
    entries = tuple(rules)
    return crossed(catalogue, entries) or tuple(
        problem for entry in entries for problem in _examples(catalogue, entry, lacking)
    )


def crossed(catalogue: Catalogue, rules: Iterable[Contraindication]) -> tuple[str, ...]:
    """Every cross-reference that leads nowhere.

    ``rules`` are the entries as the files state them, the clinic's own among them, before its settings change them.
    """
    entries = tuple(rules)
    return (
        *_sources(catalogue, entries),
        *_questions(catalogue, entries),
        *_concerns(catalogue),
        *_devices(catalogue),
        *(problem for instrument in catalogue.instruments.values() for problem in unknown_names(instrument, catalogue)),
    )


def additions_that_surprise(catalogue: Catalogue) -> tuple[str, ...]:
    """The examples of the clinic's own entries that come out otherwise; they speak of a practice that has set nothing.

    It is enough that each outcome is shown and the question once left blank.
    """
    bare = replace(catalogue, practice=Practice(format=1))
    return tuple(problem for entry in catalogue.practice.additions for problem in _examples(bare, entry, least_lacking))


def _sources(catalogue: Catalogue, rules: tuple[Contraindication, ...]) -> Iterator[str]:
    cited: tuple[Entry, ...] = (
        *rules,
        *catalogue.areas.values(),
        *catalogue.concerns.values(),
        *catalogue.instruments.values(),
        *catalogue.not_embedded.values(),
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
        for where, condition in conditions(entry):
            for fact in sorted(facts_of(condition)):
                if not _known_fact(fact, catalogue):
                    yield f"{entry.id}: {where}: {fact} is no fact"
        for outcome in entry.outcomes:
            for where, fact in _named_facts(outcome):
                if not _known_fact(fact, catalogue):
                    yield f"{entry.id}: {outcome.id or outcome.level}.{where}: {fact} is no fact"
        yield from _places(entry, catalogue)


def _named_facts(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """The facts an outcome names beside its condition."""
    if outcome.not_before:
        yield "not_before", outcome.not_before.fact
    if outcome.test_patch and outcome.test_patch.counts:
        yield "test_patch", outcome.test_patch.done
        yield from (("test_patch", fact) for fact in sorted(facts_of(outcome.test_patch.counts)))


def _places(entry: Contraindication, catalogue: Catalogue) -> Iterator[str]:
    for keys in entry.places.areas.values() if entry.places else ():
        for key in keys:
            if key != ELSEWHERE and (reason := key_problem(key, catalogue)):
                yield f"{entry.id}: places: {reason}"


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
        yield from unknown_raised(f"{concern.id}: means", concern.means, catalogue)


def _devices(catalogue: Catalogue) -> Iterator[str]:
    for number, device in enumerate(catalogue.practice.devices, 1):
        for listed in device.contraindicated:
            if listed.id not in catalogue.rules:
                yield f"clinic.yaml: devices[{number}].contraindicated: {listed.id} is no entry"


def _examples(
    catalogue: Catalogue,
    entry: Contraindication,
    lacks: Callable[[Contraindication, tuple[Trial, ...]], Iterable[str]],
) -> Iterator[str]:
    trials, problems = tried(entry, catalogue)
    yield from problems
    for trial in trials:
        yield from trial.surprises()
    yield from (f"{entry.id}: no example {lack}" for lack in lacks(entry, trials))
