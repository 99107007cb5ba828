"""The data key is given back for the right passphrase, and every other case says what it is."""

import json
import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from consult_app.errors import BadInputError, VerificationError, WrongPassphraseError
from consult_app.records.keys import (
    FULL_COST,
    LEAST_COST,
    Cost,
    Slot,
    new_data_key,
    read_slots,
    unwrap,
    wrap,
    write_slots,
)
from consult_app.records.values import StoredPractitioner

PRACTITIONER = StoredPractitioner(1, "Dana Okafor", "nurse", "12X3456E")
WORDS = "correct horse battery"


def slot_of(key: bytes, passphrase: str = WORDS) -> Slot:
    return wrap(key, PRACTITIONER, passphrase, LEAST_COST)


def test_the_passphrase_gives_the_key_back_after_a_round_trip_through_the_file(tmp_path: Path) -> None:
    key = new_data_key()
    write_slots(tmp_path / "keys.json", (slot_of(key),))
    (slot,) = read_slots(tmp_path / "keys.json")
    assert slot.practitioner == PRACTITIONER
    assert unwrap(slot, WORDS) == key
    assert len(key) == 32


def test_the_usual_cost_is_256_mib_and_opens() -> None:
    key = new_data_key()
    slot = wrap(key, PRACTITIONER, WORDS)
    assert (slot.memory_kib, slot.passes, slot.lanes) == (262144, 4, 2) == (FULL_COST.memory_kib, 4, 2)
    assert unwrap(slot, WORDS) == key


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


def test_the_key_file_is_closed_to_others(tmp_path: Path) -> None:
    write_slots(tmp_path / "keys.json", (slot_of(new_data_key()),))
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["salt", "nonce", "wrapped_key", "passes", "memory_kib"])
def test_a_changed_slot_is_damage_and_not_a_wrong_passphrase(tmp_path: Path, name: str) -> None:
    path = tmp_path / "keys.json"
    write_slots(path, (slot_of(new_data_key()),))
    stored = json.loads(path.read_text())
    other = json.loads(slot_of(new_data_key()).model_dump_json())
    stored["slots"][0][name] = other[name] if isinstance(other[name], str) else other[name] + 1
    path.write_text(json.dumps(stored))
    with pytest.raises(VerificationError, match="damaged"):
        read_slots(path)


def test_a_cut_or_empty_file_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_slots(path, (slot_of(new_data_key()),))
    for length in (len(path.read_bytes()) - 20, 0):
        path.write_bytes(path.read_bytes()[:length])
        with pytest.raises(VerificationError, match="damaged"):
            read_slots(path)


@pytest.mark.parametrize("content", ["not json", "[1, 2]", '{"program": "other", "slots": []}'])
def test_a_file_of_another_program_is_said_to_be_foreign(tmp_path: Path, content: str) -> None:
    (tmp_path / "keys.json").write_text(content)
    with pytest.raises(VerificationError, match="not a key file of this program"):
        read_slots(tmp_path / "keys.json")


def test_a_newer_file_asks_for_the_newer_program(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text('{"program": "microneedling-consult", "format": 2}')
    with pytest.raises(VerificationError, match="newer version"):
        read_slots(tmp_path / "keys.json")
