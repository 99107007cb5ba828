"""How a client is found: words folded alike when stored and when typed, so that case, accents and order are free."""

import datetime as dt
import unicodedata
from collections.abc import Iterable

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"})
LONGEST_WORD, LONGEST = 40, 400
"""Letters of a word, and of all words of a client, that count: an index takes no more."""
_APOSTROPHES = str.maketrans("", "", "'\u2019\u02bc`")
_ENDING = 6
_FEW_DIGITS = 3
_TWO_DIGIT_CODES = (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 "
    "60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98"
)
"""Country calling codes of two digits (ITU-T E.164); 1 and 7 have one, all others three."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, without case, accents and punctuation."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    folded = plain.casefold().translate(_LETTERS)
    return tuple("".join(sign if sign.isalnum() else " " for sign in folded).split())


def folded_name(name: str | None) -> str:
    """A name as it is compared: its folded words in order."""
    return " ".join(words(name or ""))


def folded_email(email: str | None) -> str:
    """An e-mail address as it is compared."""
    return "".join((email or "").casefold().split())


def national_digits(phone: str | None) -> str:
    """The digits of a phone number without country code and leading zeros: +44 1632 960123 and 01632 960123 agree."""
    given = (phone or "").strip().replace("(0)", "")
    digits = "".join(sign for sign in given if sign.isascii() and sign.isdigit())
    if given.startswith("+"):
        return _without_code(digits)
    return _without_code(digits[2:]) if digits.startswith("00") else digits.lstrip("0")


def search_words(
    *,
    number: int,
    name: str | None,
    date_of_birth: dt.date | None,
    foreign_id: str | None = None,
    phone: str | None = None,
    email: str | None = None,
) -> str:
    """What is stored for a client: the words that find, a bar, then what only narrows; each with a space before it."""
    digits = national_digits(phone)
    found = [*words(name or ""), *words((name or "").translate(_APOSTROPHES)), *_id_words(foreign_id or "")]
    if len(digits) >= _FEW_DIGITS:
        found += [digits, digits[-_ENDING:]]
    found.append(folded_email(email))
    finding = _fitting(word[:LONGEST_WORD] for word in dict.fromkeys(found) if word)
    narrowing = [str(number), *([date_of_birth.isoformat()] if date_of_birth else [])]
    return "".join(f" {word}" for word in (*finding, "|", *narrowing))


def finding_words(stored: str) -> tuple[str, ...]:
    """The words a client is found by, out of what is stored."""
    return tuple(dict.fromkeys(stored.partition("|")[0].split()))


def typed_words(typed: str) -> tuple[str, ...]:
    """The words somebody typed, folded as the stored ones; an e-mail address stays whole."""
    found: list[str] = []
    for part in typed.split():
        found += [folded_email(part)] if "@" in part else words(part)
    return tuple(word[:LONGEST_WORD] for word in dict.fromkeys(found))


def _without_code(digits: str) -> str:
    if digits[:1] in ("1", "7"):
        return digits[1:]
    return digits[2:].lstrip("0") if digits[:2] in _TWO_DIGIT_CODES.split() else digits[3:].lstrip("0")


def _id_words(foreign_id: str) -> list[str]:
    """The parts of another system's id, without leading zeros as well, and all of it in one."""
    parts = words(foreign_id)
    return [*parts, *(part.lstrip("0") for part in parts), "".join(parts)]


def _fitting(found: Iterable[str]) -> list[str]:
    """As many words as may stand in an index."""
    kept: list[str] = []
    room = LONGEST
    for word in found:
        room -= len(word) + 1
        if room < 0:
            break
        kept.append(word)
    return kept
