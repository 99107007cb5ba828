"""A consistent copy of the database while it is in use, encrypted with the same data key."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine

from consult_app.records.backup_contents import read_contents
from consult_app.records.backup_values import Contents, Watch
from consult_app.records.engine import create_file, open_file
from consult_app.records.place import Place
from consult_app.records.values import StorageError

Source = Callable[[Path, Watch], Contents]
"""Writes one consistent state of the records to a new encrypted file and says what that state holds."""

PAGES = 256
"""Pages of 4 KiB copied before anybody is told or asked: some milliseconds' work."""


def file_source(place: Place) -> Source:
    """The encrypted file of a practice, read through a connection of its own beside those who go on saving."""

    def copy(target: Path, watch: Watch) -> Contents:
        source = open_file(place.database, place.data_key)
        try:
            return _copy_file(source, create_file(target, place.data_key), watch)
        except sqlcipher.Error as error:
            raise StorageError(
                "The records could not be copied.",
                "Your records are safe. Check that the practice's disk is not full, then try again.",
            ) from error
        finally:
            source.dispose()

    return copy


def _copy_file(source: Engine, target: Engine, watch: Watch) -> Contents:
    """What is counted and what is copied is one and the same read transaction: later saves do not enter it."""
    try:
        copy: Any = target.raw_connection().driver_connection
        copy.execute("PRAGMA journal_mode = MEMORY")  # half the writing; what is not finished is thrown away
        copy.execute("PRAGMA synchronous = OFF")  # it is synced when it is packed
        with source.connect() as connection:
            contents = read_contents(connection)
            driver: Any = connection.connection.driver_connection
            driver.backup(copy, pages=PAGES, progress=_progress(watch))
        # Nothing of the copy may stay behind in a second file.
        copy.execute("PRAGMA journal_mode = DELETE")
        return contents
    finally:
        target.dispose()


def _progress(watch: Watch) -> Callable[[int, int, int], None]:
    return lambda _status, left, total: watch.step("Copying the records", total - left, total)
