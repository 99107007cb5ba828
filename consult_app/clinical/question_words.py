"""Question words: what an open question, or one missing detail of it, is called."""

from collections.abc import Mapping

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.questions import Question


def open_label(name: str, catalogue: Catalogue) -> str:
    """What an open question is called: its label, or the label and its missing detail."""
    question = catalogue.questions.get(name.partition(".")[0])
    if question is None:
        return OTHER_LABELS.get(name, name.rpartition(".")[2].replace("_", " ").capitalize())
    detail = name.partition(".")[2]
    return f"{question.label}: {detail_label(name, catalogue)}" if detail else question.label


OTHER_LABELS: Mapping[str, str] = {
    "client.date_of_birth": "Date of birth",
    "client.sex_at_birth": "Sex at birth",
    "skin.fitzpatrick": "Skin type",
    "skin.glogau": "Photoageing grade",
}


def detail_label(name: str, catalogue: Catalogue) -> str:
    """What a missing detail is called, inside a sentence."""
    head, _, detail = name.partition(".")
    question: Question | None = catalogue.questions.get(head)
    follow_up = question.follow_up(detail) if question else None
    return follow_up.label.lower() if follow_up else name.rpartition(".")[2].replace("_", " ")
