"""The outlook: the earliest safe dates, what would change the outcome, and the next questions, for one consultation."""

from collections.abc import Mapping
from dataclasses import dataclass

from consult_app.clinical.assessment import Assessment
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.earliest import EarliestDays, earliest_days
from consult_app.clinical.next_questions import NextQuestion, next_questions
from consult_app.clinical.numbing_ways import ways_to_numb
from consult_app.clinical.ways_to_treat import WaysToTreat, ways_to_treat


@dataclass(frozen=True)
class Outlook:
    """What lies ahead: ``ways`` holds each area that may not be treated today, ``numbing`` a plan that is no good."""

    earliest: EarliestDays
    ways: Mapping[str, WaysToTreat]
    numbing: WaysToTreat | None
    questions: tuple[NextQuestion, ...]

    def in_order(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Open questions in the order they matter."""
        return tuple(question.id for question in self.questions if question.id in names)


def outlook(consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> Outlook:
    """The outlook of a consultation that was judged; it takes some milliseconds, not the fraction a check takes."""
    return Outlook(
        earliest=earliest_days(consultation, catalogue, judged),
        ways=ways_to_treat(consultation, catalogue, judged),
        numbing=ways_to_numb(consultation, catalogue, judged),
        questions=next_questions(consultation, catalogue, judged),
    )
