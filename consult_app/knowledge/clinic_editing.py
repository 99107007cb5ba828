"""Changing one detail of the practice in the clinic's file: everything else in it stays as it was written."""

import datetime as dt
from collections.abc import Mapping
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
    before = clinic_text(home)
    after = with_detail(before, path, value)
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
    old = text if text and text.strip() else FIRST
    content, problems = parse(old)
    if problems or not isinstance(content, dict) or not isinstance(content.get(KEY) or {}, dict):
        raise BadInputError(f"{CLINIC_FILE} cannot be changed here.", problems, BY_HAND)
    details = dict(content.get(KEY) or {})
    wanted = _set(details, path.split("."), value)
    if wanted == details:
        return old
    new = _spliced(old, wanted)
    if parse(new)[0] != {**content, KEY: wanted}:
        raise BadInputError(f"The way {CLINIC_FILE} is written does not let it be changed here.", next_step=BY_HAND)
    return new


def _set(details: Mapping[str, Any], path: list[str], value: object) -> dict[str, Any]:
    """The details with one set, or taken out where there is nothing left of it."""
    first, *rest = path
    inner = details.get(first)
    new = _set(inner if isinstance(inner, dict) else {}, rest, value) if rest else value
    if new:
        return {**details, first: new}
    return {name: kept for name, kept in details.items() if name != first}


def _spliced(text: str, details: Mapping[str, Any]) -> str:
    """The lines of the practice replaced; notes after its last entry belong to what follows and stay."""
    lines = text.splitlines()
    start, end = _lines_of(text, len(lines))
    while end > start and not lines[end - 1].partition("#")[0].strip():
        end -= 1
    block = yaml.safe_dump({KEY: dict(details)}, sort_keys=False, allow_unicode=True, width=120)
    return "\n".join([*lines[:start], *block.splitlines(), *lines[end:]]) + "\n"


def _lines_of(text: str, count: int) -> tuple[int, int]:
    """From which line to which the practice stands; after the last one where there is none yet."""
    root = yaml.compose(text, PlainLoader)
    entries = root.value if isinstance(root, yaml.MappingNode) else []
    starts = [(key.value, key.start_mark.line) for key, _value in entries]
    for at, (name, line) in enumerate(starts):
        if name == KEY:
            return line, starts[at + 1][1] if at + 1 < len(starts) else count
    return count, count


def _kept_copy(home: Path, before: str | None, after: str, now: dt.datetime) -> Path | None:
    """A copy of the file as it was, where it holds notes that the new one lost."""
    if before is None or before.count("#") <= after.count("#"):
        return None
    path = home / f"clinic.before-{now:%Y%m%dT%H%M%S}.yaml"
    write_private(path, before.encode())
    return path
