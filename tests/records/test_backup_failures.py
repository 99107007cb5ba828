"""A backup that is stopped or whose drive fails leaves no half, keeps the earlier ones, and is noted once."""

import errno
import os
import sys
import threading
from pathlib import Path

import pytest

from consult_app.records.backup_file import drive_error, read_manifest
from consult_app.records.backup_values import StoppedError
from consult_app.records.opening import open_practice
from consult_app.records.store import Records
from consult_app.records.values import StorageError
from tests.records.backup_files import staged


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
