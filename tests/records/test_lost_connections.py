"""However the connection is lost, typed work is kept and written once."""

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import OperationalError

from consult_app.clinical.consultation import Client, Consultation
from consult_app.records.audit import chain_head
from consult_app.records.engine import create_file, open_file
from consult_app.records.keys import new_data_key
from consult_app.records.migrating import bring_up_to_date
from consult_app.records.schema import client, done_request
from consult_app.records.server import open_server
from consult_app.records.store import Records
from consult_app.records.transactions import Transactions
from consult_app.records.turns import may_pass, take_turn
from consult_app.records.values import Progress, StorageError
from consult_app.records.work import Work
from tests.postgres.cable import Cable
from tests.postgres.cluster import Server
from tests.postgres.practice import new_records

MARISOL = Client(name="Marisol Vega")


@pytest.fixture
def cable(server: Server) -> Iterator[Cable]:
    """What the room's connections run through."""
    cable = Cable(server.port)
    yield cable
    cable.pull_out()


@pytest.fixture
def room(server: Server, practice_database: str, cable: Cable, clock: Callable[[], dt.datetime]) -> Iterator[Records]:
    """A practice on the server, seen from a room behind the cable; the server is looked for at once, five times."""
    url = server.tcp_url(practice_database, cable.port) + "?sslmode=disable"
    engine = open_server(url, server.password)
    server.empty(engine)
    records = new_records(engine, clock)
    records.transactions = Transactions(engine, 1, clock, lambda _head: None, waits=(0, 0, 0, 0, 0))
    yield records
    records.close()


def clients_of(records: Records) -> list[str]:
    return [found.details.name or "" for found in records.search_clients("")]


def whole(records: Records) -> bool:
    """Whether the audit trail has no gap."""
    head = records.transactions.read("look", chain_head)
    return head.length == len(records.events()) == records.events()[-1].id


@pytest.mark.parametrize(
    ("word", "delivered"),
    [(b"BEGIN", True), (b"pg_advisory", True), (b"INSERT INTO client", True), (b"COMMIT", False), (b"COMMIT", True)],
)
def test_work_is_done_once_wherever_the_connection_is_cut(
    room: Records, cable: Cable, word: bytes, delivered: bool
) -> None:
    before = cable.connections
    cable.cut_at(word, delivered=delivered)
    added = room.add_client(MARISOL)
    assert cable.connections > before
    assert clients_of(room) == ["Marisol Vega"]
    assert room.client(added.id) == added
    assert [event.kind for event in room.events()][2:] == ["client_added"]
    assert whole(room)


def test_a_read_is_repeated(room: Records, cable: Cable) -> None:
    room.add_client(MARISOL)
    cable.cut_at(b"FROM client", delivered=True)
    assert clients_of(room) == ["Marisol Vega"]


def test_a_save_that_never_got_its_answer_is_no_conflict_when_it_comes_again(room: Records, cable: Cable) -> None:
    value = Consultation(format=1, as_of=dt.date(2026, 11, 20), client=MARISOL)
    draft = room.start_consultation(None, value, Progress("client"))
    typed = draft.consultation.model_copy(update={"reason_for_visit": "Marks on the back"})
    cable.pull_out_after(b"COMMIT")
    with pytest.raises(StorageError, match="server") as caught:
        room.save(draft.id, typed, draft.revision, Progress("skin"))
    assert "Check the network" in caught.value.next_step
    with pytest.raises(StorageError):
        room.note_event("printed")
    cable.plug_in()
    room.note_event("printed")
    header = room.save(draft.id, typed, draft.revision, Progress("skin"))
    assert header.revision == 2
    assert room.load(draft.id).consultation == typed
    assert [event.kind for event in room.events()][-2:] == ["consultation_saved", "printed"]
    assert whole(room)


def test_a_server_that_comes_back_in_time_is_not_noticed(
    room: Records, cable: Cable, caplog: pytest.LogCaptureFixture
) -> None:
    class PlugsIn(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "tried again" in record.getMessage() and cable.is_out:
                cable.plug_in()

    logger = logging.getLogger("consult_app.records.transactions")
    handler = PlugsIn()
    logger.addHandler(handler)
    cable.pull_out()
    assert room.add_client(MARISOL).id == "C-0001"
    logger.removeHandler(handler)
    assert "add client is tried again after OperationalError" in caplog.text


def test_closing_gives_up_waiting(room: Records, cable: Cable, clock: Callable[[], dt.datetime]) -> None:
    patient = Transactions(room.transactions.engine, 1, clock, lambda _head: None, waits=(3600,))
    trying = threading.Event()

    class Notices(logging.Handler):
        def emit(self, _record: logging.LogRecord) -> None:
            trying.set()

    logger = logging.getLogger("consult_app.records.transactions")
    handler = Notices(logging.WARNING)
    logger.addHandler(handler)
    cable.pull_out()
    outcome: list[Exception] = []

    def work() -> None:
        try:
            patient.read("look", chain_head)
        except StorageError as error:
            outcome.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert trying.wait(30)
    patient.close()
    thread.join(30)
    logger.removeHandler(handler)
    assert len(outcome) == 1


def test_what_another_program_got_in_the_way_of_is_done_again(room: Records) -> None:
    runs = []

    def fails_once(work: Work) -> str:
        runs.append(1)
        work.connection.execute(
            insert(client).values(
                name="A", search_words="", revision=1, created_at=work.stamp.at, updated_at=work.stamp.at
            )
        )
        if len(runs) == 1:
            work.connection.execute(text("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$"))
        return "done"

    assert room.transactions.run("try", fails_once) == "done"
    assert (len(runs), len(clients_of(room))) == (2, 1)


def test_a_turn_that_does_not_come_is_refused(room: Records) -> None:
    engine = room.transactions.engine
    with engine.begin() as writing, engine.begin() as waiting:
        take_turn(writing)
        with pytest.raises(OperationalError) as caught:
            take_turn(waiting, patience="1ms")
    assert not may_pass(caught.value)


def test_each_program_leaves_one_token_and_old_ones_go(room: Records) -> None:
    old = insert(done_request).values(token="old", at=func.now() - text("interval '25 hours'"))  # noqa: S106
    other = insert(done_request).values(token="another room", at=func.now())  # noqa: S106
    room.transactions.run("leave", lambda work: [work.connection.execute(line) for line in (old, other)])
    for _ in range(3):
        room.add_client(MARISOL)
    tokens = room.transactions.read("look", lambda connection: connection.execute(select(done_request.c.token)).all())
    assert len(tokens) == 3  # this room's before the test, its present one, and the other room's
    assert ("another room",) in tokens
    assert ("old",) not in tokens


def test_a_reader_cannot_write_on_a_server_and_sees_one_picture(room: Records) -> None:
    def looks_twice(connection: Connection) -> tuple[int, int]:
        count = select(func.count()).select_from(client)
        first = connection.execute(count).scalar_one()
        with room.transactions.engine.begin() as other:
            other.execute(
                text(
                    "INSERT INTO client (name, search_words, revision, created_at, updated_at) "
                    "VALUES ('A', '', 1, now(), now())"
                )
            )
        return first, connection.execute(count).scalar_one()

    assert room.transactions.read("look", looks_twice) == (0, 0)
    with pytest.raises(StorageError):
        room.transactions.read("write", lambda connection: connection.execute(text("DELETE FROM client")))


def test_the_servers_own_words_quote_no_row(room: Records) -> None:
    def incomplete(work: Work) -> None:
        work.connection.execute(text("INSERT INTO client (name) VALUES (:name)"), {"name": "Marisol Vega"})

    with pytest.raises(StorageError) as caught:
        room.transactions.run("try", incomplete)
    cause = caught.value.__cause__
    assert "null value" in str(cause)
    assert "Marisol" not in f"{caught.value} {cause} {cause and cause.__cause__}"


def test_a_locked_file_is_a_storage_error_and_the_next_try_succeeds(
    tmp_path: Path, clock: Callable[[], dt.datetime]
) -> None:
    key, file = new_data_key(), tmp_path / "records.db"
    engine = create_file(file, key)
    bring_up_to_date(engine)
    records = new_records(engine, clock)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    other = open_file(file, key)
    with other.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="could not be saved"):
            records.add_client(MARISOL)
        assert clients_of(records) == []
    other.dispose()
    assert records.add_client(MARISOL).id == "C-0001"
    records.close()
