"""The recovery key is read back however it is typed, and every typing error is named by its group."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.errors import BadInputError, WrongPassphraseError
from consult_app.records.keys import new_data_key
from consult_app.records.recovery import (
    is_group,
    new_recovery_key,
    read_recovery_key,
    recovery_groups,
    unwrap_with_recovery,
    wrap_for_recovery,
)

KEYS = st.binary(min_size=20, max_size=20)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


@given(KEYS, st.sampled_from([" ", "-", "", " - ", "\n", "\u2013"]), st.booleans())
def test_any_key_is_read_back_from_its_groups(key: bytes, between: str, lower: bool) -> None:
    typed = between.join(recovery_groups(key))
    assert read_recovery_key(typed.lower() if lower else typed) == key


@given(KEYS)
def test_letters_that_look_like_digits_are_taken_for_them(key: bytes) -> None:
    typed = " ".join(recovery_groups(key))
    assert read_recovery_key(typed.replace("0", "O").replace("1", "l")) == key
    assert read_recovery_key(typed.replace("0", "o").replace("1", "I")) == key


@given(KEYS, st.integers(0, 7), st.integers(0, 4), st.sampled_from(ALPHABET + "U*"))
def test_one_wrong_character_is_always_noticed_and_its_group_named(key: bytes, at: int, place: int, new: str) -> None:
    groups = list(recovery_groups(key))
    wrong = groups[at][:place] + new + groups[at][place + 1 :]
    if wrong == groups[at]:
        return
    assert not is_group(at + 1, wrong)
    groups[at] = wrong
    with pytest.raises(BadInputError, match=f"Group {at + 1} is not as on the sheet"):
        read_recovery_key(" ".join(groups))


@given(KEYS, st.integers(0, 7), st.integers(0, 4), st.integers(0, 4))
def test_two_swapped_characters_are_always_noticed(key: bytes, at: int, one: int, other: int) -> None:
    group = list(recovery_groups(key)[at])
    swapped = group.copy()
    swapped[one], swapped[other] = group[other], group[one]
    assert is_group(at + 1, "".join(swapped)) == (swapped == group)


@given(KEYS, st.integers(0, 7), st.integers(0, 7))
def test_a_group_in_the_place_of_another_is_noticed(key: bytes, at: int, other: int) -> None:
    assert is_group(other + 1, recovery_groups(key)[at]) == (at == other)


def test_a_missing_or_short_group_is_said() -> None:
    groups = recovery_groups(bytes(20))
    with pytest.raises(BadInputError, match="35 of 40"):
        read_recovery_key(" ".join(groups[:-1]))
    with pytest.raises(BadInputError, match="Groups 2 and 5 are not"):
        read_recovery_key(" ".join(part[:-1] if at in (1, 4) else part for at, part in enumerate(groups)))


def test_the_recovery_key_gives_the_data_key_and_another_does_not() -> None:
    data_key, key = new_data_key(), new_recovery_key()
    slot = wrap_for_recovery(data_key, key, AT)
    assert unwrap_with_recovery(slot, key) == data_key
    assert (slot.made_at, slot.confirmed, len(key)) == (AT, False, 20)
    with pytest.raises(WrongPassphraseError, match="recovery key did not match"):
        unwrap_with_recovery(slot, new_recovery_key())
