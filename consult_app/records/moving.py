"""Copies an open practice to a server, or from there into a folder of its own, so that it opens in its new place."""

from pathlib import Path

from consult_app.errors import BadInputError
from consult_app.records.backup_making import staging
from consult_app.records.backup_values import Watch
from consult_app.records.copying import CopyReport, copy_records
from consult_app.records.engine import create_file, into_one_file
from consult_app.records.fresh_folder import fresh_folder, put_in_place
from consult_app.records.key_file import KEYS, write_keys
from consult_app.records.key_table import load_keys
from consult_app.records.place import CLINIC_FILE, DATABASE
from consult_app.records.server import open_server
from consult_app.records.shared import shared
from consult_app.records.store import Records
from consult_app.settings import write_private

_UNWATCHED = Watch()


def copy_to_server(records: Records, url: str, password: str | None = None, watch: Watch = _UNWATCHED) -> CopyReport:
    """Copy everything into an empty database on a server; the key slots and the clinic's file are part of it.

    What ``open_server`` and ``copy_records`` raise; then the database is as empty as before.
    """
    target = open_server(url, password)
    try:
        return copy_records(records.transactions, target, watch)
    finally:
        target.dispose()


def copy_to_folder(records: Records, folder: Path, watch: Watch = _UNWATCHED) -> CopyReport:
    """Make a practice in an encrypted file of it, in a new or empty folder; the passphrases stay the same.

    What ``copy_records`` raises, and BadInputError for a folder in use; then nothing is left in the folder.
    """
    if records.place is None:
        raise BadInputError("Nothing is kept here, so there is nothing to copy.")
    with fresh_folder(folder), staging(folder) as stage:
        target = create_file(stage / DATABASE, records.place.data_key)
        try:
            report = copy_records(records.transactions, target, watch)
            with target.connect() as connection:
                keys, clinic = load_keys(connection), shared(connection, CLINIC_FILE)
            if keys is not None:
                write_keys(stage / KEYS, keys)
            if clinic is not None:
                write_private(stage / CLINIC_FILE, clinic.text.encode())
            into_one_file(target)
        finally:
            target.dispose()
        put_in_place(stage, folder)
        return report
