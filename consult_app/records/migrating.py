"""Brings a database to the schema of this version, after making a backup; refuses a newer one."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from consult_app.errors import VerificationError
from consult_app.records.schema import REVISION
from consult_app.records.turns import take_turn

MIGRATIONS = Path(__file__).with_name("migrations")


def stored_revision(connection: Connection) -> str | None:
    """The schema revision of the database, None when it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def refuse_newer(stored: str | None, newest: str = REVISION) -> None:
    """VerificationError for a schema that only a newer version of the program knows."""
    if stored and stored.isdecimal() and int(stored) > int(newest):
        raise VerificationError(
            "These records were written by a newer version of this program.",
            "Install the newer version on this machine; nothing was changed.",
        )


def bring_up_to_date(
    engine: Engine,
    copy_first: Callable[[str], Path] | None = None,
    scripts: Path = MIGRATIONS,
    newest: str = REVISION,
) -> Path | None:
    """Run what is missing up to ``newest``, all or nothing; returns the backup made before existing records change.

    ``copy_first`` makes that backup, through a connection of its own; it is told the schema the records have.
    """
    with engine.connect() as connection:
        stored = stored_revision(connection)
    if stored == newest:
        return None
    refuse_newer(stored, newest)
    with engine.begin() as connection:
        # The turn is kept from the backup to the end of the upgrade: what another room saves stands in both or waits.
        take_turn(connection, patience="0", idle="0")
        first = stored_revision(connection) == stored  # else a program that started at the same time was quicker
        if first:
            copy = copy_first(stored) if copy_first and stored else None
            _upgrade(connection, scripts, newest)
    return copy if first else bring_up_to_date(engine, copy_first, scripts, newest)


def _upgrade(connection: Connection, scripts: Path, newest: str) -> None:
    # Alembic takes a while to import and an up-to-date database does not need it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, newest)
