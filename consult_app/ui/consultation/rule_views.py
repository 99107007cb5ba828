"""Rules of the protocol in words, as a panel shows them: a finding's rule, a whole rule, and a general rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.contraindications import Contraindication
from consult_app.clinical.contraindications import Outcome as RuleOutcome
from consult_app.clinical.dates import short_date
from consult_app.clinical.effect_words import NUMBING, effect_words, rule_words
from consult_app.clinical.explaining import Explanation, lapse_words
from consult_app.clinical.explanation import SourceLine, cited
from consult_app.clinical.general_rules import GeneralRule, statement_words
from consult_app.clinical.headline import WORDS
from consult_app.clinical.practice import OF_CLINIC
from consult_app.clinical.rule_words import condition_list, condition_words
from consult_app.ui.consultation.views import outcome_of
from consult_app.ui.theme import Outcome

NOTED = "Noted"
LONGEST = 200
"""How many letters a condition may have before its parts are listed one below the other."""
NOT_ASKED = "Not asked. Known from the client's details, the areas, the skin or the device."
UNCHANGED, CHANGED = "The clinic has not changed this rule.", "The clinic has changed this rule."
ADDED = "Added by the clinic; it is not part of the protocol."


@dataclass(frozen=True)
class RuleState:
    """What a rule leads to: the word, and the outcome whose icon stands beside it; None for what is only noted."""

    word: str
    outcome: Outcome | None


@dataclass(frozen=True)
class RuleBlock:
    """One thing said of a rule, in paragraphs; with a state, its icon stands beside the name."""

    name: str
    lines: tuple[str, ...]
    state: RuleState | None = None


@dataclass(frozen=True)
class RuleView:
    """A rule in full; ``spoken`` is what a screen reader says of it first."""

    title: str
    spoken: str
    blocks: tuple[RuleBlock, ...]
    sources: tuple[SourceLine, ...]
    review_overdue: bool


def finding_rule(why: Explanation) -> RuleView:
    """The rule behind a finding: in words, what was asked, when it lapses, and why."""
    said = (
        ("Rule in words", f"{why.when.rstrip('.')}: {why.effect}"),
        ("Asked as", why.asked),
        ("Lapses", lapse_words(why)),
        ("Why", why.rationale),
        ("Window in print", why.window_in_print),
        ("Clinic", why.clinic_change),
        ("Dates", _dates(why.effective_from, why.review_by, why.key)),
    )
    return RuleView(why.label, f"{why.when} {why.effect}", _blocks(*said), why.sources, why.review_overdue)


def whole_rule(rule: Contraindication, catalogue: Catalogue, today: date) -> RuleView:
    """A rule with everything it can lead to."""
    first = rule.outcomes[0]
    blocks = (
        *_blocks(("Asked as", _asked(rule, catalogue))),
        *(_outcome(rule, outcome, catalogue) for outcome in rule.outcomes),
        *_blocks(
            ("Why", rule.rationale),
            ("Window in print", rule.window_in_print),
            ("Clinic", _clinic(rule, catalogue)),
            ("Dates", _dates(rule.effective_from, rule.review_by, rule.id)),
        ),
    )
    spoken = f"{rule_words(rule, first, catalogue)} {effect_words(rule, first, catalogue)}"
    return RuleView(rule.label, spoken, blocks, cited(rule.sources, catalogue), rule.review_by < today)


def general_rule(rule: GeneralRule, catalogue: Catalogue, today: date) -> RuleView:
    """A rule that holds for every treatment."""
    words = statement_words(rule, catalogue.planning)
    said = (
        ("Rule in words", words),
        ("Clinic", UNCHANGED),
        ("Dates", _dates(rule.effective_from, rule.review_by, rule.id)),
    )
    return RuleView(rule.label, words, _blocks(*said), cited(rule.sources, catalogue), rule.review_by < today)


def strictest_state(rule: Contraindication) -> RuleState:
    """The strictest thing a rule can lead to; what concerns numbing alone counts only where there is nothing else."""
    needling = [outcome for outcome in rule.outcomes if outcome.scope != "anaesthetic"]
    return outcome_state(max(needling or rule.outcomes, key=lambda outcome: outcome.verdict_level))


def outcome_state(outcome: RuleOutcome) -> RuleState:
    """The word and icon of one outcome, as the verdict counts it."""
    if outcome.level == "note":
        return RuleState(NOTED, None)
    shown = outcome_of(outcome.verdict_level.outcome)
    return RuleState(NUMBING[outcome.level] if outcome.scope == "anaesthetic" else WORDS[shown], shown)


def _outcome(rule: Contraindication, outcome: RuleOutcome, catalogue: Catalogue) -> RuleBlock:
    state = outcome_state(outcome)
    name = f"{state.word}: {outcome.label[:1].lower()}{outcome.label[1:]}" if outcome.label else state.word
    lines = (*_when(rule, outcome, catalogue), outcome.advice, _change(rule, outcome, catalogue))
    return RuleBlock(name, tuple(line for line in lines if line), state)


def _when(rule: Contraindication, outcome: RuleOutcome, catalogue: Catalogue) -> Iterator[str]:
    """When it holds and what follows; a long condition is listed part by part."""
    words, effect = rule_words(rule, outcome, catalogue), effect_words(rule, outcome, catalogue)
    if len(words) <= LONGEST:
        yield f"{words.rstrip('.')}: {effect}"
        return
    head, parts = condition_list(outcome.when, catalogue, rule.asks or "")
    yield f"{head}:"
    yield "\n".join(f"• {part}" for part in parts)
    yield effect


def _asked(rule: Contraindication, catalogue: Catalogue) -> str:
    question = catalogue.questions.get(rule.asks or "")
    if question is None:
        return NOT_ASKED
    if question.ask_when is None:
        return question.text.strip()
    return f"{question.text.strip()} Asked only when {condition_words(question.ask_when, catalogue)}."


def _clinic(rule: Contraindication, catalogue: Catalogue) -> str:
    """Whether the clinic made or changed the rule; how, stands on the outcome."""
    if rule.id.startswith(OF_CLINIC):
        return ADDED
    return CHANGED if any(_change(rule, outcome, catalogue) for outcome in rule.outcomes) else UNCHANGED


def _change(rule: Contraindication, outcome: RuleOutcome, catalogue: Catalogue) -> str:
    return catalogue.clinic_changes.get(f"{rule.id}.{outcome.id}" if outcome.id else rule.id, "")


def _dates(effective_from: date, review_by: date, key: str) -> str:
    return f"In force since {short_date(effective_from)}. Review by {short_date(review_by)}. Listed as {key}."


def _blocks(*said: tuple[str, str]) -> tuple[RuleBlock, ...]:
    return tuple(RuleBlock(name, (text,)) for name, text in said if text)
