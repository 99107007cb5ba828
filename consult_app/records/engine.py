"""The database engine: an encrypted SQLite file, or one in memory; what is special to SQLite stays here."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from consult_app.errors import ConsultError, VerificationError
from consult_app.records.values import StorageError

_PLAIN_SQLITE = b"SQLite format 3\x00"
_DISK_REFUSES = frozenset(
    (
        sqlcipher.SQLITE_PERM,
        sqlcipher.SQLITE_BUSY,
        sqlcipher.SQLITE_READONLY,
        sqlcipher.SQLITE_IOERR,
        sqlcipher.SQLITE_FULL,
        sqlcipher.SQLITE_CANTOPEN,
    )
)
"""Result codes that speak of the disk, not of what stands in the file."""


def create_file(path: Path, data_key: bytes) -> Engine:
    """A new encrypted database that only its owner may read; refuses to overwrite a file."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return _file_engine(path, data_key)


def open_file(path: Path, data_key: bytes) -> Engine:
    """An existing encrypted database; VerificationError when it is not one or has another key."""
    with path.open("rb") as file:
        start = file.read(len(_PLAIN_SQLITE))
    if start == _PLAIN_SQLITE:
        raise VerificationError(
            "records.db is an unencrypted file of another program.", "Check that this is the practice's folder."
        )
    if not start:
        raise VerificationError("records.db is empty.", "Put records.db back from your latest backup.")
    engine = _file_engine(path, data_key)
    try:
        with engine.connect():
            return engine
    except (DBAPIError, sqlcipher.DatabaseError) as error:
        engine.dispose()
        raise _not_opened(error) from None


def _not_opened(error: Exception) -> ConsultError:
    """A disk that refuses is told from a file that is damaged: nobody shall put a backup over sound records."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    if isinstance(code, int) and code & 0xFF in _DISK_REFUSES:
        return StorageError(
            "The records could not be opened, because the disk did not let them be read or written.",
            "Nothing was changed. Check that the disk is connected, not full and not read only, then try again.",
        )
    return VerificationError(
        "records.db is damaged, or keys.json belongs to other records.",
        "Put records.db and keys.json back from the same backup. Keep the present files until they are checked.",
    )


def open_memory() -> Engine:
    """A database that is gone when the program ends and never touches the disk."""
    return _engine(lambda: sqlcipher.connect(":memory:", isolation_level=None, check_same_thread=False))


def into_one_file(engine: Engine) -> None:
    """Bring everything saved into the one file, so that moving this file moves all of it."""
    driver: Any = engine.raw_connection().driver_connection
    driver.execute("PRAGMA journal_mode = DELETE")


def file_problems(connection: Connection) -> tuple[str, ...]:
    """What SQLite itself finds wrong with its file, in words; nothing on another database."""
    if connection.dialect.name != "sqlite":
        return ()
    found = []
    for check in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
        result = connection.exec_driver_sql(f"PRAGMA {check}")
        lines = result.all() if result.returns_rows else []
        if lines and tuple(lines[0]) != ("ok",):
            found.append(f"The database is damaged: {check.replace('_', ' ')} found {len(lines)}.")
    return tuple(found)


def _file_engine(path: Path, data_key: bytes) -> Engine:
    def connect() -> sqlcipher.Connection:
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # macOS answers a plain fsync before the disk has written
        return connection

    return _engine(connect)


def _engine(connect: Callable[[], sqlcipher.Connection]) -> Engine:
    """One pooled connection, usable from any thread, one at a time; values never stand in error texts."""
    # Told to be chatty, the library would log whole rows.
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=StaticPool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _keep_references(connection: sqlcipher.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver would begin at the first change only and read outside the transaction.
        connection.exec_driver_sql("BEGIN")

    return engine
