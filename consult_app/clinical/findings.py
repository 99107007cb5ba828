"""Findings: one outcome that holds, told with its areas, its days and what the client said."""

from collections.abc import Mapping
from datetime import date

from consult_app.clinical.conditions import NEVER, days_met, evaluate, facts_of
from consult_app.clinical.consultation import Answer
from consult_app.clinical.contraindications import Contraindication, Outcome, Watch
from consult_app.clinical.dates import short_date
from consult_app.clinical.decision_basis import basis
from consult_app.clinical.facts import Facts
from consult_app.clinical.instruments import ROMAN
from consult_app.clinical.ruleset import Branch
from consult_app.clinical.verdict import Finding


def finding(
    entry: Contraindication,
    branch: Branch,
    answer: Answer | None,
    facts: Facts,
    *,
    areas: tuple[str, ...],
    assumed: tuple[str, ...],
) -> Finding:
    """The outcome as it holds for this client; ``assumed`` are missing details taken at their strictest."""
    outcome, watch = branch.outcome, branch.outcome.test_patch
    return Finding(
        id=entry.id,
        outcome_id=outcome.id,
        label=outcome.label or entry.label,
        level="precautions" if outcome.scope == "lesion" and outcome.level != "note" else outcome.level,
        scope=outcome.scope,
        areas=areas,
        not_before=not_before(outcome, facts),
        until=outcome.until,
        lapses_on=_lapse_day(branch, facts),
        because=_because(entry, outcome, answer, facts),
        advice=outcome.advice,
        client_text=outcome.client,
        letter_question=outcome.letter,
        assumed=assumed,
        lifted_by=outcome.lifted_by,
        overridable=outcome.overridable,
        test_patch_days=watch.days if watch else 0,
        test_patch_months=watch.months if watch else 0,
        test_patch_done=_patch_day(watch, facts) if watch else None,
        effective_from=entry.effective_from,
        review_by=entry.review_by,
        question=entry.asks or "",
        basis=basis(branch, facts),
    )


def not_before(outcome: Outcome, facts: Facts) -> date | None:
    """The latest day the outcome's rule yields, when it still lies ahead."""
    if outcome.not_before is None:
        return None
    days = [outcome.not_before.from_day(day) for day in facts.values(outcome.not_before.fact) if isinstance(day, date)]
    return max((day for day in days if day > facts.as_of), default=None)


def _patch_day(watch: Watch, facts: Facts) -> date | None:
    """The day of the patch already under watch; None without one that counts."""
    if watch.counts is None or not evaluate(watch.counts, facts, facts.as_of).value:
        return None
    return max((day for day in facts.values(watch.done) if isinstance(day, date)), default=None)


def _lapse_day(branch: Branch, facts: Facts) -> date | None:
    """The first coming day on which the outcome no longer holds with today's answers, or None."""
    days = days_met(branch.windows, facts)
    return next((day for day in days if day > facts.as_of and not _may_hold(branch.outcome, facts, day)), None)


def _may_hold(outcome: Outcome, facts: Facts, day: date) -> bool:
    return evaluate(outcome.when, facts, day).value is not False


def _because(entry: Contraindication, outcome: Outcome, answer: Answer | None, facts: Facts) -> str:
    question = facts.questions.get(entry.asks or "")
    if question:
        details = question.described(answer) if answer else ""
        return f"{entry.label}: {details}" if details else entry.label
    shown = [
        _shown(fact, value)
        for fact in sorted(facts_of(outcome.when))
        if fact in FACT_WORDS and fact in facts.given
        for value in facts.given[fact]
        if value is not NEVER and isinstance(value, str | int | float | date)
    ]
    return f"{entry.label}: {', '.join(shown)}" if shown else entry.label


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
    return f"{FACT_WORDS[fact]} {text.replace('_', ' ')}"
