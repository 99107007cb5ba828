"""Before the tables on a server are upgraded, what they hold stands in a backup that opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, text

from consult_app.clinical.consultation import Practitioner
from consult_app.errors import ConsultError, VerificationError
from consult_app.records.backup_file import read_manifest
from consult_app.records.backup_values import Watch
from consult_app.records.derivation import LEAST_COST
from consult_app.records.engine import open_file
from consult_app.records.key_file import KEYS, read_keys
from consult_app.records.keys import unwrap
from consult_app.records.migrating import bring_up_to_date, stored_revision
from consult_app.records.opening import create_practice, open_practice, practitioners
from consult_app.records.restore import restore, with_passphrase
from consult_app.records.schema import REVISION
from consult_app.records.server import open_server
from consult_app.records.store import utc_now
from consult_app.records.stored_tables import stored_tables

OLD_RECORDS = Path(__file__).parents[1] / "data" / "old_records"
OLD = "0003"


@pytest.fixture
def old_server(empty_database: str, passphrase: str) -> Iterator[Engine]:
    """A server with the practice of an earlier version: its tables, and what it kept in them."""
    key = unwrap(read_keys(OLD_RECORDS / f"{OLD}_{KEYS}").slot(1), passphrase)
    file, engine = open_file(OLD_RECORDS / f"{OLD}_records.db", key), open_server(empty_database)
    bring_up_to_date(engine, newest=OLD)
    with file.connect() as source, engine.begin() as into:
        into.execute(text("SET LOCAL session_replication_role = replica"))
        for table in stored_tables(into):
            if rows := [dict(row._mapping) for row in source.execute(select(table))]:
                into.execute(insert(table), rows)
    file.dispose()
    yield engine
    engine.dispose()


def test_an_upgrade_on_a_server_makes_a_backup_of_the_old_tables_first(
    old_server: Engine, empty_database: str, tmp_path: Path, passphrase: str
) -> None:
    room = tmp_path / "room"
    assert practitioners(room, empty_database)
    records = open_practice(room, 1, passphrase, url=empty_database)
    known, told = records.client("C-0001"), records.events()
    assert known.details.name == "Marisol Vega"
    records.close()
    with old_server.connect() as connection:
        assert stored_revision(connection) == REVISION
    (made,) = (room / "backups").iterdir()
    assert made.name.endswith(f"-before-upgrade-from-{OLD}.mcbackup")
    manifest = read_manifest(made)
    assert manifest.schema_revision == OLD
    report = restore(made, tmp_path / "restored", with_passphrase(passphrase), utc_now, Watch())
    assert report.contents.schema_revision == OLD
    restored = open_practice(tmp_path / "restored", 1, passphrase)
    assert restored.client("C-0001") == known
    assert restored.load(1).header.status == "finished"
    assert restored.events()[: manifest.audit_length] == told[: manifest.audit_length]
    restored.close()


def test_a_second_room_finds_the_upgrade_done_and_makes_no_backup_of_it(
    old_server: Engine, empty_database: str, tmp_path: Path, passphrase: str
) -> None:
    assert old_server.dialect.name == "postgresql"
    for room in (tmp_path / "first", tmp_path / "second"):
        assert practitioners(room, empty_database)
        open_practice(room, 1, passphrase, url=empty_database).close()
    assert (tmp_path / "first" / "backups").is_dir()
    assert not (tmp_path / "second" / "backups").exists()


def test_without_the_backup_the_tables_on_the_server_stay_as_they_are(
    old_server: Engine, empty_database: str, tmp_path: Path, passphrase: str
) -> None:
    room = tmp_path / "room"
    assert practitioners(room, empty_database)
    (room / "backups").write_text("in the way")
    with pytest.raises(ConsultError, match="cannot be used"):
        open_practice(room, 1, passphrase, url=empty_database)
    with old_server.connect() as connection:
        assert stored_revision(connection) == OLD


def test_tables_of_a_newer_version_are_not_copied_in_part(empty_database: str, tmp_path: Path, passphrase: str) -> None:
    """Another room was updated while this one stayed open."""
    home = tmp_path / "room"
    records = create_practice(
        home, Practitioner(name="Dana Okafor", role="nurse"), passphrase, LEAST_COST, url=empty_database
    )
    with records.transactions.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    with pytest.raises(VerificationError, match="newer version"):
        records.backups.make()
    assert records.backups.list() == ()
    records.close()
