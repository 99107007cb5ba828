"""Opening a practice for a command: which folder, whose passphrase, and never a passphrase others could read."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from consult_app.app import App, open_app
from consult_app.cli.files import first_line
from consult_app.errors import BadInputError
from consult_app.records.opening import practitioners
from consult_app.settings import Settings, load_settings, save_settings


@contextmanager
def opened(arguments: argparse.Namespace, passphrase: str | None = None) -> Iterator[App]:
    """The practice in ``--home``, unlocked, and closed again afterwards; asks for the passphrase unless it is given."""
    settings, password = settings_of(arguments), server_password(arguments)
    practitioner = practitioner_of(settings, arguments.practitioner, password)
    words = passphrase_of(arguments) if passphrase is None else passphrase
    app = open_app(settings, practitioner, words, password)
    if (aside := app.records.set_aside) is not None:
        sys.stderr.write(f"{aside.title}. {aside.line}\n")
    try:
        yield app
    finally:
        app.records.close()


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings of this machine; ``--database`` names another database for this command."""
    settings, problems = load_settings(arguments.home)
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return replace(settings, database_url=arguments.database) if arguments.database else settings


def practitioner_of(settings: Settings, wanted: int | None, password: str | None = None) -> int:
    """Whose passphrase opens the records: the one named, or the only one there is."""
    there = {each.id: each.name for each in practitioners(settings.home, settings.database_url, password)}
    if wanted is None and len(there) > 1:
        listed = tuple(f"{number}: {name}" for number, name in there.items())
        raise BadInputError("Several practitioners work here.", listed, "Add --practitioner and a number.")
    return next(iter(there)) if wanted is None else wanted


def server_password(arguments: argparse.Namespace) -> str | None:
    """The server's password from the file named; None for the one kept here, or in the driver's usual places."""
    return first_line(arguments.database_password_file) if arguments.database_password_file else None


def remember_server(arguments: argparse.Namespace, url: str) -> None:
    """Let this folder open the practice on that server from now on."""
    save_settings(replace(load_settings(arguments.home)[0], database_url=url))


def passphrase_of(arguments: argparse.Namespace) -> str:
    """From the file named, else asked for without showing it, else the first line of the input."""
    if arguments.passphrase_file:
        return first_line(arguments.passphrase_file)
    if sys.stdin.isatty():
        return getpass.getpass("Passphrase: ")
    return sys.stdin.readline().rstrip("\r\n")


def add_unlocking(child: argparse.ArgumentParser) -> None:
    """The options every command has that opens a practice."""
    child.add_argument("--practitioner", type=int, metavar="NUMBER", help="whose passphrase it is, among several")
    add_place(child)


def add_place(child: argparse.ArgumentParser) -> None:
    """Where the practice lies, and where its passphrase comes from."""
    child.add_argument("--home", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    child.add_argument("--database", metavar="URL", help="a database server instead of the encrypted file")
    child.add_argument(
        "--database-password-file",
        type=Path,
        metavar="FILE",
        help="its first line is the server's password; it is kept",
    )
    child.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="its first line is the passphrase, else it is asked for"
    )
