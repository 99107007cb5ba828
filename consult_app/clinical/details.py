"""Details: missing follow-ups that count at their strictest, and the answers to them that would lift a finding."""

from collections.abc import Iterator
from itertools import islice, product

from consult_app.clinical.assumptions import assumed, values_for
from consult_app.clinical.changes import Change
from consult_app.clinical.trials import NOTHING, Changes, Trials
from consult_app.clinical.verdict import Finding

MOST = 200
"""How many combinations of several details are tried."""


class Details:
    """The details one finding assumed, tried by its own rule."""

    def __init__(self, finding: Finding, key: str, changes: Changes, trials: Trials) -> None:
        self._finding = finding
        self._key = key
        self._changes = changes
        self._trials = trials
        self._rule = tuple(rule for rule in trials.catalogue.ruleset if rule.entry.id == finding.id)
        day = trials.consultation.as_of
        self._values = {
            name: values_for(name, trials.rules_on(name), trials.catalogue, day) for name in finding.assumed
        }

    def levers(self) -> Iterator[Changes]:
        """Each detail that lifts the finding by itself; where none does, the fewest that do together."""
        alone = [frozenset({change}) for name in self._values if (change := self._best(name, NOTHING))]
        yield from alone or self._together()

    def _lifts(self, answers: Changes) -> bool:
        shut = self._trials.shut_by(self._key, self._changes | answers, self._rule)
        return self._finding.key not in shut

    def _best(self, name: str, others: Changes) -> Change | None:
        """The answer to one detail that lifts the finding beside the others, with all that do as well."""
        return assumed(
            name,
            self._values[name],
            lambda value: self._lifts(others | {Change("answer", name, value, "")}),
            self._trials.catalogue,
        )

    def _together(self) -> Iterator[Changes]:
        for values in islice(product(*self._values.values()), MOST):
            tried = [Change("answer", name, value, "") for name, value in zip(self._values, values, strict=True)]
            if tried and self._lifts(frozenset(tried)):
                yield self._spelled(tried)
                return

    def _spelled(self, answers: list[Change]) -> Changes:
        """The answers without those that are not needed, each said with all that would do in its place."""
        kept = frozenset(answers)
        for change in answers:
            others = kept - {change}
            kept = others if self._lifts(others) else others | {self._best(change.subject, others) or change}
        return kept
