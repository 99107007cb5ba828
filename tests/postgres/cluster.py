"""A throw-away PostgreSQL server, one for all processes of a test run, and fresh databases on it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, delete, text

from consult_app.records.migrating import bring_up_to_date
from consult_app.records.schema import metadata
from consult_app.records.server import open_server
from tests.postgres.keeper import PASSWORD, locked

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Server:
    """A running server: its folder, which holds socket and certificates, its port and its user's password."""

    folder: Path
    port: int
    password: str = PASSWORD

    def url(self, database: str) -> str:
        """The address of a database through the socket."""
        return f"postgresql://clinic@/{database}?host={self.folder}&port={self.port}"

    def tcp_url(self, database: str, port: int | None = None) -> str:
        """The address of a database through the network, where the password is asked for."""
        return f"postgresql://clinic@127.0.0.1:{port or self.port}/{database}"

    def run(self, *statements: str) -> None:
        """Statements of an administrator, outside of any practice's database."""
        engine = open_server(self.url("postgres"))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()

    def template(self, name: str) -> str:
        """A database with an empty practice's tables, to be copied."""
        self.run(f"CREATE DATABASE {name}")
        engine = open_server(self.url(name))
        bring_up_to_date(engine)
        engine.dispose()
        return name

    @contextmanager
    def database(self, name: str, template: str = "template0") -> Iterator[str]:
        """The address of a database that is a copy of the template and is gone afterwards."""
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def empty(self, engine: Engine) -> None:
        """Take every row out of a practice's tables and let numbers begin at 1: far quicker than a fresh database."""
        deletions = (str(delete(table)) for table in metadata.sorted_tables)
        with engine.begin() as connection:
            connection.exec_driver_sql(";".join(("SET LOCAL session_replication_role = replica", *deletions)))
            connection.exec_driver_sql("SELECT setval(sequencename::regclass, 1, false) FROM pg_sequences")

    def connect(self, database: str) -> Engine:
        """An engine on a database through the socket."""
        return open_server(self.url(database))


def binaries() -> Path | None:
    """The folder with the server's programs: on the path, else where Debian keeps the newest."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def shared_server(run: str) -> Iterator[Server | None]:
    """The server of this test run, started by whoever comes first; it ends when nobody uses it any more."""
    programs = binaries()
    if programs is None:
        yield None
        return
    folder = Path(tempfile.gettempdir()) / f"consult-postgres-{run}"
    with locked():
        users, port = _join(folder) or _start(folder, programs)
    try:
        yield Server(folder, port)
    finally:
        os.close(users)


def _join(folder: Path) -> tuple[int, int] | None:
    try:
        users = os.open(folder / "users", os.O_WRONLY | os.O_NONBLOCK)
        return users, int((folder / "port").read_text())
    except OSError:  # nobody keeps a server there
        return None


def _start(folder: Path, programs: Path) -> tuple[int, int]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o755)
    os.mkfifo(folder / "users", 0o600)
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres.keeper", str(folder), str(programs)],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert keeper.stdout is not None
    users = os.open(folder / "users", os.O_WRONLY)
    with keeper.stdout:
        port = int(keeper.stdout.readline())
    (folder / "port").write_text(str(port))
    keeper.returncode = 0  # it outlives this process when another still uses the server
    return users, port
