"""What the layout is told about a paper: frozen words and choices, nothing clinical."""

from dataclasses import dataclass
from typing import Literal

Paper = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    """Choices made when a paper is issued; `issued` is the day and time as printed, `language` a BCP 47 tag.

    `sample` marks every page as made for a person who does not exist.
    """

    paper: Paper = "A4"
    large_print: bool = False
    issued: str = ""
    draft: bool = False
    sample: bool = False
    language: str = "en-GB"


@dataclass(frozen=True, slots=True)
class NotSet:
    """Something the clinic has not filled in yet; printed in a box, so that nobody overlooks it."""

    words: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The clinic's name, and its address and contact lines."""

    name: str | NotSet
    lines: tuple[str | NotSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands at the foot of every page, in reading order; `page` takes {page} and {pages}."""

    client: str
    protocol: str
    issued: str
    document_id: str
    draft: str = ""
    page: str = "Page {page} of {pages}"

    def parts(self) -> tuple[str, ...]:
        """The parts that are the same on every page, without the empty ones."""
        return tuple(part for part in (self.draft, self.client, self.protocol, self.issued, self.document_id) if part)
