"""A practice moves from a file to a server and back, and both sides are compared."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, delete, event, func, select, text, update

from consult_app.clinical.consultation import Client, Consultation
from consult_app.errors import BadInputError, VerificationError
from consult_app.records.backup_values import Advance, StoppedError, Watch
from consult_app.records.clients import client_number
from consult_app.records.copying import copy_records, server_source
from consult_app.records.engine import create_file, open_file
from consult_app.records.fingerprints import fingerprint
from consult_app.records.keys import new_data_key
from consult_app.records.place import Place
from consult_app.records.schema import client, done_request, metadata
from consult_app.records.server import open_server
from consult_app.records.store import Records
from consult_app.records.values import PlannedSession, Progress

TABLES = [table for table in metadata.sorted_tables if table is not done_request]


@pytest.fixture
def target(database: str, empty_database: str, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of the other kind."""
    other = open_server(empty_database) if database == "sqlite" else create_file(tmp_path / "r.db", new_data_key())
    yield other
    other.dispose()


@pytest.fixture
def filled(records: Records, consultation: Consultation) -> Records:
    """Records with a bit of everything this program writes, two clients merged, and the newest client gone."""
    sessions = (PlannedSession(dt.date(2027, 3, 12), "14:30", "test_patch"),)
    draft = records.start_consultation(None, consultation, Progress("plan", sessions=sessions))
    records.record_document(draft.id, "aftercare", bytes(range(256)), dt.datetime(2026, 11, 20, 9, 1, 2, 345, dt.UTC))
    second = records.add_client(Client(name="Zoë Łukasz محمد", weight_kg=64.1))
    gone = records.add_client(Client(name="Erased"))
    with records.transactions.engine.begin() as connection:
        connection.execute(update(client).where(client.c.id == 1).values(merged_into=client_number(second.id)))
        for name in ("client_word", "word_form"):
            if name in metadata.tables:
                connection.execute(delete(metadata.tables[name]))
        connection.execute(delete(client).where(client.c.id == client_number(gone.id)))
    return records


def test_every_row_arrives_and_both_trails_say_so(filled: Records, target: Engine) -> None:
    source = filled.transactions.engine
    before = filled.events()
    with source.connect() as connection:
        sent = tuple(fingerprint(connection, table) for table in TABLES)
    steps: list[Advance] = []
    report = copy_records(filled.transactions, target, Watch(steps.append))
    assert report.tables == sent
    assert report.head.length == len(before)
    assert {step.stage for step in steps} == {"Copying the records", "Comparing both"}
    arrived = Records(target, 1)
    assert arrived.load(1) == filled.load(1)
    assert arrived.document_content(1) == bytes(range(256))
    assert arrived.events()[: len(before)] == before
    kinds = [source.dialect.name, target.dialect.name]
    assert (filled.events()[-1].kind, arrived.events()[len(before)].kind) == ("records_copied", "records_copied")
    assert filled.events()[-1].detail == f"{report.rows} rows to {kinds[1]}"
    assert arrived.events()[len(before)].detail == f"{report.rows} rows from {kinds[0]}"


def test_a_number_is_not_given_twice_after_the_move(filled: Records, target: Engine) -> None:
    copy_records(filled.transactions, target)
    assert Records(target, 1).add_client(Client(name="New")).id == "C-0004"


def test_there_and_back_is_the_same(filled: Records, target: Engine, tmp_path: Path) -> None:
    there = copy_records(filled.transactions, target)
    back = create_file(tmp_path / "back.db", new_data_key())
    again = copy_records(Records(target, 1).transactions, back)
    changed = {"audit_event"}  # which has noted the move and the opening
    assert [table for table in again.tables if table.table not in changed] == [
        table for table in there.tables if table.table not in changed
    ]
    back.dispose()


def test_a_database_with_records_is_refused_and_left_alone(filled: Records, target: Engine) -> None:
    copy_records(filled.transactions, target)
    filled.add_client(Client(name="Later"))
    with target.connect() as connection:
        before = [fingerprint(connection, table) for table in TABLES]
    with pytest.raises(BadInputError, match="already holds records"):
        copy_records(filled.transactions, target)
    with target.connect() as connection:
        assert [fingerprint(connection, table) for table in TABLES] == before


def test_a_stopped_copy_leaves_nothing(filled: Records, target: Engine) -> None:
    steps: list[Advance] = []
    lines = len(filled.events())
    with pytest.raises(StoppedError):
        copy_records(filled.transactions, target, Watch(steps.append, lambda: len(steps) > 5))
    with target.connect() as connection:
        assert all(connection.execute(select(func.count()).select_from(table)).scalar() == 0 for table in TABLES)
    assert len(filled.events()) == lines


def test_a_copy_that_differs_is_taken_back(filled: Records, target: Engine) -> None:
    begun: list[Connection] = []
    event.listen(target, "begin", begun.append)

    def spoil(advance: Advance) -> None:
        if (advance.stage, advance.done) == ("Comparing both", 0):
            begun[-1].execute(text("UPDATE document SET name = 'other'"))

    with pytest.raises(VerificationError, match="not the same as the original: document"):
        copy_records(filled.transactions, target, Watch(spoil))
    with target.connect() as connection:
        assert fingerprint(connection, client).rows == 0


def test_a_backup_of_a_server_is_one_state_of_it_in_an_encrypted_file(filled: Records, tmp_path: Path) -> None:
    key = new_data_key()
    place = Place(tmp_path, key)
    contents = server_source(filled.transactions.engine, place)(tmp_path / "copy.db", Watch())
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]
    assert contents.rows["client"] == 2
    copy = open_file(tmp_path / "copy.db", key)
    assert Records(copy, 1).load(1) == filled.load(1)
    copy.dispose()
