"""Brings a database to the schema of this version, after copying the file; refuses a newer one."""

import datetime as dt
import shutil
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from consult_app.errors import VerificationError
from consult_app.records.engine import write_ahead_into_file
from consult_app.records.schema import REVISION
from consult_app.settings import make_private_folder, sync_folder

MIGRATIONS = Path(__file__).with_name("migrations")


def stored_revision(connection: Connection) -> str | None:
    """The schema revision of the database, None when it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def bring_up_to_date(
    engine: Engine, file: Path | None = None, scripts: Path = MIGRATIONS, newest: str = REVISION
) -> Path | None:
    """Run what is missing, all or nothing; returns the copy made before an existing file was changed."""
    with engine.connect() as connection:
        stored = stored_revision(connection)
    if stored == newest:
        return None
    if stored is not None and int(stored) > int(newest):
        raise VerificationError(
            "These records were written by a newer version of this program.",
            "Install the newer version on this machine; nothing was changed.",
        )
    copy = _copy(engine, file, stored) if file and stored else None
    with engine.begin() as connection:
        _upgrade(connection, scripts)
    return copy


def _copy(engine: Engine, file: Path, stored: str) -> Path:
    """A copy of the file, as encrypted as the file itself, in the practice's backups."""
    with engine.connect() as connection:
        write_ahead_into_file(connection)
    folder = file.parent / "backups"
    make_private_folder(folder)
    copy = folder / f"records-{stored}-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}.db"
    copy.touch(mode=0o600, exist_ok=False)
    shutil.copyfile(file, copy)
    sync_folder(folder)
    return copy


def _upgrade(connection: Connection, scripts: Path) -> None:
    # Alembic takes a while to import and an up-to-date database does not need it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
