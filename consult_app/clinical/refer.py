"""Where a concern, an area or a device leads that is not planned here: to whom, and why."""

from pydantic import Field

from consult_app.clinical.entries import Id, Strict
from consult_app.clinical.roles import any_of


class Refer(Strict):
    """To whom and why, as an entry states it; ``reason`` is for the practitioner, ``client`` in plain words.

    ``beside`` marks a referral that stands beside treatment, not in its place; ``if_barred`` one that holds only while
    the rule under the entry's own id bars the area.
    """

    to: tuple[Id, ...] = Field(min_length=1)
    reason: str = Field(min_length=3)
    client: str = Field(min_length=3)
    beside: bool = False
    if_barred: bool = False

    @property
    def to_words(self) -> str:
        """The roles as they are read: a GP or dermatologist."""
        roles = any_of(self.to)
        return f"{'an' if roles[0] in 'aeiou' else 'a'} {roles}"

    @property
    def words(self) -> str:
        """The referral as a sentence for the practitioner."""
        return f"Refer to {self.to_words}: {self.reason}"
