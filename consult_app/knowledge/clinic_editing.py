"""Changing one entry of the clinic's file, or one detail of the practice: everything else stays as it was written."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from consult_app.errors import BadInputError
from consult_app.knowledge.clinic_file import CLINIC_FILE, clinic_text
from consult_app.knowledge.loader import load_catalogue
from consult_app.knowledge.yaml_text import PlainLoader, parse
from consult_app.settings import make_private_folder, write_private

KEY, FIRST = "practice", "format: 1\n"
BY_HAND = "Change it in the file itself, in a text editor."


@dataclass(frozen=True)
class ClinicSaved:
    """What was done: whether the file changed, and where it was copied to if notes in it were lost."""

    changed: bool
    kept: Path | None = None


def save_detail(home: Path, path: str, value: object, now: dt.datetime) -> ClinicSaved:
    """Put one detail of the practice into the clinic's file, whole and checked, or not at all.

    ``path`` is the detail within the practice, such as ``name`` or ``opening_hours.mon``; an empty value takes it out.
    Raises BadInputError, with every problem by its place, when the file would not pass its checks.
    """
    return _save(home, lambda text: with_detail(text, path, value), now)


def save_entry(home: Path, key: str, value: object, now: dt.datetime) -> ClinicSaved:
    """Put one entry of the clinic's file, such as ``devices``, in place of the one there, as ``save_detail`` does."""
    return _save(home, lambda text: with_entry(text, key, value), now)


def _save(home: Path, change: Callable[[str | None], str], now: dt.datetime) -> ClinicSaved:
    before = clinic_text(home)
    after = change(before)
    if after == before:
        return ClinicSaved(changed=False)
    if problems := load_catalogue(clinic_text=after)[1]:
        raise BadInputError("This was not saved.", problems, "Correct it; the file is as it was.")
    make_private_folder(home)
    kept = _kept_copy(home, before, after, now)
    write_private(home / CLINIC_FILE, after.encode())
    return ClinicSaved(changed=True, kept=kept)


def with_detail(text: str | None, path: str, value: object) -> str:
    """The text with one detail of the practice set; its other entries stay letter by letter, with their notes.

    Raises BadInputError where that cannot be done without touching them.
    """
    details = _content(text)[1].get(KEY) or {}
    if not isinstance(details, dict):
        raise BadInputError(f"{CLINIC_FILE} cannot be changed here.", next_step=BY_HAND)
    return with_entry(text, KEY, _set(details, path.split("."), value))


def with_entry(text: str | None, key: str, value: object) -> str:
    """The text with one entry set; the others stay letter by letter, with their notes. Raises as ``with_detail``."""
    old, content = _content(text)
    if (content.get(key) or None) == (value or None):
        return old
    new = _spliced(old, key, value)
    if parse(new)[0] != {**content, key: value}:
        raise BadInputError(f"The way {CLINIC_FILE} is written does not let it be changed here.", next_step=BY_HAND)
    return new


def _content(text: str | None) -> tuple[str, dict[str, Any]]:
    """The text to begin from, and what it says."""
    old = text if text and text.strip() else FIRST
    content, problems = parse(old)
    if problems or not isinstance(content, dict):
        raise BadInputError(f"{CLINIC_FILE} cannot be changed here.", problems, BY_HAND)
    return old, content


def _set(details: Mapping[str, Any], path: list[str], value: object) -> dict[str, Any]:
    """The details with one set, or taken out where there is nothing left of it."""
    first, *rest = path
    inner = details.get(first)
    new = _set(inner if isinstance(inner, dict) else {}, rest, value) if rest else value
    if new:
        return {**details, first: new}
    return {name: kept for name, kept in details.items() if name != first}


def _spliced(text: str, key: str, value: object) -> str:
    """The lines of an entry replaced; notes after its last line belong to what follows and stay."""
    lines = text.splitlines()
    start, end = _lines_of(text, key, len(lines))
    while end > start and not lines[end - 1].partition("#")[0].strip():
        end -= 1
    block = yaml.safe_dump({key: value}, sort_keys=False, allow_unicode=True, width=120)
    return "\n".join([*lines[:start], *block.splitlines(), *lines[end:]]) + "\n"


def _lines_of(text: str, wanted: str, count: int) -> tuple[int, int]:
    """From which line to which an entry stands; after the last one where there is none yet."""
    root = yaml.compose(text, PlainLoader)
    entries = root.value if isinstance(root, yaml.MappingNode) else []
    starts = [(key.value, key.start_mark.line) for key, _value in entries]
    for at, (name, line) in enumerate(starts):
        if name == wanted:
            return line, starts[at + 1][1] if at + 1 < len(starts) else count
    return count, count


def _kept_copy(home: Path, before: str | None, after: str, now: dt.datetime) -> Path | None:
    """A copy of the file as it was, where it holds notes that the new one lost."""
    if before is None or before.count("#") <= after.count("#"):
        return None
    path = home / f"clinic.before-{now:%Y%m%dT%H%M%S}.yaml"
    write_private(path, before.encode())
    return path
