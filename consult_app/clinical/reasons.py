"""A sentence that says why, together with the sources it rests on."""

from dataclasses import dataclass

from consult_app.clinical.entries import SourceRef


@dataclass(frozen=True)
class Reason:
    """A sentence with its number in it, and the sources that number was taken from."""

    text: str
    sources: tuple[SourceRef, ...] = ()
