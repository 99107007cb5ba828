"""On a server the migrations lead exactly to the schema, run once, and keep the trail append-only."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError

from consult_app.records.audit import chain_head
from consult_app.records.chain import EMPTY, Link, link_hash
from consult_app.records.migrating import MIGRATIONS, bring_up_to_date, stored_revision
from consult_app.records.schema import REVISION, audit_event, metadata, practitioner
from consult_app.records.server import open_server
from consult_app.records.turns import take_turn
from tests.postgres.cluster import Server
from tests.postgres.practice import new_records

DECLARED = (
    "SELECT table_name, column_name, data_type, is_nullable, collation_name FROM information_schema.columns "
    "WHERE table_schema = 'public' AND table_name <> 'alembic_version'",
    "SELECT tablename, indexname, indexdef FROM pg_indexes "
    "WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'",
    "SELECT sequencename FROM pg_sequences",
    "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
)


def declared_in(engine: Engine) -> list[set[tuple[object, ...]]]:
    with engine.connect() as connection:
        return [{tuple(row) for row in connection.execute(text(question))} for question in DECLARED]


def waiting(engine: Engine) -> int:
    """How many wait for their turn."""
    with engine.connect() as connection:
        locks = "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
        ours = "l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()"
        return int(connection.execute(text(f"{locks} WHERE {ours}")).scalar_one())


def test_the_migrations_lead_exactly_to_the_schema(server: Server, practice_database: str, empty_database: str) -> None:
    migrated, created = server.connect(practice_database), open_server(empty_database)
    metadata.create_all(created)
    with migrated.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert declared_in(migrated) == declared_in(created)
    migrated.dispose()
    created.dispose()


def test_programs_that_start_at_once_upgrade_once(empty_database: str) -> None:
    engine = open_server(empty_database)
    faults: list[Exception] = []

    def start() -> None:
        room = open_server(empty_database)
        try:
            assert bring_up_to_date(room) is None
        except Exception as error:
            faults.append(error)
        finally:
            room.dispose()

    rooms = [threading.Thread(target=start) for _ in range(3)]
    with engine.begin() as connection:
        take_turn(connection)
        for room in rooms:
            room.start()
        while waiting(engine) < len(rooms):
            assert all(room.is_alive() for room in rooms)
    for room in rooms:
        room.join()
    assert faults == []
    with engine.connect() as connection:
        assert stored_revision(connection) == REVISION
    engine.dispose()


def test_an_earlier_schema_is_brought_up_and_its_events_are_linked(empty_database: str) -> None:
    engine = open_server(empty_database)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    at = dt.datetime(2026, 11, 20, 9, 30, 1, 234567, dt.UTC)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO practitioner (name) VALUES ('Dana Okafor')"))
        for number, kind in ((2, "practice_created"), (5, "practice_opened")):
            values = {"id": number, "at": at, "kind": kind}
            connection.execute(text("INSERT INTO audit_event VALUES (:id, :at, 1, :kind, '', '')"), values)
    bring_up_to_date(engine)
    created = Link(1, at, 1, "practice_created", "", "")
    first = link_hash(EMPTY.hash, created)
    with engine.connect() as connection:
        assert connection.execute(select(audit_event.c.id)).scalars().all() == [1, 2]
        assert chain_head(connection).hash == link_hash(first, Link(2, at, 1, "practice_opened", "", ""))
        assert connection.execute(select(practitioner.c.is_lead)).scalar_one() is True
    engine.dispose()


@pytest.mark.parametrize(
    "change", ["UPDATE audit_event SET kind = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event CASCADE"]
)
def test_the_server_itself_refuses_to_change_the_trail(
    server: Server, practice_database: str, clock: Callable[[], dt.datetime], change: str
) -> None:
    engine = server.connect(practice_database)
    server.empty(engine)
    records = new_records(engine, clock)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change))
    assert [line.kind for line in records.events()] == ["practice_created", "practice_opened"]
    records.close()
