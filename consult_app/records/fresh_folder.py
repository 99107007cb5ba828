"""A folder for a whole practice: nothing is left in it unless all of it arrived."""

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from consult_app.errors import BadInputError
from consult_app.records.backup_file import MEMBERS, telling_of_drive
from consult_app.settings import FILE_NAME, make_private_folder, sync_folder

_OF_THE_MACHINE = (FILE_NAME, "logs")
"""What the window writes into a home before there is a practice in it."""


@contextmanager
def fresh_folder(folder: Path, *, dry_run: bool = False) -> Iterator[None]:
    """The folder, made or empty; unless all went well it is afterwards as it was before."""
    if folder.exists() and (not folder.is_dir() or any(each.name not in _OF_THE_MACHINE for each in folder.iterdir())):
        raise BadInputError("The folder is not empty.", next_step="Name a new or an empty folder; nothing was changed.")
    made = [part for part in (folder, *folder.parents) if not part.exists()]
    try:
        make_private_folder(folder)
        yield
    except BaseException:
        for name in MEMBERS:
            (folder / name).unlink(missing_ok=True)
        _remove(made)
        raise
    if dry_run:
        _remove(made)


def _remove(folders: Sequence[Path]) -> None:
    with contextlib.suppress(OSError):
        for folder in folders:
            folder.rmdir()


def put_in_place(stage: Path, folder: Path) -> None:
    """The database last: without it the folder does not count as a whole practice."""
    with telling_of_drive():
        for name in reversed(MEMBERS):
            if (stage / name).exists():
                (stage / name).rename(folder / name)
        sync_folder(folder)
