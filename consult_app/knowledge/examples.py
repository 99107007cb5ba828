"""An entry's own examples: each one judged by its entry alone, and compared with what it says must come out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from consult_app.clinical.assessment import Assessment, area_facts, judge_by
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.contraindications import Contraindication, Example
from consult_app.clinical.facts import Facts
from consult_app.clinical.problems import described
from consult_app.clinical.ruleset import ruleset


@dataclass(frozen=True)
class Trial:
    """One example of an entry, judged."""

    number: int
    entry: Contraindication
    example: Example
    assessment: Assessment
    views: tuple[Facts, ...]

    @cached_property
    def proven(self) -> frozenset[str]:
        """The ids of the outcomes that hold by what the example says."""
        return frozenset(finding.outcome_id for finding in self.assessment.findings if not finding.assumed)

    @cached_property
    def shown(self) -> frozenset[str]:
        """The ids of the outcomes that hold, by assumption too."""
        return frozenset(finding.outcome_id for finding in self.assessment.findings)

    def surprises(self) -> Iterator[str]:
        """What comes out otherwise than the example says."""
        example, overall = self.example, self.assessment.overall
        if self.assessment.outcome != example.expect:
            yield self._surprise(example.expect, self.assessment.outcome)
        if example.not_before and overall.not_before != example.not_before:
            yield self._surprise(f"not before {example.not_before}", overall.not_before)
        if example.shows is not None and set(example.shows) != self.shown:
            yield self._surprise(sorted(example.shows), sorted(self.shown))

    def _surprise(self, expected: object, found: object) -> str:
        return f"{self.entry.id}: example {self.number}: expected {expected}, came out {found}"


def tried(entry: Contraindication, catalogue: Catalogue) -> tuple[tuple[Trial, ...], tuple[str, ...]]:
    """The examples of an entry that can be read, each judged, and the problems of those that cannot."""
    trials: list[Trial] = []
    problems: list[str] = []
    rules = ruleset((entry,))
    for number, example in enumerate(entry.examples, 1):
        try:
            consultation = consultation_of(example)
        except ValidationError as error:
            problems += [f"{entry.id}: example {number}: {problem}" for problem in described(error)]
            continue
        assessment = judge_by(consultation, catalogue, rules)
        views = tuple(_views(entry, consultation, assessment.facts, catalogue))
        trials.append(Trial(number, entry, example, assessment, views))
    return tuple(trials), tuple(problems)


def consultation_of(example: Example) -> Consultation:
    """The consultation an example speaks of; ValidationError when it cannot be one."""
    case: dict[str, Any] = {
        "format": 1,
        "as_of": example.as_of,
        "answers": example.answers,
        "client": example.client,
        "skin": example.skin,
        "areas": example.areas,
        "device": example.device,
        "anaesthetic": example.anaesthetic,
    }
    return Consultation.model_validate(case)


def _views(entry: Contraindication, consultation: Consultation, facts: Facts, catalogue: Catalogue) -> Iterator[Facts]:
    """The facts as each answer to the entry's question sees them, in each requested area."""
    question = entry.asks
    answers = facts.instances(question) if question else ()
    for answer in answers or (None,):
        bound = facts.bind(question, answer) if question and answer else facts
        if not consultation.areas:
            yield bound
        for request in consultation.areas:
            yield bound.in_area(area_facts(request, consultation, catalogue))
