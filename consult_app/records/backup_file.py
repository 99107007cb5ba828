"""A backup as one file: a plain zip of the database copy, the key slots, the clinic's file, and a manifest."""

import contextlib
import datetime as dt
import errno
import hashlib
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from consult_app.errors import ConsultError, VerificationError
from consult_app.records.backup_values import BackupFile, Contents, Watch
from consult_app.records.chain import ChainHead
from consult_app.records.key_file import KEYS
from consult_app.records.place import CLINIC_FILE, DATABASE
from consult_app.records.values import StorageError
from consult_app.settings import sync_folder

MANIFEST = "manifest.json"
MEMBERS = (DATABASE, KEYS, CLINIC_FILE)
_NAME = re.compile(r"practice-(\d{8}T\d{6})(?:-before-upgrade-from-(\d+))?\.mcbackup")
_STAMP = "%Y%m%dT%H%M%S"
_PIECE = 1 << 20
_LONGEST_MANIFEST = 1 << 20


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Member(_Strict):
    """A file in a backup: its length in bytes and SHA-256 in hex."""

    size: int
    sha256: str


class Manifest(_Strict):
    """What a backup says of itself; it holds no client data."""

    program: Literal["microneedling-consult"] = "microneedling-consult"
    format: Literal[1] = 1
    made_at: AwareDatetime
    practice: str
    schema_revision: str
    rows: dict[str, int]
    audit_length: int
    audit_head: str
    members: dict[str, Member]

    @property
    def contents(self) -> Contents:
        """What the database copy has to hold."""
        return Contents(self.practice, self.schema_revision, self.rows, ChainHead(self.audit_length, self.audit_head))


def backup_name(made_at: dt.datetime, upgraded_from: str = "") -> str:
    """The name of a backup: an instant, no client data."""
    reason = f"-before-upgrade-from-{upgraded_from}" if upgraded_from else ""
    return f"practice-{made_at.astimezone(dt.UTC):{_STAMP}}{reason}.mcbackup"


def backup_files(folder: Path) -> tuple[BackupFile, ...]:
    """The backups in a folder, newest first; other files are passed over. ConsultError when it cannot be read."""
    with telling_of_drive():
        found = [_backup_file(path) for path in folder.iterdir() if path.is_file()]
    return tuple(
        sorted((file for file in found if file), key=lambda file: (file.made_at, file.upgraded_from), reverse=True)
    )


def _backup_file(path: Path) -> BackupFile | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made_at = dt.datetime.strptime(match[1], _STAMP).replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    return BackupFile(path, made_at, match[2] or "")


def pack(file: Path, parts: Mapping[str, Path], made_at: dt.datetime, contents: Contents, watch: Watch) -> None:
    """Write a backup whole or not at all; it is on the disk when this returns. StorageError, StoppedError."""
    unfinished = file.with_name(f".{file.name}.part")
    try:
        with telling_of_drive():
            unfinished.unlink(missing_ok=True)
            _write(unfinished, parts, made_at, contents, watch)
            unfinished.rename(file)
            # Some drives cannot sync a folder; the file itself is synced and is read back before it counts.
            with contextlib.suppress(OSError):
                sync_folder(file.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def _write(file: Path, parts: Mapping[str, Path], made_at: dt.datetime, contents: Contents, watch: Watch) -> None:
    total = sum(part.stat().st_size for part in parts.values())
    done, members = 0, {}
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as box:
            for name, part in parts.items():
                with part.open("rb") as source, box.open(_entry(name, made_at), "w", force_zip64=True) as target:
                    members[name] = _copy(source, target, _from(done, "Writing the backup", total, watch))
                done += members[name].size
            manifest = Manifest(
                made_at=made_at,
                practice=contents.practice,
                schema_revision=contents.schema_revision,
                rows=contents.rows,
                audit_length=contents.head.length,
                audit_head=contents.head.hash,
                members=members,
            )
            box.writestr(_entry(MANIFEST, made_at), manifest.model_dump_json(indent=2))
        raw.flush()
        os.fsync(raw.fileno())
        _forget_cached(raw.fileno())


def unpack(file: Path, folder: Path, watch: Watch) -> Manifest:
    """Put the members of a backup into an empty folder, each checked against the manifest.

    VerificationError says what is damaged or foreign, StorageError that the disk refused.
    """
    with _opened(file) as box:
        manifest = _manifest(box)
        total, done = sum(member.size for member in manifest.members.values()), 0
        for name, expected in manifest.members.items():
            with box.open(name) as source, private_file(folder / name) as target:
                found = _copy(source, target, _from(done, "Reading the backup", total, watch))
            if found != expected:
                raise _damaged(f"{name} is not as it was written")
            done += found.size
    return manifest


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself; the other members are not read."""
    with _opened(file) as box:
        return _manifest(box)


def _manifest(box: zipfile.ZipFile) -> Manifest:
    infos = {info.filename: info for info in box.infolist()}
    if MANIFEST not in infos or infos[MANIFEST].file_size > _LONGEST_MANIFEST:
        raise _foreign()
    try:
        manifest = Manifest.model_validate_json(box.read(MANIFEST))
    except ValidationError as error:
        if any(place["loc"] == ("format",) for place in error.errors()):
            raise VerificationError(
                "This backup was written by a newer version of this program.",
                "Install the newer version on this machine.",
            ) from None
        raise _damaged("its list of contents cannot be read") from None
    if not {DATABASE, KEYS} <= set(manifest.members) <= set(MEMBERS):
        raise _damaged("a part is missing or foreign")
    for name, member in manifest.members.items():
        info = infos.get(name)
        if info is None or info.compress_type != zipfile.ZIP_STORED or info.file_size != member.size:
            raise _damaged(f"{name} is missing or has another length")
    return manifest


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    with telling_of_drive():
        try:
            with zipfile.ZipFile(file) as box:
                yield box
        except (zipfile.BadZipFile, EOFError):
            with file.open("rb") as start:
                is_zip = start.read(2) == b"PK"
            raise (_damaged("it was cut short or altered") if is_zip else _foreign()) from None


def _damaged(how: str) -> VerificationError:
    return VerificationError(
        f"This backup is damaged: {how}.", "Use another backup. Keep this one until the other has been checked."
    )


def _foreign() -> VerificationError:
    return VerificationError("This is not a backup of this program.", "Choose a file whose name ends in .mcbackup.")


def _from(before: int, stage: str, total: int, watch: Watch) -> Callable[[int], None]:
    return lambda size: watch.step(stage, before + size, total)


def _copy(source: IO[bytes], target: IO[bytes], advanced: Callable[[int], None]) -> Member:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        target.write(piece)
        digest.update(piece)
        size += len(piece)
        advanced(size)
    return Member(size=size, sha256=digest.hexdigest())


@contextmanager
def private_file(path: Path) -> Iterator[IO[bytes]]:
    """A new file that only its owner may read, on the disk when it is closed."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _entry(name: str, made_at: dt.datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, made_at.astimezone(dt.UTC).timetuple()[:6])
    entry.external_attr = 0o600 << 16
    return entry


def _forget_cached(handle: int) -> None:
    """Let the check that follows read from the drive, not from memory, where the platform can."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def telling_of_drive() -> Iterator[None]:
    """Put what the operating system refuses into words."""
    try:
        yield
    except FileNotFoundError as error:
        raise StorageError(
            "The backup folder or file is not there.",
            "Your records are safe. Connect the drive, or choose another folder.",
        ) from error
    except OSError as error:
        raise drive_error(error) from error


def drive_error(error: OSError) -> ConsultError:
    """What to do about an error of the drive."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StorageError(
            "The drive is full.", "Your records are safe. Free some space, or choose another folder for backups."
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return StorageError(
            "The folder cannot be written to or read.",
            "Your records are safe. Choose a folder of your own for backups.",
        )
    return StorageError(
        "The drive did not answer.", "Your records are safe. Check that it is connected, then try again."
    )
