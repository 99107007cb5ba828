"""Loosening: what counts as looser than the protocol, and when a clinic may not have it (reference 0.2, rule 8)."""

from consult_app.clinical.contraindications import Contraindication, Outcome, RuleLevel
from consult_app.clinical.decisions import NEVER_WITHOUT_LETTER
from consult_app.clinical.practice import Change

LEVELS: tuple[RuleLevel, ...] = ("note", "precautions", "defer", "clearance", "do_not_treat")
"""The levels of a rule, mildest first."""


def is_milder(level: RuleLevel, outcome: Outcome) -> bool:
    """Whether the level is looser; a prescriber may go ahead of a clearance, but not of a wait that is fixed."""
    if _is_fixed(outcome) and level == "clearance":
        return True
    return LEVELS.index(level) < LEVELS.index(outcome.level)


def loosening_refusal(rule: Contraindication, outcome: Outcome, change: Change) -> str:
    """Why the clinic may not loosen the outcome this way, or an empty text when it may."""
    barred = outcome.level == "do_not_treat"
    if rule.id in NEVER_WITHOUT_LETTER or _is_fixed(outcome) or (barred and not outcome.lifted_by):
        return "may be loosened by nobody"
    if barred and change.level not in (None, "do_not_treat", "clearance"):
        return "may be loosened to clearance at most"
    if not (change.by.strip() and change.reason.strip() and change.date):
        return "would be looser than the protocol, which needs by, reason and date"
    return ""


def _is_fixed(outcome: Outcome) -> bool:
    """A wait or precaution that nobody may override."""
    return outcome.level in ("defer", "precautions") and not outcome.overridable
