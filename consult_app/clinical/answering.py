"""Answering: the fewest assumed answers that leave no open question to keep an area shut."""

from consult_app.clinical.assumptions import assumed, values_for
from consult_app.clinical.changes import Change
from consult_app.clinical.dependence import subjects
from consult_app.clinical.question_words import open_label
from consult_app.clinical.trials import Changes, Trials
from consult_app.clinical.verdict import Level
from consult_app.clinical.what_if import Assumed, open_names


class Answering:
    """Tries answers to the questions that keep one area shut."""

    def __init__(self, key: str, trials: Trials) -> None:
        self._key = key
        self._trials = trials

    def all_open(self, changes: Changes) -> Changes | None:
        """The answers that leave nothing open beside the changes; None where none could be found."""
        answers = changes
        asked: set[str] = set()
        while names := sorted(open_names(self._trials.verdict(self._key, answers))):
            new = {change for name in names if name not in asked and (change := self.answer(name, answers))}
            if len(new) < len(names):
                return None
            asked |= set(names)
            answers |= new
        return self._fewest(changes, answers - changes)

    def answer(self, name: str, changes: Changes) -> Change | None:
        """The answer to one open question that would keep nothing shut by its own rules: No, or what comes nearest."""
        catalogue = self._trials.catalogue
        if name in catalogue.questions:
            return Change("answer", name, "no", f"{open_label(name, catalogue)} is No", "No")
        rules = self._trials.rules_on(name)

        def settles(value: Assumed) -> bool:
            tried = changes | {Change("answer", name, value, "")}
            shut = self._trials.shut_by(self._key, tried, rules)
            return name not in shut and not shut - before

        before = self._trials.shut_by(self._key, changes, rules)
        return assumed(name, values_for(name, rules, catalogue, self._trials.consultation.as_of), settles, catalogue)

    def _fewest(self, changes: Changes, answers: Changes) -> Changes:
        """The answers without those that are not needed beside the others."""
        kept = answers
        for change in sorted(answers, key=lambda each: each.rank):
            if not self._needed_alone(change) and not self._shut_without(change, changes | kept):
                kept -= {change}
        return kept

    def _shut_without(self, change: Change, changes: Changes) -> bool:
        rules = self._trials.rules_on(change.subject)
        return bool(self._trials.shut_by(self._key, changes - {change}, rules))

    def _needed_alone(self, change: Change) -> bool:
        """Whether a rule that looks at nothing else waits for this answer, so that no other can stand in for it."""
        name, catalogue = change.subject, self._trials.catalogue
        if name not in catalogue.questions or name in self._trials.consultation.answers:
            return False
        return any(
            outcome.verdict_level >= Level.DEFER and outcome.scope != "anaesthetic" and subjects(outcome.when) == {name}
            for rule in self._trials.rules_on(name)
            if rule.entry.asks == name
            for outcome in rule.entry.outcomes
        )
