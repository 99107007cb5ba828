"""The recovery key: 160 random bits, printed as eight groups of base32 that each carry a check digit."""

import datetime as dt
import re
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from consult_app.errors import BadInputError, WrongPassphraseError
from consult_app.records.sealing import Base64, Sealed, Strict, bytes_of, seal, text_of, unseal

GROUPS, GROUP_LENGTH = 8, 5
_KEY_BYTES = 20
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
_PURPOSE = "recovery"


class RecoverySlot(Strict):
    """The data key as the recovery key wraps it; ``confirmed`` once a group was typed back from the sheet."""

    made_at: dt.datetime
    confirmed: bool = False
    salt: Base64
    wrapped_key: Sealed


def new_recovery_key() -> bytes:
    """160 random bits: too many to guess, so that no slow derivation is needed."""
    return secrets.token_bytes(_KEY_BYTES)


def recovery_groups(key: bytes) -> tuple[str, ...]:
    """The key as it is printed, in the alphabet of Crockford's base32 (no I, L, O, U)."""
    number = int.from_bytes(key)
    values = [number >> 5 * place & 31 for place in reversed(range(GROUPS * (GROUP_LENGTH - 1)))]
    size = GROUP_LENGTH - 1
    parts = [values[at : at + size] for at in range(0, len(values), size)]
    return tuple(_group(at, part) for at, part in enumerate(parts, 1))


def read_recovery_key(typed: str) -> bytes:
    """The key as somebody typed it; case, blanks, hyphens, O for 0 and I or L for 1 do not matter.

    BadInputError names each group that cannot be right.
    """
    text = normal_group(typed)
    if len(text) != GROUPS * GROUP_LENGTH:
        raise BadInputError(_wrong_length(typed, len(text)), next_step="Compare what you typed with the sheet.")
    parts = [text[at : at + GROUP_LENGTH] for at in range(0, len(text), GROUP_LENGTH)]
    wrong = [at for at, part in enumerate(parts, 1) if not is_group(at, part)]
    if wrong:
        raise BadInputError(_named(wrong), next_step="Compare what you typed with the sheet.")
    number = 0
    for digit in "".join(part[:-1] for part in parts):
        number = number << 5 | _DIGITS.index(digit)
    return number.to_bytes(_KEY_BYTES)


def normal_group(typed: str) -> str:
    """One spelling for what was typed."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", typed).upper().translate(_MISREAD)


def is_group(at: int, typed: str) -> bool:
    """Whether what was typed can be group number ``at``; one wrong or two swapped characters are always noticed."""
    text = normal_group(typed)
    if len(text) != GROUP_LENGTH or any(character not in _DIGITS for character in text):
        return False
    return text == _group(at, [_DIGITS.index(character) for character in text[:-1]])


def wrap_for_recovery(data_key: bytes, key: bytes, made_at: dt.datetime) -> RecoverySlot:
    """A slot that gives the data key back for the recovery key."""
    salt = secrets.token_bytes(16)
    sealed = seal(_wrapping_key(key, salt), data_key, _PURPOSE)
    return RecoverySlot(made_at=made_at, salt=text_of(salt), wrapped_key=sealed)


def unwrap_with_recovery(slot: RecoverySlot, key: bytes) -> bytes:
    """The data key; WrongPassphraseError when this is not the key on the newest sheet."""
    try:
        return unseal(_wrapping_key(key, bytes_of(slot.salt)), slot.wrapped_key, _PURPOSE)
    except InvalidTag:
        raise replaced_sheet() from None


def replaced_sheet() -> WrongPassphraseError:
    """What is said to a key that is well typed and opens nothing."""
    return WrongPassphraseError(
        "That recovery key did not match.", "Use the newest recovery sheet; it replaced every earlier one."
    )


def _wrapping_key(key: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, _PURPOSE.encode()).derive(key)


def _group(at: int, values: list[int]) -> str:
    return "".join(_DIGITS[value] for value in (*values, _check(at, values)))


def _check(at: int, values: list[int]) -> int:
    """A sum of powers in the field of 32 elements (x⁵ + x² + 1), which begins with the group's number.

    Every wrong character, every swap of two, and a group typed in another's place change it.
    """
    total = at
    for value in values:
        total ^= value
        total = total << 1 ^ (0b100101 if total & 16 else 0)
    return total


def _wrong_length(typed: str, length: int) -> str:
    groups = typed.replace("-", " ").split()
    wrong = [at for at, group in enumerate(groups, 1) if len(group) != GROUP_LENGTH]
    if len(groups) == GROUPS and wrong:
        return _named(wrong)
    whole = GROUPS * GROUP_LENGTH
    return f"The recovery key has {GROUPS} groups of {GROUP_LENGTH} characters; {length} of {whole} are here."


def _named(wrong: list[int]) -> str:
    if len(wrong) == 1:
        return f"Group {wrong[0]} is not as on the sheet."
    return f"Groups {', '.join(map(str, wrong[:-1]))} and {wrong[-1]} are not as on the sheet."
