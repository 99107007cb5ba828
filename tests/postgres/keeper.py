"""Runs a throw-away PostgreSQL for as long as some test process keeps the fifo in its folder open.

Started by cluster.py with the folder and the folder of the binaries; prints one line when the server answers.
"""

import fcntl
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres.certificates import write_certificates

PASSWORD = "a-password: with/odd @signs"  # noqa: S105

CONFIGURATION = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
fsync = on
max_connections = 100
shared_buffers = 64MB
log_min_messages = panic
ssl = on
ssl_cert_file = '{folder}/server.crt'
ssl_key_file = '{folder}/server.key'
"""


def main(folder: Path, binaries: Path) -> None:
    """Set up, start, say so, wait until nobody is left, stop and clean up."""
    users = os.open(folder / "users", os.O_RDONLY)
    try:
        port = _free_port()
        write_certificates(folder)
        _give_away(folder)
        _set_up(folder, binaries, port)
        _run(folder, binaries / "pg_ctl", "start", "--wait", f"--log={folder / 'log'}", "-s")
        print(port, flush=True)  # noqa: T201
        with _nobody_left(users):
            _stop(folder, binaries)
    except BaseException:
        _stop(folder, binaries)
        raise


@contextmanager
def locked() -> Iterator[None]:
    """Held while a server is started, joined or given up."""
    with (Path(tempfile.gettempdir()) / "consult-postgres.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _nobody_left(users: int) -> Iterator[None]:
    """Waits until the fifo has no writer, and keeps new ones out."""
    while True:
        os.set_blocking(users, True)
        os.read(users, 1)
        with locked():
            os.set_blocking(users, False)
            try:
                os.read(users, 1)
            except BlockingIOError:  # somebody came at the last moment
                continue
            yield
            return


def _stop(folder: Path, binaries: Path) -> None:
    _run(folder, binaries / "pg_ctl", "stop", "--mode=immediate", "-s", check=False)
    shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _set_up(folder: Path, binaries: Path, port: int) -> None:
    words = folder / "words"
    words.write_text(PASSWORD)
    words.chmod(0o644)
    # Sorts as people do, so that a test that relies on the order of code points fails.
    locale = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-GB")
    login = ("--username=clinic", f"--pwfile={words}", "--auth-local=trust", "--auth-host=scram-sha-256")
    _run(folder, binaries / "initdb", "--no-sync", *locale, *login)
    with (folder / "data" / "postgresql.conf").open("a") as file:
        file.write(CONFIGURATION.format(port=port, folder=folder))


def _owner() -> str | None:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _give_away(folder: Path) -> None:
    if owner := _owner():
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, owner)


def _run(folder: Path, binary: Path, *arguments: str, check: bool = True) -> None:
    command = [str(binary), f"--pgdata={folder / 'data'}", *arguments]
    owner = _owner()
    group = pwd.getpwnam(owner).pw_gid if owner else None
    done = subprocess.run(
        command,
        user=owner,
        group=group,
        extra_groups=[] if owner else None,
        cwd=folder,
        env={**os.environ, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if binary.name == "pg_ctl" else None,
        check=False,
    )
    if check and done.returncode:
        raise SystemExit(f"{binary.name} failed with {done.returncode}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
