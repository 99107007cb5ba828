"""Checking a backup finds what was damaged, cut, exchanged or is not of this practice, and says what."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from consult_app.errors import VerificationError
from consult_app.records.backup import Backups
from consult_app.records.backup_copy import file_source
from consult_app.records.backup_file import read_manifest
from consult_app.records.backup_values import Contents, Watch
from consult_app.records.key_file import KEYS, read_keys
from consult_app.records.keys import unwrap
from consult_app.records.place import Place
from consult_app.records.store import Records
from tests.records.backup_files import open_other, repacked, without


@pytest.mark.parametrize("member", ["records", "keys", "clinic"])
def test_a_damaged_member_is_found_and_named(practice: Records, drive: Path, member: str) -> None:
    made = practice.backups.make(drive)
    with zipfile.ZipFile(made.path) as box:
        name = next(name for name in box.namelist() if name.startswith(member))
        content = bytearray(box.read(name))
    content[len(content) // 2] ^= 1
    check = practice.backups.verify(repacked(made.path, **{member: bytes(content)}))
    assert not check.is_good
    assert name in check.problems[0]
    assert practice.backups.verify(made.path).is_good


def test_a_flipped_bit_anywhere_in_the_file_is_found(practice: Records, drive: Path) -> None:
    made = practice.backups.make(drive)
    whole = made.path.read_bytes()
    other = drive / "altered.mcbackup"
    for place in range(0, len(whole), len(whole) // 40):
        other.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        check = practice.backups.verify(other)
        assert not check.is_good or check.contents == practice.backups.verify(made.path).contents


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.999])
def test_a_cut_file_is_damaged_and_a_foreign_one_is_foreign(practice: Records, drive: Path, share: float) -> None:
    made = practice.backups.make(drive)
    whole = made.path.read_bytes()
    made.path.write_bytes(whole[: int(len(whole) * share)])
    problem = practice.backups.verify(made.path).problems[0]
    assert ("cut short" in problem) if share else ("not a backup" in problem)


def test_a_database_that_differs_from_the_list_is_found(practice: Records, drive: Path) -> None:
    made = practice.backups.make(drive)
    manifest = read_manifest(made.path)
    said = manifest.model_copy(update={"rows": {**manifest.rows, "client": 21}, "audit_head": "0" * 64})
    problems = practice.backups.verify(repacked(made.path, manifest=said.model_dump_json().encode())).problems
    assert problems == (
        "The copy has 20 rows of client, not 21.",
        "The audit trail of the copy ends elsewhere than it should.",
    )
    newer = json.loads(manifest.model_dump_json()) | {"format": 2}
    check = practice.backups.verify(repacked(made.path, manifest=json.dumps(newer).encode()))
    assert "newer version" in check.problems[0]


def test_a_backup_of_another_practice_does_not_count(
    practice: Records, tmp_path: Path, drive: Path, passphrase: str
) -> None:
    other = open_other(tmp_path, passphrase)
    made = other.backups.make(drive)
    assert practice.backups.verify(made.path).problems == ("The copy does not open with this practice's key.",)
    other.close()


def test_a_copy_that_is_not_whole_is_taken_away(practice: Records, home: Path, drive: Path, passphrase: str) -> None:
    """As on a drive that keeps something else than it was given."""
    place = Place(home, unwrap(read_keys(home / KEYS).slot(1), passphrase))

    def forgetful(target: Path, watch: Watch) -> Contents:
        contents = file_source(place)(target, watch)
        return replace(contents, rows={**contents.rows, "client": 21})

    with pytest.raises(VerificationError, match="20 rows of client, not 21"):
        Backups(practice.transactions, place, forgetful).make(drive)
    assert list(drive.iterdir()) == []
    assert practice.backups.last_verified() is None
    assert practice.events()[-1].detail == "VerificationError"


def test_a_list_that_cannot_be_right_is_refused(practice: Records, drive: Path) -> None:
    made = practice.backups.make(drive)
    manifest = read_manifest(made.path)
    few = {name: member for name, member in manifest.members.items() if name != "keys.json"}
    outside = {**manifest.members, "../clinic.yaml": manifest.members["clinic.yaml"]}
    for members in (few, outside):
        said = manifest.model_copy(update={"members": members}).model_dump_json().encode()
        assert "missing or foreign" in practice.backups.verify(repacked(made.path, manifest=said)).problems[0]
    assert "cannot be read" in practice.backups.verify(repacked(made.path, manifest=b"{}")).problems[0]
    assert "clinic.yaml is missing" in practice.backups.verify(without(made.path, "clinic.yaml")).problems[0]
    assert "not a backup" in practice.backups.verify(without(made.path, "manifest.json")).problems[0]
