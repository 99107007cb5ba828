"""Parts of two versions of one record in words, and in which of them they differ."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from consult_app.clinical.dates import DAY, short_date

NOT_GIVEN = "Not given"
_ID = re.compile(r"^[a-z0-9]+(_[a-z0-9]+)+$")


@dataclass(frozen=True)
class PartDifference:
    """One part that differs: what it is called, and what stands on either side."""

    name: str
    mine: str
    theirs: str


def differing(mine: Iterable[tuple[str, str]], theirs: Iterable[tuple[str, str]]) -> tuple[PartDifference, ...]:
    """Every part in which the two differ, in the order of mine; each is the name of a part and its words."""
    ours, others = dict(mine), dict(theirs)
    found = []
    for name in dict.fromkeys((*ours, *others)):
        here, there = ours.get(name, NOT_GIVEN), others.get(name, NOT_GIVEN)
        if here != there:
            found.append(PartDifference(name, here, there))
    return tuple(found)


def fields(name: str, part: BaseModel) -> Iterator[tuple[str, str]]:
    """The named parts of a value in words."""
    for key, each in given(part).items():
        if key != "id":
            yield f"{name}: {spaced(key)}", plain(each)


def one(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """One part in words, where it was given."""
    if words := plain(jsonable(value)):
        yield name, words


def given(part: BaseModel) -> dict[str, Any]:
    """What was given of a value."""
    return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def jsonable(value: Any) -> Any:
    """A value made of plain parts."""
    if isinstance(value, BaseModel):
        return given(value)
    if isinstance(value, list | tuple):
        return [jsonable(each) for each in value]
    if isinstance(value, dict):
        return {key: jsonable(each) for key, each in value.items()}
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def plain(value: Any) -> str:
    """Any entry in words: its names spelled out, its days as days."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{spaced(key)} {words}" for key, each in value.items() if (words := plain(each)))
    if isinstance(value, list | tuple):
        return "; ".join(words for each in value if (words := plain(each)))
    text = str(value)
    if DAY.match(text):
        return short_date(dt.date.fromisoformat(text))
    return spaced(text) if _ID.match(text) else text


def spaced(name: str) -> str:
    """A name of the record as words."""
    return name.replace("_", " ").replace(".", ", ")
