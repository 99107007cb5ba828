"""What a rule brings about, in plain English: what to do, how long to wait, and who may lift it."""

from collections.abc import Iterable, Mapping

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import facts_of
from consult_app.clinical.contraindications import Contraindication, DayRule, Outcome, Watch
from consult_app.clinical.decisions import NEVER_WITHOUT_LETTER
from consult_app.clinical.fact_words import fact_words
from consult_app.clinical.roles import any_of
from consult_app.clinical.rule_words import condition_words
from consult_app.clinical.windows import Length

DO: Mapping[str, str] = {
    "note": "Note only",
    "precautions": "Treat with precautions",
    "defer": "Defer",
    "clearance": "Medical clearance first",
    "do_not_treat": "Do not treat",
}
NUMBING: Mapping[str, str] = {
    "note": "Note only, for the numbing plan",
    "precautions": "Numbing with caution",
    "defer": "Defer the numbing",
    "clearance": "Numbing only after a doctor has answered in writing",
    "do_not_treat": "No such numbing",
}
SCOPES: Mapping[str, str] = {
    "person": "",
    "area": "the areas it concerns",
    "all_areas": "every requested area",
    "elsewhere": "the requested areas away from it",
    "lesion": "the spot is left out",
    "anaesthetic": "",
}
BY_PRACTITIONER = "May be overridden with a name and a reason."
NOT_OVERRIDABLE = "Not overridable."


def rule_words(rule: Contraindication, outcome: Outcome, catalogue: Catalogue) -> str:
    """When an outcome holds, as a sentence: When the last capsule was less than 6 months ago."""
    return f"When {condition_words(outcome.when, catalogue, rule.asks or '')}."


def effect_words(rule: Contraindication, outcome: Outcome, catalogue: Catalogue) -> str:
    """What an outcome brings: Defer until 6 months after the last capsule. Lifted in writing by: dermatologist."""
    do = (NUMBING if outcome.scope == "anaesthetic" else DO)[outcome.level]
    where = _where(outcome)
    wait = _wait(outcome, catalogue, rule.asks or "")
    patch = f"Test patch first, watched for {_watched(outcome.test_patch)}." if outcome.test_patch else ""
    lifts = lift_words(rule.id, outcome.level, outcome.lifted_by, overridable=outcome.overridable)
    return " ".join(part for part in (f"{do}{where}{wait}.", patch, lifts) if part)


def _where(outcome: Outcome) -> str:
    """What it reaches, in brackets; a condition on the area itself reaches the areas that meet it."""
    by_area = outcome.scope in ("area", "all_areas") and any(
        fact.startswith("area.") for fact in facts_of(outcome.when)
    )
    where = "each such area" if by_area else SCOPES[outcome.scope]
    return f" ({where})" if where else ""


def lift_words(rule: str, level: str, lifted_by: Iterable[str], *, overridable: bool) -> str:
    """Who may lift or override what a rule brings, as the decision rules have it."""
    by = f"Lifted in writing by: {any_of(lifted_by)}." if lifted_by else ""
    match level:
        case "note":
            return ""
        case "do_not_treat":
            return f"{by} {NOT_OVERRIDABLE}" if by else "Nobody may lift this."
        case "clearance":
            return f"{by} {_without_letter(rule)}"
        case _:
            return f"{by} {BY_PRACTITIONER if overridable else NOT_OVERRIDABLE}".strip()


def _without_letter(rule: str) -> str:
    if rule in NEVER_WITHOUT_LETTER:
        return "Never without that answer."
    return "Without it only a doctor or independent prescriber may go ahead."


def _wait(outcome: Outcome, catalogue: Catalogue, about: str) -> str:
    """Until when, as it follows what to do."""
    day = _day_words(outcome.not_before, catalogue, about) if outcome.not_before else ""
    if outcome.level != "defer":
        return f", and not before {day}" if day else ""
    return f" until {' and until '.join(part for part in (day, outcome.until) if part)}"


def _day_words(rule: DayRule, catalogue: Catalogue, about: str) -> str:
    length = Length(rule.plus_days, rule.plus_months, rule.plus_years)
    return f"{length} after {fact_words(rule.fact, catalogue, about).name}"


def _watched(patch: Watch) -> str:
    counted = ", counted from the day of a clear patch that was done" if patch.done else ""
    return f"{Length(patch.days, patch.months)}{counted}"
