"""Case files: a consultation read from YAML, refused with every problem by its path."""

from pydantic import ValidationError

from consult_app.clinical.admission import problems
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.problems import described
from consult_app.errors import BadInputError
from consult_app.knowledge.yaml_text import parse

NEXT_STEP = "Correct the places named and run it again."


def read_case(text: str, catalogue: Catalogue) -> tuple[Consultation | None, tuple[str, ...]]:
    """The consultation a case file states, or None with its problems; nothing is guessed."""
    content, found = parse(text)
    if found:
        return None, found
    if not isinstance(content, dict):
        return None, ("the file holds no case: it starts with 'format: 1'",)
    try:
        consultation = Consultation.model_validate(content)
    except ValidationError as error:
        return None, described(error)
    found = problems(consultation, catalogue)
    return (None, found) if found else (consultation, ())


def case_or_error(text: str, catalogue: Catalogue) -> Consultation:
    """The consultation of a case file; BadInputError naming every problem."""
    consultation, found = read_case(text, catalogue)
    if consultation is None:
        raise BadInputError("The case file was refused.", found, NEXT_STEP)
    return consultation
