"""The directory of clients: found, kept apart, merged, taken in from other programs and given out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from consult_app.clinical.consultation import Client
from consult_app.records import clients, csv_import, merging
from consult_app.records.audit import add_event
from consult_app.records.csv_columns import Columns
from consult_app.records.csv_dates import DateOrder
from consult_app.records.csv_export import clients_as_csv
from consult_app.records.csv_import import Preview, Progress
from consult_app.records.csv_reading import CsvTable
from consult_app.records.csv_rows import RowRead, read_rows
from consult_app.records.handed_out import documents_of_all
from consult_app.records.headers import consultations_of
from consult_app.records.likeness import Likeness, likely_duplicates
from consult_app.records.schema import consultation, planned_session
from consult_app.records.transactions import Transactions
from consult_app.records.values import Header, StoredClient, StoredDocument
from consult_app.records.work import Work
from consult_app.settings import write_private

PAGE = 15
"""Consultations of a client that are read at a time."""


@dataclass(frozen=True)
class Visits:
    """When a client was last seen, and what is planned next."""

    last: dt.date | None = None
    next: dt.date | None = None


@dataclass(frozen=True)
class ClientRecord:
    """A client with their newest consultations and the papers of these; ``earlier`` counts what is not read yet."""

    client: StoredClient
    visits: Visits
    consultations: tuple[Header, ...]
    documents: tuple[StoredDocument, ...]
    earlier: int


class Directory:
    """All clients of the practice; every call is one transaction."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def search(self, typed: str, limit: int = 20) -> tuple[StoredClient, ...]:
        """By name in any order, birth date, id, phone or e-mail; near spellings where that finds too little."""
        return self._transactions.read("search clients", clients.search_clients, typed, limit)

    def visits(self, client_ids: Sequence[str], today: dt.date) -> Mapping[str, Visits]:
        """Last visit and next planned day of each of the clients."""
        numbers = {clients.client_number(each): each for each in client_ids}
        found = self._transactions.read("list visits", _visits, tuple(numbers), today)
        return {name: found.get(number, Visits()) for number, name in numbers.items()}

    def record(self, client_id: str, today: dt.date, shown: int = PAGE) -> ClientRecord:
        """A client's record with the newest consultations; the id of a merged record leads to the kept one."""
        return self._transactions.read("open client", _record, clients.client_number(client_id), today, shown)

    def likely_duplicates(self, details: Client) -> tuple[Likeness, ...]:
        """Clients who are probably the one described, and why, the surest first."""
        return self._transactions.read("look for duplicates", likely_duplicates, details)

    def merge(self, kept: StoredClient, away: StoredClient, chosen: frozenset[str], because: str) -> StoredClient:
        """Make two records of one person one, for good; ``chosen`` names details taken from the one that goes.

        StaleRevisionError when either has changed since it was looked at.
        """
        return self._transactions.run("merge clients", merging.merge, kept, away, chosen, because)

    def preview(
        self, table: CsvTable, columns: Columns, order: DateOrder, today: dt.date, progress: Progress
    ) -> Preview:
        """What an import of the table would do; StoppedError when ``progress`` says no."""
        read, refused = read_rows(table, columns, order, today)
        return Preview(
            self._transactions.read("look for duplicates", csv_import.mark_duplicates, read, progress), refused
        )

    def import_clients(self, rows: Sequence[RowRead], progress: Progress) -> int:
        """Store the rows, all or none; how many. StoppedError when ``progress`` says no."""
        return self._transactions.run("import clients", csv_import.import_clients, tuple(rows), progress)

    def export(self, file: Path) -> int:
        """Write all clients as CSV, readable by the owner of the file only; how many."""
        content, count = self._transactions.read("export clients", clients_as_csv)
        write_private(file, content)
        self._transactions.run("note export", _note_export, count)
        return count


def _note_export(work: Work, count: int) -> None:
    add_event(work, "clients_exported", detail=f"{count} clients")


def _visits(connection: Connection, numbers: tuple[int, ...], today: dt.date) -> dict[int, Visits]:
    theirs = consultation.c.client_id.in_(numbers)
    seen = select(consultation.c.client_id, func.max(consultation.c.as_of)).where(theirs)
    last = {row[0]: row[1] for row in connection.execute(seen.group_by(consultation.c.client_id))}
    coming = _coming(connection, numbers, today)
    return {number: Visits(last.get(number), coming.get(number)) for number in numbers}


def _coming(connection: Connection, numbers: tuple[int, ...], today: dt.date) -> dict[int, dt.date]:
    planned = (
        select(consultation.c.client_id, func.min(planned_session.c.date))
        .join(planned_session, planned_session.c.consultation_id == consultation.c.id)
        .where(consultation.c.client_id.in_(numbers), planned_session.c.date >= today)
        .group_by(consultation.c.client_id)
    )
    return {row[0]: row[1] for row in connection.execute(planned)}


def _record(connection: Connection, number: int, today: dt.date, shown: int) -> ClientRecord:
    found = clients.load_client(connection, number)
    number = clients.client_number(found.id)
    headers = consultations_of(connection, number, shown)
    documents = documents_of_all(connection, [header.id for header in headers])
    count = select(func.count()).select_from(consultation).where(consultation.c.client_id == number)
    left = connection.execute(count).scalar_one() - len(headers)
    last = max((header.as_of for header in headers), default=None)
    visits = Visits(last, _coming(connection, (number,), today).get(number))
    return ClientRecord(found, visits, headers, documents, left)
