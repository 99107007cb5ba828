"""keys.json is read back whole, and a damaged, foreign or newer one is told apart."""

import datetime as dt
import json
import stat
from pathlib import Path

import pytest

from consult_app.errors import BadInputError, VerificationError
from consult_app.records.derivation import LEAST_COST
from consult_app.records.key_file import KeySet, read_keys, write_keys
from consult_app.records.keys import Slot, new_data_key, unwrap, wrap
from consult_app.records.recovery import new_recovery_key, wrap_for_recovery
from consult_app.records.values import StoredPractitioner

WORDS = "correct horse battery"
OLD = Path(__file__).parents[1] / "data" / "old_records" / "0001_keys.json"


def slot_of(number: int = 1) -> Slot:
    return wrap(new_data_key(), StoredPractitioner(number, "Dana Okafor", "nurse"), WORDS, LEAST_COST)


def keys_of(*slots: Slot) -> KeySet:
    recovery = wrap_for_recovery(new_data_key(), new_recovery_key(), dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))
    return KeySet(slots=slots, recovery=recovery, revision=3)


def test_everything_comes_back_from_the_file(tmp_path: Path) -> None:
    keys = keys_of(slot_of(1), slot_of(2))
    write_keys(tmp_path / "keys.json", keys)
    assert read_keys(tmp_path / "keys.json") == keys


def test_a_file_of_the_first_format_is_read_and_written_anew_in_this_one(tmp_path: Path) -> None:
    old = read_keys(OLD)
    (slot,) = old.slots
    assert slot.practitioner == StoredPractitioner(1, "Dana Okafor", "nurse", "12X3456E")
    assert slot.signing_key is None
    assert (old.recovery, old.revision) == (None, 1)
    assert len(unwrap(slot, WORDS)) == 32
    write_keys(tmp_path / "keys.json", old)
    assert json.loads((tmp_path / "keys.json").read_text())["format"] == 2
    assert read_keys(tmp_path / "keys.json") == old


def test_slots_are_replaced_and_taken_away_by_practitioner() -> None:
    keys = keys_of(slot_of(2))
    first, again = slot_of(1), slot_of(2)
    assert keys.with_slot(first).slots == (first, *keys.slots)
    assert keys.with_slot(again).slots == (again,)
    assert keys.with_slot(first).without(2).slots == (first,)
    assert keys.with_slot(first).revision == keys.revision + 1
    assert keys.has(2)
    with pytest.raises(BadInputError, match="no key"):
        keys.slot(1)


def test_the_key_file_is_closed_to_others(tmp_path: Path) -> None:
    write_keys(tmp_path / "keys.json", keys_of(slot_of()))
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["salt", "nonce", "wrapped_key", "passes", "memory_kib"])
def test_a_changed_slot_is_damage_and_not_a_wrong_passphrase(tmp_path: Path, name: str) -> None:
    path = tmp_path / "keys.json"
    write_keys(path, keys_of(slot_of()))
    stored = json.loads(path.read_text())
    other = json.loads(slot_of().model_dump_json())
    stored["slots"][0][name] = other[name] if isinstance(other[name], str) else other[name] + 1
    path.write_text(json.dumps(stored))
    with pytest.raises(VerificationError, match="damaged"):
        read_keys(path)


def test_a_cut_or_empty_file_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_keys(path, keys_of(slot_of()))
    for length in (len(path.read_bytes()) - 20, 0):
        path.write_bytes(path.read_bytes()[:length])
        with pytest.raises(VerificationError, match="damaged"):
            read_keys(path)


@pytest.mark.parametrize("content", ["not json", "[1, 2]", '{"program": "other", "slots": []}'])
def test_a_file_of_another_program_is_said_to_be_foreign(tmp_path: Path, content: str) -> None:
    (tmp_path / "keys.json").write_text(content)
    with pytest.raises(VerificationError, match="not a key file of this program"):
        read_keys(tmp_path / "keys.json")


def test_a_newer_file_asks_for_the_newer_program(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text('{"program": "microneedling-consult", "format": 3}')
    with pytest.raises(VerificationError, match="newer version"):
        read_keys(tmp_path / "keys.json")


@pytest.mark.parametrize(("name", "value"), [("revision", 4), ("recovery", None)])
def test_a_changed_file_is_damage(tmp_path: Path, name: str, value: object) -> None:
    path = tmp_path / "keys.json"
    write_keys(path, keys_of(slot_of()))
    path.write_text(json.dumps(json.loads(path.read_text()) | {name: value}))
    with pytest.raises(VerificationError, match="damaged"):
        read_keys(path)


def test_a_file_of_ours_that_lacks_its_slots_is_damage(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text('{"program": "microneedling-consult", "format": 2}')
    with pytest.raises(VerificationError, match="damaged"):
        read_keys(tmp_path / "keys.json")
