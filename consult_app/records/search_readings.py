"""What a typed search may mean: a client's number, a birth date with other words, a phone number, or words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consult_app.records.search import LONGEST_WORD, national_digits, typed_words
from consult_app.records.typed_dates import BirthDate, birth_dates

_ID = re.compile(r"(?:c\s*-?\s*)?0*(\d{1,9})")
_PHONE = re.compile(r"\+?[\d\s()./-]+")
_FEWEST_DIGITS = 3


@dataclass(frozen=True)
class Reading:
    """One meaning: beginnings of words that must all be there, dates of which one must be, or a running number."""

    words: tuple[str, ...] = ()
    dates: tuple[BirthDate, ...] = ()
    number: int | None = None


def readings(typed: str) -> tuple[Reading, ...]:
    """The meanings, the surest first; none when nothing was typed."""
    return tuple(dict.fromkeys(_readings(typed)))


def _readings(typed: str) -> Iterator[Reading]:
    words = typed_words(typed)
    if match := _ID.fullmatch(typed.strip().casefold()):
        yield Reading(number=int(match[1]))
    dates, others = birth_dates(words)
    if dates:
        yield Reading(others, dates)
    digits = national_digits(typed)
    if _PHONE.fullmatch(typed.strip()) and len(digits) >= _FEWEST_DIGITS:
        yield Reading((digits,))
    if len(words) > 1 and len(typed.split()) == 1:
        yield Reading(("".join(words)[:LONGEST_WORD],))
    if words:
        yield Reading(words)
