"""Dependence: which rules look at a fact, so that a question is tried by those rules alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import Condition, facts_of
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.ruleset import Rule
from consult_app.clinical.verdict import Finding

GIVEN = ("client", "skin", "device", "clinic", "anaesthetic", "requested", "area")


@dataclass(frozen=True)
class Dependence:
    """What each rule looks at: questions by their id, other facts by their full name."""

    rules: tuple[Rule, ...]
    looked_at: Mapping[str, frozenset[str]]

    @staticmethod
    def of(catalogue: Catalogue) -> "Dependence":
        """The dependence of a catalogue's rules."""
        rules = catalogue.ruleset
        return Dependence(rules, {rule.entry.id: _looks_at(rule.entry, catalogue) for rule in rules})

    def on(self, name: str) -> tuple[Rule, ...]:
        """The rules that depend on an open question, named as verdicts name it."""
        wanted = _behind(name)
        return tuple(rule for rule in self.rules if self.looked_at[rule.entry.id] & wanted)


def _looks_at(rule: Contraindication, catalogue: Catalogue) -> frozenset[str]:
    asked = catalogue.questions[rule.asks].ask_when if rule.asks else None
    conditions = [outcome.when for outcome in rule.outcomes] + ([asked] if asked else [])
    own = {rule.asks} if rule.asks else set[str]()
    return frozenset(own.union(*(subjects(condition) for condition in conditions)))


def subjects(condition: Condition) -> frozenset[str]:
    """What a condition looks at: questions by their id, other facts by their full name."""
    return frozenset(_subject(fact) for fact in facts_of(condition))


def _subject(fact: str) -> str:
    head = fact.partition(".")[0]
    return fact if head in GIVEN else head


def _behind(name: str) -> frozenset[str]:
    """The subjects an open question stands behind: an area's figure is one fact, a birth date gives the age too."""
    head, _, rest = name.partition(".")
    if head == "areas":
        detail = rest.rpartition(".")[2]
        return frozenset({f"area.{detail}", f"area.burn_{detail}"})
    if name == "client.date_of_birth":
        return frozenset({name, "client.age"})
    return frozenset({_subject(name)})


def outcome_of(finding: Finding, catalogue: Catalogue) -> Outcome:
    """The outcome of a rule a finding comes from."""
    return next(outcome for outcome in catalogue.rules[finding.id].outcomes if outcome.id == finding.outcome_id)
