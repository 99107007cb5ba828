"""Backup files altered by hand, what one being made left behind, and another practice that has its own."""

import datetime as dt
import zipfile
from pathlib import Path

from consult_app.clinical.consultation import Practitioner
from consult_app.records.backup_file import backup_name
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice, open_practice
from consult_app.records.store import Records


def repacked(file: Path, **changes: bytes) -> Path:
    """The same backup with some members replaced and the list of contents as it was."""
    target = file.with_name(backup_name(dt.datetime(2020, 1, 1, tzinfo=dt.UTC)))
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name.split(".")[0], old.read(name)))
    return target


def without(file: Path, name: str) -> Path:
    """The same backup without one of its members, which the list still names."""
    target = file.with_name("short.mcbackup")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for other in old.namelist():
            if other != name:
                new.writestr(other, old.read(other))
    return target


def staged(home: Path) -> list[Path]:
    """What a backup that was being made left behind."""
    return list(home.glob(".staging-*"))


def open_other(folder: Path, passphrase: str) -> Records:
    """Another practice that keeps its backups on the same drive."""
    create_practice(folder / "other", Practitioner(name="Tamsin Osei"), passphrase, LEAST_COST).close()
    return open_practice(folder / "other", 1, passphrase)
