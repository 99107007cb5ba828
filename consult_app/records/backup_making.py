"""Makes one backup and checks it; checks one that was made before."""

import contextlib
import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consult_app.errors import ConsultError, VerificationError
from consult_app.records.backup_contents import copy_problems
from consult_app.records.backup_copy import Source
from consult_app.records.backup_file import backup_name, pack, telling_of_drive, unpack
from consult_app.records.backup_values import BackupCheck, Watch
from consult_app.records.engine import open_file
from consult_app.records.key_file import KEYS, read_keys
from consult_app.records.place import CLINIC_FILE, DATABASE, Place
from consult_app.records.values import StorageError
from consult_app.settings import load_settings, make_private_folder

_STAGING = ".staging-"


def make_backup(
    place: Place, source: Source, folder: Path, made_at: dt.datetime, watch: Watch, *, upgraded_from: str = ""
) -> BackupCheck:
    """Copy the practice into one new file in ``folder`` and check that file; one that is not whole is taken away."""
    _check_folder(folder, place)
    with staging(place.home) as stage:
        contents = source(stage / DATABASE, watch)
        parts = {DATABASE: stage / DATABASE, KEYS: place.home / KEYS}
        if (place.home / CLINIC_FILE).exists():
            parts[CLINIC_FILE] = place.home / CLINIC_FILE
        file = _free_name(folder, made_at, upgraded_from)
        pack(file, parts, made_at, contents, watch)
    try:
        check = check_backup(place, file, watch)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    if not check.is_good:
        file.unlink(missing_ok=True)
    return check


def copy_before_upgrade(place: Place, source: Source, folder: Path | None, now: dt.datetime, stored: str) -> Path:
    """The backup before records of schema ``stored`` are upgraded; next to the records when the folder is away."""
    if folder is None or not folder.is_dir():
        folder = place.backups
    check = make_backup(place, source, folder, now, Watch(), upgraded_from=stored)
    if not check.is_good:
        raise VerificationError(
            "The records were not upgraded, because the backup made first is not whole.",
            "Nothing was changed. Check that the disk is connected and sound, then try again.",
        )
    return check.path


def chosen_backup_folder(home: Path) -> Path | None:
    """The folder the clinic chose for backups; None while it is the one beside the records."""
    chosen = load_settings(home)[0].backup_folder
    return Path(chosen) if chosen else None


def check_backup(place: Place, file: Path, watch: Watch) -> BackupCheck:
    """Read a backup whole and open it with the practice's data key; StoppedError, StorageError."""
    with staging(place.home) as stage:
        try:
            manifest = unpack(file, stage, watch)
            read_keys(stage / KEYS)
        except StorageError:
            raise
        except VerificationError as error:
            return BackupCheck(file, None, None, (error.message,))
        watch.step("Checking the copy", 0, 1)
        try:
            engine = open_file(stage / DATABASE, place.data_key)
        except ConsultError:
            return BackupCheck(file, manifest.made_at, None, ("The copy does not open with this practice's key.",))
        try:
            problems = copy_problems(engine, manifest.contents, watch)
        finally:
            engine.dispose()
        watch.step("Checking the copy", 1, 1)
        return BackupCheck(file, manifest.made_at, manifest.contents, problems)


@contextmanager
def staging(home: Path) -> Iterator[Path]:
    """A private folder on the practice's own disk for encrypted copies; gone afterwards."""
    with telling_of_drive():
        folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_staging(home: Path, older_than: dt.timedelta) -> None:
    """Take away what a program that was killed left behind; where another may be at work, only what is old."""
    for left in home.glob(f"{_STAGING}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime >= older_than.total_seconds():
                shutil.rmtree(left, ignore_errors=True)


def _check_folder(folder: Path, place: Place) -> None:
    """Only the practice's own folder is made: making another would write where an absent drive should be."""
    if folder == place.backups:
        make_private_folder(folder)
    elif not folder.is_dir():
        raise StorageError(
            "The backup folder is not there.", "Your records are safe. Connect the drive, or choose another folder."
        )


def _free_name(folder: Path, made_at: dt.datetime, upgraded_from: str) -> Path:
    while (file := folder / backup_name(made_at, upgraded_from)).exists():
        made_at += dt.timedelta(seconds=1)
    return file
