"""How a client is found: words folded alike when stored and when typed, so that case, accents and order are free."""

import datetime as dt
import unicodedata

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"})
_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)


def words(text: str) -> tuple[str, ...]:
    """The words of a text, without case, accents and punctuation."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    folded = plain.casefold().translate(_LETTERS)
    return tuple("".join(sign if sign.isalnum() else " " for sign in folded).split())


def search_words(name: str | None, date_of_birth: dt.date | None, *ids: str | None) -> str:
    """What is stored for a client: every word with a space before it, so that `% word%` finds beginnings."""
    found = words(name or "") + _date_words(date_of_birth)
    for client_id in ids:
        parts = words(client_id or "")
        found += parts + tuple(part.lstrip("0") for part in parts if part.startswith("0"))
    return "".join(f" {word}" for word in dict.fromkeys(found))


def patterns(typed: str) -> tuple[str, ...]:
    """LIKE patterns that must all match; none for an empty search. Words hold letters and figures only."""
    return tuple(f"% {word}%" for word in words(typed))


def _date_words(date: dt.date | None) -> tuple[str, ...]:
    """A birth date as people write it, in any order: 1991-04-02, 2.4.1991, 2 Apr 1991, 02041991."""
    if date is None:
        return ()
    return (
        f"{date:%Y}",
        f"{date:%m}",
        str(date.month),
        f"{date:%d}",
        str(date.day),
        _MONTHS[date.month - 1],
        f"{date:%Y%m%d}",
        f"{date:%d%m%Y}",
    )
