"""Re-check: what the present protocol makes of consultations that were judged before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consult_app.clinical.admission import problems
from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.differences import Difference, differences
from consult_app.clinical.verdict_record import VerdictRecord, verdict_record

NO_VERDICT = "No verdict was stored with it."
REFUSED = "The present protocol refuses it: "


@dataclass(frozen=True)
class Stored:
    """A consultation and the verdict once given; ``why_not`` says why it cannot be compared, else empty.

    ``name`` tells a person which one it is, without the client's name.
    """

    name: str
    consultation: Consultation | None
    verdict: VerdictRecord | None
    why_not: str = ""


@dataclass(frozen=True)
class Result:
    """What came of one: its differences, or ``why_not`` it could not be compared."""

    name: str
    differences: tuple[Difference, ...] = ()
    why_not: str = ""

    @property
    def status(self) -> str:
        """One of *not compared*, *differs*, *other protocol* (the same verdict by other rules) and *same*."""
        if self.why_not:
            return "not_compared"
        if any(difference.kind != "protocol" for difference in self.differences):
            return "differs"
        return "other_protocol" if self.differences else "same"


def recheck(stored: Iterable[Stored], catalogue: Catalogue) -> Iterator[Result]:
    """Judge each again, on its own consultation day, as it is taken from ``stored``; nothing is skipped or kept."""
    return (_result(each, catalogue) for each in stored)


def _result(stored: Stored, catalogue: Catalogue) -> Result:
    if stored.why_not or stored.consultation is None:
        return Result(stored.name, why_not=stored.why_not or NO_VERDICT)
    refused = problems(stored.consultation, catalogue)
    if refused:
        return Result(stored.name, why_not=f"{REFUSED}{'; '.join(refused)}")
    if stored.verdict is None:
        return Result(stored.name, why_not=NO_VERDICT)
    now = verdict_record(stored.consultation, catalogue, assess(stored.consultation, catalogue))
    return Result(stored.name, differences(stored.verdict, now, catalogue))
