"""Signs of trouble with numbing: what is seen, in which order, and what is done."""

from pydantic import Field

from consult_app.clinical.entries import Entry


class Trouble(Entry):
    """A problem: its signs in the order they usually come, and what is done in the clinic, step by step.

    ``onset`` tells when it may begin; ``hospital`` what only a hospital does.
    """

    emergency: bool
    signs: tuple[str, ...] = Field(min_length=1)
    do: tuple[str, ...] = Field(min_length=1)
    onset: str = ""
    hospital: str = ""

    @property
    def told(self) -> str:
        """Its signs as one sentence, and when it may begin."""
        signs = f"{', '.join(self.signs)}."
        return f"{signs[0].upper()}{signs[1:]} {self.onset}".strip()
