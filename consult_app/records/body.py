"""A consultation's body: one JSON text keyed by entry ids, because the questions are data."""

import json

from pydantic import ValidationError

from consult_app.clinical.consultation import Consultation
from consult_app.errors import BadInputError, VerificationError

FORMAT = 1


def to_body(consultation: Consultation) -> str:
    """The consultation in the shape of a case file; what was never given is left out.

    It is read back before it is kept: what could not be opened again is refused now, by its place.
    """
    values = consultation.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    body = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    try:
        Consultation.model_validate_json(body)
    except ValidationError as error:
        places = tuple(".".join(str(part) for part in problem["loc"]) for problem in error.errors())
        raise BadInputError(
            "This entry cannot be saved.", places, "Correct what is marked; nothing was lost."
        ) from None
    return body


def from_body(body: str, body_format: int, consultation_id: int) -> Consultation:
    """The consultation again; says which one cannot be read, never what stands in it."""
    if body_format > FORMAT:
        raise VerificationError(
            f"Consultation {consultation_id} was written by a newer version of this program.",
            "Install the newer version on this machine.",
        )
    try:
        return Consultation.model_validate_json(body)
    except ValidationError:
        # The original error quotes the answers, so it goes no further.
        raise VerificationError(
            f"Consultation {consultation_id} cannot be read.", "Nothing was changed; look at it in your latest backup."
        ) from None
