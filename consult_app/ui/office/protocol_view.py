"""What the Protocol place shows: every rule as an entry that can be searched, and the protocol's own line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.contraindications import Contraindication
from consult_app.clinical.dates import short_date
from consult_app.clinical.entries import Entry
from consult_app.clinical.general_rules import GeneralRule, statement_words
from consult_app.ui.consultation.rule_views import RuleState, RuleView, general_rule, strictest_state, whole_rule

GENERAL, OF_ALL = RuleState("General rule", None), "general:"
"""General rules have no outcome of their own; their keys are told from those of rules."""


@dataclass(frozen=True)
class RuleEntry:
    """One rule in the list: its label, the strictest thing it leads to, and everything it is found by."""

    key: str
    label: str
    state: RuleState
    found_by: str


@dataclass(frozen=True)
class ProtocolLine:
    """Which protocol is in use, and until when it holds; ``is_overdue`` once its review should have been done."""

    words: str
    is_overdue: bool


def rule_entries(catalogue: Catalogue) -> tuple[RuleEntry, ...]:
    """Every rule of the protocol and of the clinic, by label."""
    rules = (_rule_entry(rule, catalogue) for rule in catalogue.contraindications)
    general = (_general_entry(rule, catalogue) for rule in catalogue.general_rules.values())
    return tuple(sorted((*rules, *general), key=lambda entry: entry.label.casefold()))


def matching(entries: Sequence[RuleEntry], typed: str) -> tuple[RuleEntry, ...]:
    """The entries that hold every word typed, those whose label holds them first."""
    words = typed.casefold().split()
    found = [entry for entry in entries if all(word in entry.found_by for word in words)]
    return tuple(sorted(found, key=lambda entry: not all(word in entry.label.casefold() for word in words)))


def rule_view(key: str, catalogue: Catalogue, today: date) -> RuleView:
    """One rule in full, by the key of its entry; KeyError where there is none."""
    if key in catalogue.rules:
        return whole_rule(catalogue.rules[key], catalogue, today)
    return general_rule(catalogue.general_rules[key.removeprefix(OF_ALL)], catalogue, today)


def protocol_line(catalogue: Catalogue, today: date) -> ProtocolLine:
    """The protocol's version and dates, and what the clinic made of it."""
    protocol = catalogue.protocol
    words = (
        f"Protocol {protocol.version}, in force since {short_date(protocol.effective_from)}, "
        f"next review {short_date(protocol.review_by)}, {_clinic_words(catalogue)}"
    )
    return ProtocolLine(words, protocol.review_by < today)


def _clinic_words(catalogue: Catalogue) -> str:
    """What the clinic made of the protocol."""
    changed = len({key.partition(".")[0] for key in catalogue.clinic_changes})
    added = len(catalogue.practice.additions)
    told = [f"{_count(changed, 'rule')} changed"] if changed else []
    told += [f"{_count(added, 'rule')} added"] if added else []
    return f"{' and '.join(told) or 'not changed'} by the clinic"


def count_words(shown: int, every: int) -> str:
    """How many rules are shown: 146 rules, or 4 of 146."""
    return _count(every, "rule") if shown == every else f"{shown} of {every}"


def _rule_entry(rule: Contraindication, catalogue: Catalogue) -> RuleEntry:
    question = catalogue.questions.get(rule.asks or "")
    told = (part for outcome in rule.outcomes for part in (outcome.label, outcome.advice))
    return _entry(rule.id, rule, strictest_state(rule), (question.text if question else "", *told), catalogue)


def _general_entry(rule: GeneralRule, catalogue: Catalogue) -> RuleEntry:
    return _entry(f"{OF_ALL}{rule.id}", rule, GENERAL, (statement_words(rule, catalogue.planning),), catalogue)


def _entry(key: str, rule: Entry, state: RuleState, told: Iterable[str], catalogue: Catalogue) -> RuleEntry:
    cited = (catalogue.sources[ref.id] for ref in rule.sources)
    sources = (part for source in cited for part in (source.short, source.citation))
    return RuleEntry(key, rule.label, state, " ".join((rule.label, state.word, *told, *sources)).casefold())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
