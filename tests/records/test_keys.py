"""The keys are given back for the right passphrase, and every other case says what it is."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from consult_app.errors import BadInputError, VerificationError, WrongPassphraseError
from consult_app.records.derivation import FULL_COST, LEAST_COST, Cost
from consult_app.records.keys import Slot, new_data_key, public_text, unlock, unwrap, wrap
from consult_app.records.sealing import bytes_of, text_of
from consult_app.records.values import StoredPractitioner

PRACTITIONER = StoredPractitioner(1, "Dana Okafor", "nurse", "12X3456E")
WORDS = "correct horse battery"
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PASSPHRASES = st.text(st.characters(exclude_categories=["Cs"]), min_size=45, max_size=60)


def slot_of(key: bytes, passphrase: str = WORDS) -> Slot:
    return wrap(key, PRACTITIONER, passphrase, LEAST_COST)


@FEW
@given(PASSPHRASES, st.binary(min_size=32, max_size=32), st.data())
def test_any_passphrase_gives_any_key_back_and_one_wrong_character_never_does(
    passphrase: str, key: bytes, data: st.DataObject
) -> None:
    slot = slot_of(key, passphrase)
    unlocked = unlock(slot, passphrase)
    assert unlocked.data_key == key == unwrap(slot, passphrase)
    assert public_text(unlocked.signing_key) == slot.practitioner.public_key
    at = data.draw(st.integers(0, len(passphrase) - 1))
    wrong = passphrase[:at] + ("x" if passphrase[at] != "x" else "y") + passphrase[at + 1 :]
    with pytest.raises(WrongPassphraseError):
        unlock(slot, wrong)


def test_the_usual_cost_is_256_mib_and_opens() -> None:
    key = new_data_key()
    slot = wrap(key, PRACTITIONER, WORDS)
    assert (slot.memory_kib, slot.passes, slot.lanes) == (262144, 4, 2) == dataclasses.astuple(FULL_COST)
    assert unwrap(slot, WORDS) == key


def test_what_was_unlocked_never_stands_in_a_text() -> None:
    key = new_data_key()
    assert repr(unlock(slot_of(key), WORDS)) == "Unlocked()"


def test_another_passphrase_may_wrap_the_same_keys() -> None:
    first = unlock(slot_of(new_data_key()), WORDS)
    slot = wrap(first.data_key, PRACTITIONER, "another horse battery", LEAST_COST, first.signing_key)
    second = unlock(slot, "another horse battery")
    assert second.data_key == first.data_key
    assert second.signing_key.private_bytes_raw() == first.signing_key.private_bytes_raw()


@pytest.mark.parametrize("name", ["salt", "nonce", "wrapped_key"])
def test_a_slot_with_one_bit_changed_does_not_open(name: str) -> None:
    slot = slot_of(new_data_key())
    changed = bytearray(bytes_of(getattr(slot, name)))
    changed[3] ^= 1
    with pytest.raises(WrongPassphraseError):
        unlock(slot.model_copy(update={name: text_of(bytes(changed))}), WORDS)


def test_a_slot_is_bound_to_its_practitioner_and_cost() -> None:
    slot = slot_of(new_data_key())
    other = slot.model_copy(update={"practitioner": dataclasses.replace(slot.practitioner, id=2)})
    dearer = slot.model_copy(update={"passes": 3})
    for changed in (other, dearer):
        with pytest.raises(WrongPassphraseError):
            unlock(changed, WORDS)


def test_another_signing_key_or_public_key_is_damage() -> None:
    slot, other = slot_of(new_data_key()), slot_of(new_data_key())
    stranger = dataclasses.replace(slot.practitioner, public_key=other.practitioner.public_key)
    for changed in ({"signing_key": other.signing_key}, {"practitioner": stranger}):
        with pytest.raises(VerificationError, match="signing key"):
            unlock(slot.model_copy(update=changed), WORDS)


def test_a_slot_without_a_signing_key_gives_the_data_key_alone() -> None:
    key = new_data_key()
    old = slot_of(key).model_copy(update={"signing_key": None})
    assert unwrap(old, WORDS) == key
    with pytest.raises(VerificationError, match="no key to sign with"):
        unlock(old, WORDS)


def test_a_wrong_passphrase_is_said_to_be_wrong() -> None:
    with pytest.raises(WrongPassphraseError, match="did not match"):
        unwrap(slot_of(new_data_key()), WORDS + "!")


def test_a_short_passphrase_is_refused_with_a_next_step_and_15_characters_are_enough() -> None:
    with pytest.raises(BadInputError) as caught:
        slot_of(new_data_key(), "a" * 14)
    assert "15" in caught.value.message
    assert "Add 1 more" in caught.value.next_step
    slot_of(new_data_key(), "a" * 15)


def test_an_accent_typed_as_one_or_as_two_characters_is_the_same() -> None:
    key = new_data_key()
    assert unwrap(slot_of(key, "le cafe\u0301 est ferme\u0301"), "le caf\u00e9 est ferm\u00e9") == key


def test_a_cost_below_the_floor_is_never_used() -> None:
    with pytest.raises(ValidationError):
        wrap(new_data_key(), PRACTITIONER, WORDS, Cost(8 * 1024, 2, 1))


def test_two_slots_share_neither_salt_nor_nonce() -> None:
    key = new_data_key()
    first, second = slot_of(key), slot_of(key)
    assert first.salt != second.salt
    assert first.nonce != second.nonce
    assert first.wrapped_key != second.wrapped_key
