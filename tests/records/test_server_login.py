"""A server is used only when it proves who it is, and a password never stands in an address."""

import socket
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from consult_app.errors import BadInputError, ConsultError, VerificationError
from consult_app.records.server import APPLICATION, open_server
from consult_app.records.values import StorageError
from tests.postgres.certificates import HOST
from tests.postgres.cluster import Server


def asked(engine: Engine, question: str) -> object:
    with engine.connect() as connection:
        answer: object = connection.execute(text(question)).scalar_one()
    engine.dispose()
    return answer


def proved(server: Server, database: str, authority: str) -> str:
    """An address on another machine by its name, although it is this one."""
    certificate = server.folder / f"{authority}.crt"
    return f"postgresql://clinic@{HOST}:{server.port}/{database}?hostaddr=127.0.0.1&sslrootcert={certificate}"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "records",
        "sqlite:///records.db",
        "mysql://clinic@records.example/clinic",
        "postgresql://clinic:secret@records.example/clinic",
        "postgresql://clinic@records.example/clinic?password=secret",
        "postgresql://clinic@records.example/clinic?sslpassword=secret",
        "postgresql://clinic@records.example/clinic?sslmode=require",
        "postgresql://clinic@localhost,records.example/clinic?sslmode=disable",
        "postgresql:///clinic?host=localhost:5432&host=records.example:5432&sslmode=disable",
        "postgresql://clinic@localhost/clinic?hostaddr=192.0.2.1&sslmode=disable",
        "postgresql://clinic@localhost/clinic?service=other&sslmode=disable",
    ],
)
def test_an_address_that_is_none_or_unsafe_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(BadInputError, match="not an address") as caught:
        open_server(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(("name", "value"), [("PGHOSTADDR", "192.0.2.1"), ("PGSERVICE", "other")])
def test_the_environment_cannot_lead_elsewhere_without_proof(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadInputError, match="not an address"):
        open_server("postgresql://clinic@localhost/clinic?sslmode=disable")


def test_the_password_is_given_or_comes_from_where_the_driver_looks(
    server: Server, practice_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, who = server.tcp_url(practice_database), "SELECT current_user"
    assert asked(open_server(url, server.password), who) == "clinic"
    for wrong in ("guess", None):
        with pytest.raises(BadInputError, match="refused this user or password"):
            open_server(url, wrong)
    with monkeypatch.context() as only:
        only.setenv("PGPASSWORD", server.password)
        assert asked(open_server(url), who) == "clinic"
    file = tmp_path / "passwords"
    file.touch(mode=0o600)
    file.write_text("127.0.0.1:*:*:clinic:" + server.password.replace(":", "\\:"))
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert asked(open_server(url), who) == "clinic"


def test_the_server_sees_which_program_it_is(server: Server, practice_database: str) -> None:
    assert asked(server.connect(practice_database), "SHOW application_name") == APPLICATION


def test_another_machine_has_to_prove_who_it_is(server: Server, practice_database: str) -> None:
    engine = open_server(proved(server, practice_database, "ca"), server.password)
    assert asked(engine, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") is True
    for unproved in (
        proved(server, practice_database, "other_ca"),
        proved(server, practice_database, "missing"),
        proved(server, practice_database, "ca").replace(HOST, "other.example"),
    ):
        with pytest.raises(VerificationError, match="could not prove who it is"):
            open_server(unproved, server.password)


def test_a_server_without_encryption_on_another_machine_learns_no_password(server: Server) -> None:
    heard: list[bytes] = []

    def refuse_encryption(listening: socket.socket) -> None:
        room, _ = listening.accept()
        with room:
            heard.append(room.recv(1024))
            room.sendall(b"N")
            heard.append(room.recv(1024))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        plain = threading.Thread(target=refuse_encryption, args=(listening,))
        plain.start()
        url = proved(server, "clinic", "ca").replace(f":{server.port}", f":{listening.getsockname()[1]}")
        with pytest.raises(VerificationError, match="could not prove who it is"):
            open_server(url, "secret")
        plain.join()
    assert len(heard[0]) == 8  # the request for encryption, and nothing after it
    assert heard[1] == b""


def test_a_server_that_does_not_answer_is_told_apart() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(StorageError, match="does not answer"):
        open_server(f"postgresql://clinic@localhost:{port}/clinic")


def test_an_installation_without_the_driver_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ConsultError, match="extra named postgres"):
        open_server("postgresql://clinic@localhost/clinic")


def test_a_database_that_cannot_hold_every_name_is_refused(server: Server, practice_database: str) -> None:
    name = f"{practice_database}_ascii"
    server.run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'")
    with pytest.raises(ConsultError, match="UTF-8"):
        server.connect(name)
    server.run(f"DROP DATABASE {name}")
