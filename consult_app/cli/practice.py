"""Opening a practice for a command: which folder, whose passphrase, and never a passphrase others could read."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from consult_app.app import App, open_app
from consult_app.cli.files import read_text
from consult_app.errors import BadInputError
from consult_app.records.opening import practitioners
from consult_app.settings import Settings, load_settings


@contextmanager
def opened(arguments: argparse.Namespace, passphrase: str | None = None) -> Iterator[App]:
    """The practice in ``--home``, unlocked, and closed again afterwards; asks for the passphrase unless it is given."""
    practitioner = practitioner_of(arguments.home, arguments.practitioner)
    words = passphrase_of(arguments) if passphrase is None else passphrase
    app = open_app(settings_of(arguments), practitioner, words)
    try:
        yield app
    finally:
        app.records.close()


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings of this machine; ``--database`` names another database for this command."""
    settings, problems = load_settings(arguments.home)
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return replace(settings, database_url=arguments.database) if arguments.database else settings


def practitioner_of(home: Path, wanted: int | None) -> int:
    """Whose passphrase opens the records: the one named, or the only one there is."""
    there = {each.id: each.name for each in practitioners(home)}
    if wanted is None and len(there) > 1:
        listed = tuple(f"{number}: {name}" for number, name in there.items())
        raise BadInputError("Several practitioners work here.", listed, "Add --practitioner and a number.")
    return next(iter(there)) if wanted is None else wanted


def passphrase_of(arguments: argparse.Namespace) -> str:
    """From the file named, else asked for without showing it, else the first line of the input."""
    if arguments.passphrase_file:
        return read_text(arguments.passphrase_file).partition("\n")[0].rstrip("\r")
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
        "--passphrase-file", type=Path, metavar="FILE", help="its first line is the passphrase, else it is asked for"
    )
