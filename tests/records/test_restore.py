"""A restored practice opens with its passphrase or recovery sheet and shows the same records, or nothing is left."""

import datetime as dt
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consult_app.clinical.consultation import Client, Consultation, Practitioner
from consult_app.errors import BadInputError, ConsultError, VerificationError, WrongPassphraseError
from consult_app.records.backup_copy import file_source
from consult_app.records.backup_file import read_manifest
from consult_app.records.backup_making import copy_before_upgrade
from consult_app.records.backup_values import Advance, StoppedError, Watch
from consult_app.records.derivation import LEAST_COST
from consult_app.records.key_file import KEYS, read_keys, write_keys
from consult_app.records.keys import unwrap
from consult_app.records.opening import create_practice, open_practice
from consult_app.records.place import CLINIC_FILE, Place
from consult_app.records.recovery import new_recovery_key, recovery_groups, wrap_for_recovery
from consult_app.records.restore import restore, with_data_key, with_passphrase, with_recovery_key
from consult_app.records.schema import REVISION
from consult_app.records.store import Records
from consult_app.records.values import Progress
from consult_app.settings import Settings, load_settings, save_settings

OLD_RECORDS = Path(__file__).parents[1] / "data" / "old_records"
LATER = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
RECOVERY_KEY = new_recovery_key()
NOBODY = Watch()


def now() -> dt.datetime:
    return LATER


@pytest.fixture
def practice(home: Path, passphrase: str, consultation: Consultation) -> Iterator[Records]:
    """An open practice with a client, a consultation and a recovery sheet."""
    keys = read_keys(home / KEYS)
    recovery = wrap_for_recovery(unwrap(keys.slot(1), passphrase), RECOVERY_KEY, LATER)
    (home / CLINIC_FILE).write_text("format: 1\n")
    records = open_practice(home, 1, passphrase)
    write_keys(home / KEYS, read_keys(home / KEYS).with_recovery(recovery))
    records.add_client(Client(name="José Åström"))
    records.start_consultation(None, consultation, Progress("safety", "defer"))
    yield records
    records.close()


@pytest.fixture
def backup(practice: Records, tmp_path: Path) -> Path:
    (tmp_path / "drive").mkdir()
    return practice.backups.make(tmp_path / "drive").path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where it is restored: not there yet, and neither is the folder it is in."""
    return tmp_path / "new machine" / "practice"


def test_it_opens_with_the_passphrase_and_shows_the_same_records(
    practice: Records, backup: Path, place: Path, passphrase: str
) -> None:
    before = practice.events()[:-1]
    report = restore(backup, place, with_passphrase(passphrase), now, NOBODY)
    assert report.was_written
    assert report.contents.rows["consultation"] == 1
    assert {path.name for path in place.iterdir()} == {"records.db", "keys.json", "clinic.yaml"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.iterdir()} == {0o600}
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    restored = open_practice(place, 1, passphrase)
    assert restored.search_clients("") == practice.search_clients("")
    assert restored.load(1) == practice.load(1)
    lines = restored.events()
    assert lines[: len(before)] == before
    (line,) = [line for line in lines if line.kind == "restored"]
    assert (line.at, line.practitioner_id, line.detail) == (LATER, 1, f"events {len(before)}")
    assert (restored.missing, restored.backups.is_due()) == (None, True)
    restored.close()


@pytest.mark.parametrize("by", ["recovery sheet", "data key"])
def test_it_opens_with_the_recovery_sheet_or_the_key_itself(
    practice: Records, backup: Path, place: Path, passphrase: str, by: str
) -> None:
    groups = "-".join(recovery_groups(RECOVERY_KEY))
    key = unwrap(read_keys(backup.parents[1] / "practice" / KEYS).slot(1), passphrase)
    opener = with_recovery_key(groups) if by == "recovery sheet" else with_data_key(key)
    restore(backup, place, opener, now, NOBODY)
    restored = open_practice(place, 1, passphrase)
    assert restored.load(1) == practice.load(1)
    restored.close()


def test_a_dry_run_checks_everything_and_leaves_nothing(backup: Path, place: Path, passphrase: str) -> None:
    seen: list[Advance] = []
    report = restore(backup, place, with_passphrase(passphrase), now, Watch(seen.append), dry_run=True)
    assert (report.was_written, report.contents.rows["client"]) == (False, 2)
    assert seen
    assert not place.parent.exists()


def test_an_empty_folder_is_used_and_stays_after_a_failure(backup: Path, place: Path, passphrase: str) -> None:
    place.mkdir(parents=True)
    with pytest.raises(WrongPassphraseError):
        restore(backup, place, with_passphrase("wrong horse battery"), now, NOBODY)
    assert list(place.iterdir()) == []
    restore(backup, place, with_passphrase(passphrase), now, NOBODY)
    open_practice(place, 1, passphrase).close()


def test_the_settings_of_this_machine_may_stand_there_already(backup: Path, place: Path, passphrase: str) -> None:
    save_settings(Settings(place, lock_minutes=9))
    restore(backup, place, with_passphrase(passphrase), now, NOBODY)
    open_practice(place, 1, passphrase).close()
    assert load_settings(place)[0].lock_minutes == 9


def test_a_backup_of_a_newer_version_is_told_from_a_damaged_one(backup: Path, place: Path, passphrase: str) -> None:
    newer = backup.with_name("newer.mcbackup")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(newer, "w") as box:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "manifest.json":
                content = content.replace(f'"schema_revision": "{REVISION}"'.encode(), b'"schema_revision": "9001"')
            box.writestr(info, content)
    with pytest.raises(VerificationError, match="newer version"):
        restore(newer, place, with_passphrase(passphrase), now, NOBODY, dry_run=True)


def test_a_folder_in_use_is_refused_untouched(backup: Path, home: Path, passphrase: str) -> None:
    before = (home / KEYS).read_bytes()
    with pytest.raises(BadInputError, match="not empty"):
        restore(backup, home, with_passphrase(passphrase), now, NOBODY)
    assert (home / KEYS).read_bytes() == before
    with pytest.raises(BadInputError, match="not empty"):
        restore(backup, home / KEYS, with_passphrase(passphrase), now, NOBODY)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _alter(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[5000] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("spoil", [_cut, _alter, Path.unlink])
def test_what_is_damaged_or_gone_leaves_nothing(
    backup: Path, place: Path, passphrase: str, spoil: Callable[[Path], None]
) -> None:
    spoil(backup)
    with pytest.raises(ConsultError):
        restore(backup, place, with_passphrase(passphrase), now, NOBODY)
    assert not place.parent.exists()


def test_a_wrong_key_or_sheet_leaves_nothing(backup: Path, place: Path) -> None:
    other = "-".join(recovery_groups(new_recovery_key()))
    for opener, error in (
        (with_passphrase("wrong horse battery"), WrongPassphraseError),
        (with_recovery_key(other), WrongPassphraseError),
        (with_data_key(bytes(32)), VerificationError),
    ):
        with pytest.raises(error):
            restore(backup, place, opener, now, NOBODY)
        assert not place.parent.exists()
    with pytest.raises(BadInputError):
        with_recovery_key("not a sheet")


def test_a_backup_without_a_recovery_sheet_says_so(tmp_path: Path, place: Path, passphrase: str) -> None:
    create_practice(tmp_path / "other", Practitioner(name="Tamsin Osei"), passphrase, LEAST_COST).close()
    other = open_practice(tmp_path / "other", 1, passphrase)
    made = other.backups.make()
    other.close()
    with pytest.raises(BadInputError, match="no recovery sheet"):
        restore(made.path, place, with_recovery_key("-".join(recovery_groups(RECOVERY_KEY))), now, NOBODY)


@pytest.mark.parametrize("stage", ["Reading the backup", "Checking the records", "Putting the records in place"])
def test_one_that_is_cancelled_leaves_nothing(backup: Path, place: Path, passphrase: str, stage: str) -> None:
    seen: list[str] = []
    watch = Watch(lambda advance: seen.append(advance.stage), lambda: stage in seen)
    with pytest.raises(StoppedError):
        restore(backup, place, with_passphrase(passphrase), now, watch)
    assert stage in seen
    assert not place.parent.exists()


def test_a_backup_of_an_earlier_schema_is_brought_up_to_date(tmp_path: Path, place: Path, passphrase: str) -> None:
    old = tmp_path / "old"
    old.mkdir(mode=0o700)
    for name in ("records.db", "keys.json"):
        shutil.copy(OLD_RECORDS / f"0001_{name}", old / name)
    key = unwrap(read_keys(old / KEYS).slot(1), passphrase)
    place_of_old = Place(old, key)
    file = copy_before_upgrade(place_of_old, file_source(place_of_old), None, LATER, "0001")
    assert file.name == "practice-20261201T090000-before-upgrade-from-0001.mcbackup"
    report = restore(file, place, with_passphrase(passphrase), now, NOBODY)
    assert report.contents.schema_revision == "0001"
    restored = open_practice(place, 1, passphrase)
    assert restored.client("C-0001").details.name == "Marisol Vega"
    assert not (place / "backups").exists()
    restored.close()


def test_a_copy_that_differs_from_its_list_is_not_restored(backup: Path, place: Path, passphrase: str) -> None:
    said = read_manifest(backup).model_copy(update={"audit_length": 1})
    other = backup.with_name("other.mcbackup")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, said.model_dump_json() if name == "manifest.json" else old.read(name))
    with pytest.raises(VerificationError, match="cannot be restored"):
        restore(other, place, with_passphrase(passphrase), now, NOBODY)
    assert not place.parent.exists()
