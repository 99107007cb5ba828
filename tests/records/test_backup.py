"""A backup is consistent while others save, encrypted, checked, and honest about what is wrong with it."""

import datetime as dt
import errno
import json
import os
import shutil
import stat
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from consult_app.clinical.consultation import Client, Practitioner
from consult_app.errors import BadInputError, VerificationError
from consult_app.records.backup import Backups
from consult_app.records.backup_copy import file_source
from consult_app.records.backup_file import MEMBERS, backup_name, drive_error, read_manifest
from consult_app.records.backup_values import Advance, Contents, StoppedError, Watch
from consult_app.records.derivation import LEAST_COST
from consult_app.records.key_file import KEYS, read_keys
from consult_app.records.keys import unwrap
from consult_app.records.opening import create_practice, open_practice
from consult_app.records.place import Place
from consult_app.records.retention import kept
from consult_app.records.store import Records
from consult_app.records.values import StorageError


@pytest.fixture
def practice(home: Path, passphrase: str) -> Iterator[Records]:
    """An open practice with some clients."""
    (home / "clinic.yaml").write_text("format: 1\n")
    records = open_practice(home, 1, passphrase)
    for number in range(20):
        records.add_client(Client(name=f"Marisol Vega {number}"))
    yield records
    records.close()


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    """A folder the clinic chose."""
    folder = tmp_path / "drive"
    folder.mkdir()
    return folder


def repacked(file: Path, **changes: bytes) -> Path:
    """The same backup with some members replaced and the list of contents as it was."""
    target = file.with_name(backup_name(dt.datetime(2020, 1, 1, tzinfo=dt.UTC)))
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name.split(".")[0], old.read(name)))
    return target


def staged(home: Path) -> list[Path]:
    return list(home.glob(".staging-*"))


def test_a_backup_is_made_checked_and_remembered_beyond_a_restart(
    practice: Records, home: Path, drive: Path, passphrase: str
) -> None:
    head = practice.events()[-1].id
    made = practice.backups.make(drive)
    assert [path.name for path in drive.iterdir()] == [made.path.name]
    assert made.path.name == backup_name(made.made_at)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    with zipfile.ZipFile(made.path) as box:
        assert [*box.namelist()] == [*MEMBERS, "manifest.json"]
        assert {info.compress_type for info in box.infolist()} == {zipfile.ZIP_STORED}
        assert json.loads(box.read("manifest.json"))["rows"]["client"] == 20
        assert box.read("clinic.yaml") == b"format: 1\n"
    assert made.head.length == head
    assert practice.backups.last_verified() == made
    assert practice.events()[-1].kind == "backup_made"
    check = practice.backups.verify(made.path)
    assert check.is_good
    assert check.contents is not None
    assert check.contents.head == made.head
    assert staged(home) == []
    practice.close()
    again = open_practice(home, 1, passphrase)
    assert again.backups.last_verified() == made
    again.close()


def test_the_copy_is_encrypted_and_opens_with_no_other_key(practice: Records, drive: Path, tmp_path: Path) -> None:
    made = practice.backups.make(drive)
    content = made.path.read_bytes()
    assert b"Marisol" not in content
    assert b"SQLite format 3" not in content
    with zipfile.ZipFile(made.path) as box:
        box.extract("records.db", tmp_path)
    for key in (None, "00" * 32):
        connection = sqlcipher.connect(str(tmp_path / "records.db"))
        if key:
            connection.execute(f"PRAGMA key = \"x'{key}'\"")
        with pytest.raises(sqlcipher.DatabaseError):
            connection.execute("SELECT * FROM client")
        connection.close()


def test_everything_saved_before_the_start_is_in_it_while_another_thread_saves(practice: Records, drive: Path) -> None:
    saved, stop = [20], threading.Event()

    def go_on_saving() -> None:
        while not stop.is_set():
            practice.add_client(Client(name="Ines Duarte"))
            saved[0] += 1

    thread = threading.Thread(target=go_on_saving)
    thread.start()
    try:
        for _ in range(3):
            least = saved[0]
            seen_at: list[int] = []
            made = practice.backups.make(drive, partial(noting, seen_at, saved))
            rows = read_manifest(made.path).rows
            assert least <= rows["client"] <= seen_at[0] + 1
            # One state, not a mixture: each client came with one line in the audit trail, beside those of backups.
            assert practice.backups.verify(made.path).is_good
            kinds = [event.kind for event in practice.events()[: made.head.length]]
            assert kinds.count("client_added") == rows["client"]
    finally:
        stop.set()
        thread.join()


def noting(seen: list[int], saved: list[int], _advance: Advance) -> None:
    seen.append(saved[0])


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
    create_practice(tmp_path / "other", Practitioner(name="Tamsin Osei"), passphrase, LEAST_COST).close()
    other = open_practice(tmp_path / "other", 1, passphrase)
    made = other.backups.make(drive)
    assert practice.backups.verify(made.path).problems == ("The copy does not open with this practice's key.",)
    other.close()


@pytest.mark.parametrize(
    "stage", ["Copying the records", "Writing the backup", "Reading the backup", "Checking the copy"]
)
def test_one_that_is_cancelled_leaves_nothing(practice: Records, home: Path, drive: Path, stage: str) -> None:
    seen: list[str] = []
    with pytest.raises(StoppedError):
        practice.backups.make(drive, lambda advance: seen.append(advance.stage), lambda: stage in seen)
    assert list(drive.iterdir()) == []
    assert staged(home) == []
    assert practice.backups.last_verified() is None
    assert practice.events()[-1].kind == "client_added"


def test_progress_reaches_the_end_of_each_stage(practice: Records, drive: Path) -> None:
    seen: list[Advance] = []
    practice.backups.make(drive, seen.append)
    ends = {advance.stage: (advance.done, advance.total) for advance in seen}
    assert list(ends) == ["Copying the records", "Writing the backup", "Reading the backup", "Checking the copy"]
    assert all(done == total for done, total in ends.values())


def test_a_missing_drive_is_not_made_and_the_attempt_is_noted(practice: Records, drive: Path) -> None:
    drive.rmdir()
    with pytest.raises(StorageError, match="not there") as told:
        practice.backups.make(drive)
    assert "Your records are safe" in told.value.next_step
    assert not drive.exists()
    assert (practice.events()[-1].kind, practice.events()[-1].detail) == ("backup_failed", "StorageError")


@pytest.mark.skipif(os.name != "posix", reason="the limit is one of POSIX")
def test_a_full_drive_leaves_the_earlier_backups_and_no_half(practice: Records, home: Path, drive: Path) -> None:
    import resource

    first = practice.backups.make(drive)
    room = read_manifest(first.path).members["records.db"].size + 1000
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(StorageError, match="full"):
            practice.backups.make(drive)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in drive.iterdir()] == [first.path.name]
    assert staged(home) == []
    assert practice.backups.last_verified() == first


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder closed to the superuser too")
def test_a_closed_folder_is_said(practice: Records) -> None:
    closed = Path("/sys/kernel")
    with pytest.raises(StorageError, match="cannot be written"):
        practice.backups.make(closed)
    assert practice.backups.last_verified() is None


def test_old_backups_of_this_practice_go_and_everything_else_stays(
    practice: Records, tmp_path: Path, drive: Path, passphrase: str
) -> None:
    made = practice.backups.make(drive)
    day = made.made_at.replace(hour=3, minute=0, second=0, microsecond=0) - dt.timedelta(days=400)
    days = [day + dt.timedelta(days=ago) for ago in range(10)]
    for instant in days:
        shutil.copy(made.path, drive / backup_name(instant))
    other = open_other(tmp_path, passphrase)
    theirs = other.backups.make(drive).path
    other.close()
    foreign = [drive / "holiday.txt", drive / backup_name(day, "0001"), drive / "practice-20200101T000000.mcbackup"]
    shutil.copy(made.path, foreign[1])
    foreign[0].write_text("not ours")
    foreign[2].write_text("a name like ours")
    second = practice.backups.make(drive)
    stay = {file.name for file in (*foreign, theirs)}
    keep = {backup_name(instant) for instant in days if instant in kept([*days, second.made_at])}
    assert {file.name for file in drive.iterdir()} == stay | keep | {second.path.name}
    assert backup_name(days[0]) not in keep


def open_other(folder: Path, passphrase: str) -> Records:
    """Another practice that keeps its backups on the same drive."""
    create_practice(folder / "other", Practitioner(name="Tamsin Osei"), passphrase, LEAST_COST).close()
    return open_practice(folder / "other", 1, passphrase)


def test_it_is_due_before_the_first_after_a_day_and_when_the_file_has_gone(
    home: Path, drive: Path, passphrase: str
) -> None:
    times = [dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)]
    records = open_practice(home, 1, passphrase, lambda: times[0])
    assert records.backups.is_due()
    made = records.backups.make(drive)
    assert (made.made_at, records.backups.is_due()) == (times[0], False)
    times[0] += dt.timedelta(hours=23, minutes=59)
    assert not records.backups.is_due()
    times[0] += dt.timedelta(minutes=1)
    assert records.backups.is_due()
    made = records.backups.make(drive)
    assert not records.backups.is_due()
    made.path.unlink()
    last = records.backups.last_verified()
    assert (last is not None and last.is_there, records.backups.is_due()) == (False, True)
    records.close()


def test_the_list_shows_the_newest_first_and_passes_other_files_over(practice: Records, drive: Path) -> None:
    assert practice.backups.list() == ()
    first = practice.backups.make(drive)
    (drive / "practice-20261399T000000.mcbackup").write_text("no such month")
    (drive / "notes.txt").write_text("other")
    second = practice.backups.make(drive)
    assert [file.path for file in practice.backups.list(drive)] == [second.path]
    assert first.path != second.path
    with pytest.raises(StorageError):
        practice.backups.list(drive / "away")


def test_closing_the_practice_stops_a_backup(practice: Records, drive: Path) -> None:
    began, outcome = threading.Event(), []

    def work() -> None:
        try:
            practice.backups.make(drive, lambda _advance: began.set())
        except StoppedError as error:
            outcome.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert began.wait(10)
    practice.close()
    thread.join()
    assert len(outcome) == 1 or [path.suffix for path in drive.iterdir()] == [".mcbackup"]


def test_nothing_is_backed_up_where_nothing_is_kept(records: Records, drive: Path) -> None:
    assert records.backups.folder is None
    assert not records.backups.is_due()
    assert records.backups.last_verified() is None
    with pytest.raises(BadInputError, match="Nothing is kept"):
        records.backups.make(drive)


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


def test_a_key_does_not_stand_in_a_text() -> None:
    assert "00" not in repr(Place(Path("home"), bytes(32)))


def without(file: Path, name: str) -> Path:
    """The same backup without one of its members, which the list still names."""
    target = file.with_name("short.mcbackup")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for other in old.namelist():
            if other != name:
                new.writestr(other, old.read(other))
    return target


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


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "written to"), (errno.EACCES, "written to"), (errno.EIO, "not answer")],
)
def test_what_the_drive_refuses_is_said_with_a_next_step(number: int, words: str) -> None:
    told = drive_error(OSError(number, "refused"))
    assert words in told.message
    assert told.next_step.startswith("Your records are safe.")


def test_a_drive_that_is_away_all_day_is_one_line_of_the_trail(practice: Records, drive: Path) -> None:
    for _ in range(3):
        with pytest.raises(StorageError):
            practice.backups.make(drive / "away")
    assert [event.kind for event in practice.events()].count("backup_failed") == 1
    practice.backups.make(drive)
    with pytest.raises(StorageError):
        practice.backups.make(drive / "away")
    assert [event.kind for event in practice.events()].count("backup_failed") == 2


def test_what_a_killed_program_left_is_cleared_away_at_the_next_start(home: Path, passphrase: str) -> None:
    (home / ".staging-old").mkdir()
    (home / ".staging-old" / "records.db").write_bytes(b"half")
    open_practice(home, 1, passphrase).close()
    assert staged(home) == []
