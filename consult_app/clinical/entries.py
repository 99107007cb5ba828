"""What every knowledge entry carries: its sources, its dates, and the strict shape it is read in."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


def yes_no(value: object) -> object:
    """YAML reads a bare yes or no as a truth value; the entries mean the words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def exact_day(value: object) -> object:
    """A date is a calendar day written 2026-05-06; numbers and times are no dates."""
    if type(value) is date or (isinstance(value, str) and ISO_DAY.match(value)):
        return value
    raise ValueError("a date written like 2026-05-06 is expected")


Day = Annotated[date, BeforeValidator(exact_day)]
Number = Annotated[float, Field(strict=True)]
Whole = Annotated[int, Field(strict=True)]
Word = Annotated[str, BeforeValidator(yes_no)]
YesNo = Annotated[Literal["yes", "no"], BeforeValidator(yes_no)]


class Strict(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False)


class Source(Strict):
    """One numbered source of the clinical reference.

    ``kind`` tells how it is known: *found* was read, *recalled* is literature stated from memory and still to be
    verified, *seed* is a starting text, *policy* is a clinic default that rests on no publication.
    """

    id: Id
    kind: Literal["found", "recalled", "seed", "policy"]
    grade: Literal["A", "B", "C", "D", "-"]
    citation: str = Field(min_length=3)
    short: str = Field(min_length=2, max_length=60)
    address: str = ""

    @property
    def provenance(self) -> str:
        """The provenance in words a practitioner reads beside the source."""
        return {
            "found": "seen",
            "recalled": "recalled, to be verified",
            "seed": "starting text",
            "policy": "clinic default",
        }[self.kind]


class SourceRef(Strict):
    """A source as an entry cites it, and which way it points."""

    id: Id
    stance: Literal["supports", "disputes"] = "supports"


class Statement(Strict):
    """A sentence with its sources."""

    id: Id
    text: str = Field(min_length=3)
    sources: tuple[SourceRef, ...] = Field(min_length=1)


class Entry(Strict):
    """The part all knowledge entries share.

    ``effective_from`` and ``review_by`` inform; they never switch an entry on or off.
    """

    id: Id
    label: str = Field(min_length=2)
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    effective_from: date
    review_by: date


class Protocol(Strict):
    """The head of the knowledge: its version, its dates, and how many entries each file of it holds at least.

    ``entries`` tells a whole file from one that was cut short.
    """

    version: str = Field(min_length=3)
    effective_from: date
    review_by: date
    entries: dict[str, int]
