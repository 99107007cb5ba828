"""The laws of time and of the clinic's own file: waiting never makes it stricter, tightening never milder."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from consult_app.clinical.assessment import Assessment, assess, judge
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import (
    AgeUnder,
    AllOf,
    AnyOf,
    Condition,
    FactIs,
    FactKnown,
    FactNumber,
    FactWithin,
    Leaf,
    NotThat,
    facts_of,
)
from consult_app.clinical.consultation import Answer, Consultation
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.loosening import LEVELS, is_milder
from consult_app.clinical.overlay import overlaid
from consult_app.clinical.practice import Change, Device, Practice
from consult_app.clinical.questions import Question
from consult_app.clinical.tightening import tightened
from consult_app.clinical.verdict import OUTCOMES, Verdict
from consult_app.clinical.windows import length_of, windows
from tests.clinical.random_clients import answers_to, consultations, places, told

RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEWER = settings(RELAXED, max_examples=30)
GROWS_WITH_AGE = "client.age"


def verdicts(judged: Assessment) -> dict[str, Verdict]:
    return {"person": judged.person, **judged.areas}


def signed(condition: Condition, *, holds: bool = True) -> Iterator[tuple[Leaf, bool]]:
    """Every leaf, and whether it helps the condition to hold by holding itself."""
    match condition:
        case AllOf():
            for member in condition.all:
                yield from signed(member, holds=holds)
        case AnyOf():
            for member in condition.any:
                yield from signed(member, holds=holds)
        case NotThat():
            yield from signed(condition.negated, holds=not holds)
        case _:
            yield condition, holds


def only_waits(entry: Contraindication, questions: dict[str, Question]) -> bool:
    """Whether time can only make its outcomes end: every window helps while it runs, and nothing grows with age."""
    asked = [questions[name].ask_when for name in {str(entry.asks)} & set(questions)]
    conditions = [outcome.when for outcome in entry.outcomes] + [when for when in asked if when]
    leaves = [pair for condition in conditions for pair in signed(condition)]
    runs = any(isinstance(leaf, FactWithin | AgeUnder) for leaf, _ in leaves)
    return runs and all(_ends(leaf, holds=holds) for leaf, holds in leaves)


def _ends(leaf: Leaf, *, holds: bool) -> bool:
    if isinstance(leaf, FactWithin | AgeUnder):
        return holds
    return isinstance(leaf, FactIs | FactKnown | FactNumber) and leaf.fact != GROWS_WITH_AGE


def with_answer(data: st.DataObject, catalogue: Catalogue, entry: Contraindication) -> Consultation:
    """A random case in which the entry's question, if it has one, is told of."""
    case = data.draw(consultations(catalogue))
    if entry.asks is None:
        return case
    answers = data.draw(told(catalogue.questions[entry.asks], places(catalogue)))
    return case.model_copy(update={"answers": {**case.answers, entry.asks: answers}})


@RELAXED
@given(data=st.data(), days=st.integers(1, 900))
def test_a_rule_that_only_waits_never_gets_stricter(catalogue: Catalogue, data: st.DataObject, days: int) -> None:
    waits = [entry for entry in catalogue.contraindications if only_waits(entry, dict(catalogue.questions))]
    entry = data.draw(st.sampled_from(waits))
    case = with_answer(data, catalogue, entry)
    later = case.model_copy(update={"as_of": case.as_of + timedelta(days=days)})
    now, then = verdicts(judge(case, catalogue, (entry,))), verdicts(judge(later, catalogue, (entry,)))
    assert {key for key in now if then[key].proven > now[key].proven or then[key].possible > now[key].possible} == set()


@RELAXED
@given(data=st.data(), back=st.integers(0, 200))
def test_a_dated_wait_is_over_on_the_day_it_names_and_not_before(
    catalogue: Catalogue, data: st.DataObject, back: int
) -> None:
    dated = [(each, o.not_before.fact) for each in catalogue.contraindications for o in each.outcomes if o.not_before]
    entry, fact = data.draw(st.sampled_from(dated))
    question, _, detail = fact.partition(".")
    case = data.draw(consultations(catalogue))
    fields = data.draw(answers_to(catalogue.questions[question], places(catalogue))).fields
    happened = Answer(answer="yes", fields={**fields, detail: (case.as_of - timedelta(days=back)).isoformat()})
    case = case.model_copy(update={"answers": {**case.answers, question: (happened,)}})
    for finding in judge(case, catalogue, (entry,)).findings:
        if finding.level == "defer" and finding.not_before and not finding.until:
            assert finding.key not in _keys_on(case, finding.not_before, entry, catalogue)
            assert finding.key in _keys_on(case, finding.not_before - timedelta(days=1), entry, catalogue)


def _keys_on(case: Consultation, day: date, entry: Contraindication, catalogue: Catalogue) -> set[str]:
    return {each.key for each in judge(case.model_copy(update={"as_of": day}), catalogue, (entry,)).findings}


def tighter(data: st.DataObject, outcome: Outcome, entry: Contraindication) -> dict[str, Any]:
    """A change that only tightens: a longer window, or a stricter level."""
    levels = [level for level in LEVELS if not is_milder(level, outcome) and level != outcome.level]
    found = windows(outcome.when)
    if len(found) == 1 and data.draw(st.booleans()):
        old = length_of(next(iter(found)))
        unit = "years" if old.years else "months" if old.months else "days"
        return {"entry": entry.id, "outcome": outcome.id or None, unit: max(old) + data.draw(st.integers(1, 30))}
    return {"entry": entry.id, "outcome": outcome.id or None, "level": data.draw(st.sampled_from(levels))}


@FEWER
@given(data=st.data())
def test_a_clinic_that_tightens_a_rule_never_gets_a_milder_verdict(catalogue: Catalogue, data: st.DataObject) -> None:
    changeable = [
        (entry, outcome)
        for entry in catalogue.contraindications
        for outcome in entry.outcomes
        if outcome.scope != "lesion" and outcome.level != "do_not_treat"
    ]
    entry, outcome = data.draw(st.sampled_from(changeable))
    case = with_answer(data, catalogue, entry)
    applied = overlaid(catalogue.contraindications, (Change.model_validate(tighter(data, outcome, entry)),))
    assume(not applied.problems)
    _never_milder(case, catalogue, replace(catalogue, contraindications=applied.rules))


@FEWER
@given(data=st.data())
def test_a_device_or_a_higher_age_never_makes_a_verdict_milder(catalogue: Catalogue, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(list(catalogue.contraindications)))
    case = with_answer(data, catalogue, entry).model_copy(update={"device": "pen_1"})
    listed = [{"id": entry.id, "level": data.draw(st.sampled_from(LEVELS[1:]))}]
    pen = {"id": "pen_1", "label": "Pen 1", "kind": "pen", "max_depth_mm": 2.5}
    plain = Practice(format=1, devices=(Device.model_validate(pen),))
    strict = Practice(
        format=1,
        minimum_age=data.draw(st.integers(18, 25)),
        devices=(Device.model_validate(pen | {"contraindicated": listed}),),
    )
    rules = tightened(catalogue.contraindications, strict)
    _never_milder(
        case,
        replace(catalogue, practice=plain),
        replace(catalogue, practice=strict, contraindications=rules),
    )


def _never_milder(case: Consultation, protocol: Catalogue, clinic: Catalogue) -> None:
    before, after = verdicts(assess(case, protocol)), verdicts(assess(case, clinic))
    for key, verdict in before.items():
        assert after[key].proven >= verdict.proven
        assert after[key].possible >= verdict.possible
        assert OUTCOMES.index(after[key].outcome) >= OUTCOMES.index(verdict.outcome)


def test_there_are_rules_that_only_wait_and_rules_that_do_not(catalogue: Catalogue) -> None:
    waits = {entry.id for entry in catalogue.contraindications if only_waits(entry, dict(catalogue.questions))}
    assert {"isotretinoin_recent", "peel_medium", "age_minor"} <= waits
    assert not {"hypertrophic_history", "diabetes"} & waits
    assert all(facts_of(outcome.when) for entry in catalogue.contraindications for outcome in entry.outcomes)
