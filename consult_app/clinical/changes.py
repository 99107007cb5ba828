"""Changes: what could be otherwise about a consultation without changing a fact about the client."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation, DeviceChoice
from consult_app.clinical.what_if import Assumed, cleared, told, without_concern

Kind = Literal[
    "answer",
    "leave_out_area",
    "leave_out_concern",
    "device",
    "no_numbing",
    "numbing_product",
    "numbing",
    "wait",
    "clearance",
    "event",
]
ORDER: tuple[Kind, ...] = (
    "leave_out_area",
    "leave_out_concern",
    "device",
    "no_numbing",
    "numbing_product",
    "numbing",
    "answer",
    "wait",
    "clearance",
    "event",
)
"""In which order changes are made and told: what is asked for, what is answered, then what has to come."""


@dataclass(frozen=True)
class Change:
    """One thing otherwise.

    ``subject`` is what it concerns: the open question, finding key, area key, or figure of the numbing plan; ``value``
    the answer, day, role or figure tried, empty where there is none; ``words`` say it to the practitioner, and ``said``
    an assumed answer alone.
    """

    kind: Kind
    subject: str
    value: Assumed
    words: str
    said: str = ""

    @property
    def rank(self) -> tuple[int, str, str]:
        """Where it stands among others."""
        return ORDER.index(self.kind), self.subject, str(self.value)


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes as they are made and told."""
    return tuple(sorted(changes, key=lambda change: change.rank))


def changed(consultation: Consultation, catalogue: Catalogue, changes: Iterable[Change]) -> Consultation:
    """The consultation with the changes made; an event changes no answer and is weighed apart."""
    for change in in_order(changes):
        if change.kind in EDITS:
            consultation = EDITS[change.kind](consultation, catalogue, change)
    return consultation


def _answer(consultation: Consultation, catalogue: Catalogue, change: Change) -> Consultation:
    return told(consultation, catalogue, change.subject, change.value)


def _leave_out_area(consultation: Consultation, _catalogue: Catalogue, change: Change) -> Consultation:
    kept = tuple(request for request in consultation.areas if request.key != change.subject)
    return consultation.model_copy(update={"areas": kept})


def _leave_out_concern(consultation: Consultation, _catalogue: Catalogue, change: Change) -> Consultation:
    return without_concern(consultation, change.subject, str(change.value))


def _device(consultation: Consultation, catalogue: Catalogue, change: Change) -> Consultation:
    name = str(change.value)
    device = name if catalogue.practice.device(name) else DeviceChoice.model_validate({"kind": name})
    return consultation.model_copy(update={"device": device})


def _no_numbing(consultation: Consultation, _catalogue: Catalogue, _change: Change) -> Consultation:
    return consultation.model_copy(update={"anaesthetic": None})


def _numbing(consultation: Consultation, _catalogue: Catalogue, change: Change) -> Consultation:
    plan = consultation.anaesthetic
    mended = plan and plan.model_copy(update={change.subject: change.value})
    return consultation.model_copy(update={"anaesthetic": mended})


def _wait(consultation: Consultation, _catalogue: Catalogue, change: Change) -> Consultation:
    return consultation.model_copy(update={"as_of": change.value})


def _clearance(consultation: Consultation, _catalogue: Catalogue, change: Change) -> Consultation:
    return cleared(consultation, change.subject, str(change.value))


EDITS: Mapping[Kind, Callable[[Consultation, Catalogue, Change], Consultation]] = {
    "answer": _answer,
    "leave_out_area": _leave_out_area,
    "leave_out_concern": _leave_out_concern,
    "device": _device,
    "no_numbing": _no_numbing,
    "numbing_product": _numbing,
    "numbing": _numbing,
    "wait": _wait,
    "clearance": _clearance,
}
