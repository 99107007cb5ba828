"""Settings of this machine, the practice's home folder, and files that only their owner may read."""

import dataclasses
import json
import os
import re
import stat
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

import platformdirs

from consult_app.errors import BadInputError, ConsultError

FILE_NAME = "settings.json"
HOME_VARIABLE = "CONSULT_APP_HOME"
TEXT_SIZES = (100, 115, 130, 150, 200)


@dataclass(frozen=True)
class Settings:
    """What this machine remembers; it holds no client data and no password.

    ``lock_minutes`` is the idle time before the window locks, 1 to 30. ``database_url`` None means the encrypted
    file in ``home``, ``backup_folder`` None the folder ``backups`` in it. ``window`` is x, y, width and height in
    logical pixels, ``text_size`` a percentage.
    """

    home: Path
    language: str = "en"
    theme: Literal["system", "light", "dark"] = "system"
    lock_minutes: int = 5
    database_url: str | None = None
    window: tuple[int, int, int, int] | None = None
    paper: Literal["A4", "Letter"] = "A4"
    backup_folder: str | None = None
    text_size: int = 100


def home_folder(given: Path | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """The practice's folder: the one given, else the one the environment names, else the platform's data folder."""
    if given is not None:
        return given.expanduser().absolute()
    if named := environment.get(HOME_VARIABLE):
        return Path(named).expanduser().absolute()
    return platformdirs.user_data_path("microneedling-consult", appauthor=False)


def load_settings(home: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings in ``home`` and what was wrong with them; a wrong or missing one has its default."""
    try:
        stored = json.loads((home / FILE_NAME).read_text("utf-8"))
    except FileNotFoundError:
        return Settings(home), ()
    except (OSError, ValueError):
        return Settings(home), (f"{FILE_NAME} cannot be read; the usual settings are used.",)
    if not isinstance(stored, dict):
        return Settings(home), (f"{FILE_NAME} does not hold settings; the usual settings are used.",)
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()}
    problems = _problems(values)
    good: dict[str, Any] = {name: value for name, value in values.items() if name not in problems}
    return Settings(home, **good), tuple(problems.values())


def save_settings(settings: Settings) -> None:
    """Replace the settings file; refuses what could not be loaded again."""
    values = {field.name: getattr(settings, field.name) for field in dataclasses.fields(settings)}
    del values["home"]
    if problems := _problems(values):
        raise BadInputError(
            "The settings were not saved.", tuple(problems.values()), "Correct the value and save again."
        )
    make_private_folder(settings.home)
    write_private(settings.home / FILE_NAME, json.dumps(values, indent=2, ensure_ascii=False).encode())


def make_private_folder(folder: Path) -> None:
    """Make sure the folder exists and is closed to everyone but its owner."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = folder.stat().st_mode
        if os.name == "posix" and mode & 0o077:
            # A sticky folder (such as the one for temporary files) belongs to everybody and must stay open.
            if mode & stat.S_ISVTX:
                raise ConsultError(
                    "This folder is shared by all users.", "Choose a folder of your own for the practice."
                )
            folder.chmod(0o700)
    except OSError as error:
        raise ConsultError("The practice's folder cannot be used.", "Check that you may write to it.") from error


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all; it is on the disk when this returns."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk, where the platform can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _is_place(value: object) -> bool:
    if not (isinstance(value, tuple) and len(value) == 4):
        return False
    return all(_whole(part, -100_000, 100_000) for part in value) and value[2] > 0 and value[3] > 0


def _is_address(value: object) -> bool:
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
    except ValueError:
        return False
    if parts is None or not parts.scheme or parts.password is not None:
        return False
    return not any("password" in name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True))


_CHECKS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "language": (
        lambda value: isinstance(value, str) and bool(re.fullmatch(r"[a-z]{2,3}([-_][A-Za-z]{2,4})*", value)),
        "is not a language code such as en",
    ),
    "theme": (lambda value: value in ("system", "light", "dark"), "is not system, light or dark"),
    "lock_minutes": (lambda value: _whole(value, 1, 30), "is not a whole number from 1 to 30"),
    "database_url": (lambda value: value is None or _is_address(value), "is not an address without a password"),
    "window": (lambda value: value is None or _is_place(value), "is not a place on the screen"),
    "backup_folder": (
        lambda value: value is None or (isinstance(value, str) and Path(value).is_absolute()),
        "is not the whole path of a folder",
    ),
    "paper": (lambda value: value in ("A4", "Letter"), "is not A4 or Letter"),
    "text_size": (
        lambda value: _whole(value, 100, 200) and value in TEXT_SIZES,
        f"is not one of {', '.join(map(str, TEXT_SIZES))}",
    ),
}


def _problems(values: Mapping[str, object]) -> dict[str, str]:
    """What is wrong, by the setting's name."""
    found = {}
    for name, value in values.items():
        check = _CHECKS.get(name)
        if check is None:
            found[name] = f"{FILE_NAME}: {name} is not a setting of this version."
        elif not check[0](value):
            found[name] = f"{FILE_NAME}: {name} {check[1]}."
    return found
