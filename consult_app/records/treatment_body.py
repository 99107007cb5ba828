"""The body of a treatment session and of what became of it: one JSON text each, with its format."""

import json
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from consult_app.clinical.treatment_record import TreatmentEvent, TreatmentRecord
from consult_app.errors import BadInputError, VerificationError

FORMAT = 1
Kept = TypeVar("Kept", bound=BaseModel)


def to_body(value: TreatmentRecord | TreatmentEvent) -> str:
    """The value as text; it is read back before it is kept, and what could not be opened again is refused."""
    text = json.dumps(
        value.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    try:
        type(value).model_validate_json(text)
    except ValidationError as error:
        places = tuple(".".join(str(part) for part in problem["loc"]) for problem in error.errors())
        raise BadInputError(
            "This entry cannot be saved.", places, "Correct what is marked; nothing was lost."
        ) from None
    return text


def record_in(body: str, body_format: int, treatment_id: int) -> TreatmentRecord:
    """The record again; says which one cannot be read, never what stands in it."""
    return _read(TreatmentRecord, body, body_format, f"Treatment session {treatment_id}")


def event_in(body: str, body_format: int, event_id: int) -> TreatmentEvent:
    """The follow-up or adverse event again."""
    return _read(TreatmentEvent, body, body_format, f"Follow-up {event_id}")


def _read(kind: type[Kept], body: str, body_format: int, name: str) -> Kept:
    if body_format > FORMAT:
        raise VerificationError(
            f"{name} was written by a newer version of this program.", "Install the newer version on this machine."
        )
    try:
        return kind.model_validate_json(body)
    except ValidationError:
        # The original error quotes what was recorded, so it goes no further.
        raise VerificationError(
            f"{name} cannot be read.", "Nothing was changed; look at it in your latest backup."
        ) from None
