"""Files of the command line: what a command reads, and where it writes."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.errors import BadInputError
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.clinic_file import clinic_text
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.settings import make_private_folder, write_private

LARGEST_CASE = 5_000_000


def clinic_of(arguments: argparse.Namespace) -> str | None:
    """The text of the clinic's file: the one named, else the practice's own, None where there is none."""
    return read_text(arguments.clinic) if arguments.clinic else clinic_text(arguments.home)


def catalogue_of(arguments: argparse.Namespace) -> Catalogue:
    """The knowledge with the clinic's own settings."""
    return catalogue_or_error(clinic_of(arguments))


def case_of(arguments: argparse.Namespace) -> tuple[Catalogue, Consultation]:
    """The knowledge, and the case the command was given."""
    catalogue = catalogue_of(arguments)
    return catalogue, case_or_error(read_text(arguments.case), catalogue)


def read_text(path: Path) -> str:
    """The text of a file; BadInputError for what cannot be read, is too large or is not UTF-8."""
    try:
        if path.stat().st_size > LARGEST_CASE:
            raise BadInputError(f"{path} is too large for such a file.", (), "Check that it is the right one.")
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.", (), "Check the name and try again.") from error
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path} is not UTF-8 text.", (), "Save it as UTF-8.") from error


def first_line(path: Path) -> str:
    """What a file holds that is there for one passphrase or password."""
    return read_text(path).partition("\n")[0].rstrip("\r")


def folder(path: Path) -> Path:
    """The folder to write to, made where there is none; BadInputError where it cannot be used."""
    try:
        if not path.exists():
            make_private_folder(path)
    except OSError as error:
        raise BadInputError(f"{path} cannot be used: {error.strerror}.", (), "Choose another folder.") from error
    if not path.is_dir():
        raise BadInputError(f"{path} is no folder.", (), "Choose another folder.")
    return path


def write(path: Path, content: bytes) -> None:
    """Write a file whole, for its owner alone; BadInputError where it cannot be written."""
    try:
        write_private(path, content)
    except OSError as error:
        raise BadInputError(f"{path} cannot be written: {error.strerror}.", (), "Choose another place.") from error


def print_json(value: Any) -> None:
    """Write one JSON value."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
