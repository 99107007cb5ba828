"""Trials: one consultation judged again with changes made, each set of changes once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property

from consult_app.clinical.assessment import Assessment, area_facts, assess, gather
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.changes import Change, changed
from consult_app.clinical.checking import PERSON as TARGET
from consult_app.clinical.checking import check
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.decisions import GoAhead, go_ahead, is_prescriber, standing
from consult_app.clinical.dependence import Dependence
from consult_app.clinical.ruleset import Rule
from consult_app.clinical.verdict import Finding, Verdict, combine
from consult_app.clinical.what_if import open_names

Changes = frozenset[Change]
NOTHING: Changes = frozenset()
PERSON = ""
"""The key that stands for the person alone, where no area is requested."""
BESIDE = ("clearance", "event")
"""What stands beside the verdict and never changes it."""


class Trials:
    """The verdicts a consultation would have with changes made."""

    def __init__(self, consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> None:
        self.consultation = consultation
        self.catalogue = catalogue
        self._prescriber = is_prescriber(consultation, catalogue)
        self._judged: dict[Changes, Assessment] = {NOTHING: judged}
        self._by_rules: dict[tuple[Changes, tuple[Rule, ...]], dict[str, Verdict]] = {}

    def rules_on(self, name: str) -> tuple[Rule, ...]:
        """The rules that depend on an open question."""
        return self._dependence.on(name)

    @cached_property
    def _dependence(self) -> Dependence:
        return Dependence.of(self.catalogue)

    def case(self, changes: Iterable[Change]) -> Consultation:
        """The consultation with the changes made."""
        return changed(self.consultation, self.catalogue, changes)

    def verdict(self, key: str, changes: Changes) -> Verdict:
        """The verdict of one area; what only waited for an event that has come is no longer found."""
        weighed = frozenset(change for change in changes if change.kind not in BESIDE)
        if weighed not in self._judged:
            self._judged[weighed] = assess(self.case(weighed), self.catalogue)
        verdict = verdict_of(self._judged[weighed], key)
        past = {change.subject for change in changes if change.kind == "event"}
        return replace(verdict, findings=frozenset(f for f in verdict.findings if f.key not in past))

    def standing(self, key: str, changes: Changes) -> tuple[Finding, ...]:
        """What still holds up the area with the changes made."""
        return standing(key, self.verdict(key, changes), self.case(changes), prescriber=self._prescriber)

    def ahead(self, key: str, changes: Changes) -> GoAhead:
        """What verdict and decisions allow with the changes made."""
        return go_ahead(key, self.verdict(key, changes), self.case(changes), prescriber=self._prescriber)

    def opens(self, key: str, changes: Changes) -> bool:
        """Whether the area may be treated on its day with the changes made."""
        return self.ahead(key, changes).open_on(day_of(changes, self.consultation.as_of))

    def shut_by(self, key: str, changes: Changes, rules: tuple[Rule, ...]) -> frozenset[str]:
        """The findings and open questions of these rules alone that keep the area shut with the changes made."""
        weighed = frozenset(change for change in changes if change.kind not in BESIDE)
        if (weighed, rules) not in self._by_rules:
            self._by_rules[weighed, rules] = judged_by(rules, self.case(weighed), self.catalogue)
        verdict = self._by_rules[weighed, rules][key]
        past = {change.subject for change in changes if change.kind == "event"}
        found = standing(key, verdict, self.case(changes), prescriber=self._prescriber)
        return frozenset(finding.key for finding in found if finding.key not in past) | open_names(verdict)


def judged_by(rules: Iterable[Rule], case: Consultation, catalogue: Catalogue) -> dict[str, Verdict]:
    """The verdict of each area, the person's included, and of the person alone, by some of the rules."""
    areas = {request.key: area_facts(request, case, catalogue) for request in case.areas}
    parts = check(rules, gather(case, catalogue), areas)
    person = combine(part.verdict for part in parts if part.target == TARGET)
    by_area = {key: person | combine(part.verdict for part in parts if part.target == key) for key in areas}
    return {PERSON: person, **by_area}


def verdict_of(judged: Assessment, key: str) -> Verdict:
    """The verdict of one area, the person's included; of the person alone for an empty key."""
    return judged.areas[key] if key else judged.person


def day_of(changes: Iterable[Change], as_of: date) -> date:
    """The day the changes wait for; without a wait the consultation day."""
    return next((each.value for each in changes if each.kind == "wait" and isinstance(each.value, date)), as_of)
