"""Emergency steps: what may happen suddenly during a treatment, how it shows, and what is done at once."""

from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue


@dataclass(frozen=True)
class Emergency:
    """One of them by name: how it shows in one sentence, which may be empty, and the steps in their order."""

    name: str
    signs: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class EmergencySteps:
    """All of them, and the clinic's emergency number, empty while none is set."""

    number: str
    emergencies: tuple[Emergency, ...]


def emergency_steps(catalogue: Catalogue) -> EmergencySteps:
    """The emergencies of the protocol, those that numbing can cause first, then the sudden events of needling."""
    trouble = (each for each in catalogue.trouble_signs.values() if each.emergency)
    numbing = (Emergency(each.label, each.told, each.do) for each in trouble)
    sudden = (event for event in catalogue.adverse_events.events if event.is_sudden)
    needling = (Emergency(event.label, "", (event.manage,)) for event in sudden)
    return EmergencySteps(catalogue.practice.practice.emergency_number, (*numbing, *needling))
