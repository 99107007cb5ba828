"""A consultation's body: one JSON text keyed by entry ids, because the questions are data, with its verdict."""

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError

from consult_app.clinical.consultation import Consultation
from consult_app.clinical.verdict_record import VerdictRecord
from consult_app.errors import BadInputError, VerificationError

FORMAT = 2
"""Format 1 was the consultation alone; format 2 holds it and the verdict it was saved with."""


class _Body(BaseModel):
    consultation: Consultation
    verdict: Any = None


def to_body(consultation: Consultation, verdict: VerdictRecord | None = None) -> str:
    """The consultation in the shape of a case file, without what was never given, and its verdict where there is one.

    It is read back before it is kept: what could not be opened again is refused now, by its place.
    """
    try:
        text = consultation.model_dump_json(by_alias=True, exclude_defaults=True)
        Consultation.model_validate_json(text)
    except (ValidationError, PydanticSerializationError) as error:
        found = error.errors() if isinstance(error, ValidationError) else []
        places = tuple(".".join(str(part) for part in problem["loc"]) for problem in found)
        raise BadInputError(
            "This entry cannot be saved.", places, "Correct what is marked; nothing was lost."
        ) from None
    kept = verdict.model_dump_json(exclude_defaults=True) if verdict else "null"
    return f'{{"consultation":{text},"verdict":{kept}}}'


def from_body(body: str, body_format: int, consultation_id: int) -> Consultation:
    """The consultation again; says which one cannot be read, never what stands in it."""
    return kept_in(body, body_format, consultation_id)[0]


def kept_in(body: str, body_format: int, consultation_id: int) -> tuple[Consultation, VerdictRecord | None]:
    """The consultation and the verdict it was saved with; None where there was none, or none that can be read."""
    if body_format > FORMAT:
        raise VerificationError(
            f"Consultation {consultation_id} was written by a newer version of this program.",
            "Install the newer version on this machine.",
        )
    try:
        if body_format == 1:
            return Consultation.model_validate_json(body), None
        both = _Body.model_validate_json(body)
    except ValidationError:
        # The original error quotes the answers, so it goes no further.
        raise VerificationError(
            f"Consultation {consultation_id} cannot be read.", "Nothing was changed; look at it in your latest backup."
        ) from None
    return both.consultation, _verdict(both.verdict)


def _verdict(kept: Any) -> VerdictRecord | None:
    try:
        return VerdictRecord.model_validate(kept)
    except ValidationError:
        return None
