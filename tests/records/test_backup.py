"""A backup is consistent while others save, encrypted, remembered, due each day, and old ones go."""

import datetime as dt
import json
import shutil
import stat
import threading
import zipfile
from functools import partial
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from consult_app.clinical.consultation import Client
from consult_app.errors import BadInputError
from consult_app.records.backup_file import MEMBERS, backup_name, read_manifest
from consult_app.records.backup_values import Advance
from consult_app.records.opening import open_practice
from consult_app.records.place import Place
from consult_app.records.retention import kept
from consult_app.records.store import Records
from consult_app.records.values import StorageError
from tests.records.backup_files import open_other, staged


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


def test_progress_reaches_the_end_of_each_stage(practice: Records, drive: Path) -> None:
    seen: list[Advance] = []
    practice.backups.make(drive, seen.append)
    ends = {advance.stage: (advance.done, advance.total) for advance in seen}
    assert list(ends) == ["Copying the records", "Writing the backup", "Reading the backup", "Checking the copy"]
    assert all(done == total for done, total in ends.values())


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


def test_nothing_is_backed_up_where_nothing_is_kept(records: Records, drive: Path) -> None:
    assert records.backups.folder is None
    assert not records.backups.is_due()
    assert records.backups.last_verified() is None
    with pytest.raises(BadInputError, match="Nothing is kept"):
        records.backups.make(drive)


def test_a_key_does_not_stand_in_a_text() -> None:
    assert "00" not in repr(Place(Path("home"), bytes(32)))
