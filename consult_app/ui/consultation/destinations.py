"""Where a name leads: the step on which a question, a detail or another fact is given."""

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.workflow import STEPS, step_of

PLACES = {
    "client": "client",
    "contacts": "client",
    "skin": "skin",
    "areas": "areas",
    "requested": "areas",
    "device": "plan",
    "anaesthetic": "plan",
    "session": "plan",
    "clearance_letter": "handouts",
}


def step_for(name: str, catalogue: Catalogue) -> str:
    """The step a name belongs to, empty for a name nobody knows."""
    head = name.partition(".")[0]
    if head in {step.id for step in STEPS}:
        return head
    question = catalogue.questions.get(head)
    return step_of(question) if question else PLACES.get(head, "")
