"""The outlook: the earliest safe dates, what would change the outcome, and the next questions, for one consultation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from consult_app.clinical.assessment import Assessment
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.earliest import EarliestDays, earliest_days
from consult_app.clinical.next_questions import NextQuestion, next_questions
from consult_app.clinical.numbing_ways import ways_to_numb
from consult_app.clinical.ways_to_treat import WaysToTreat, ways_to_treat


@dataclass(frozen=True)
class Outlook:
    """What lies ahead of one consultation; the ways are searched for when first asked, as a check must not wait.

    One that was kept with a signature holds its dates and questions; ways are not searched for it any more.
    """

    earliest: EarliestDays
    questions: tuple[NextQuestion, ...]
    _of: tuple[Consultation, Catalogue, Assessment] | None = field(default=None, repr=False, compare=False)

    @property
    def can_search(self) -> bool:
        """Whether the ways can be searched for."""
        return self._of is not None

    @cached_property
    def ways(self) -> Mapping[str, WaysToTreat]:
        """What would change it, for each area that may not be treated today; tens to hundreds of milliseconds."""
        return ways_to_treat(*self._of) if self._of else {}

    @cached_property
    def numbing(self) -> WaysToTreat | None:
        """What would allow the planned numbing cream, where it may not be used; some tens of milliseconds."""
        return ways_to_numb(*self._of) if self._of else None

    def in_order(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Open questions in the order they matter."""
        return tuple(question.id for question in self.questions if question.id in names)


def outlook(consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> Outlook:
    """The outlook of a consultation that was judged: dates and questions at once, the ways when they are asked for."""
    return Outlook(
        earliest=earliest_days(consultation, catalogue, judged),
        questions=next_questions(consultation, catalogue, judged),
        _of=(consultation, catalogue, judged),
    )
