"""Takes many clients in at once: all of them or, when somebody stops it, none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, insert, select

from consult_app.clinical.consultation import Client
from consult_app.errors import ConsultError
from consult_app.records.audit import add_event
from consult_app.records.csv_rows import RowRead, RowRefused
from consult_app.records.likeness import likely_duplicates, why_alike
from consult_app.records.schema import client
from consult_app.records.search import folded_name
from consult_app.records.search_filling import fill_index
from consult_app.records.work import Work

Progress = Callable[[int, int], bool]
"""Told how many of how many are done; False stops."""
BATCH = 500


class StoppedError(ConsultError):
    """Somebody stopped the work; nothing of it was kept."""


@dataclass(frozen=True)
class Preview:
    """What an import would do: rows to store, of which some look like somebody already here, and rows refused."""

    rows: tuple[RowRead, ...]
    refused: tuple[RowRefused, ...]

    @property
    def duplicates(self) -> tuple[RowRead, ...]:
        """The rows that are probably somebody who is here already, or stand in the file twice."""
        return tuple(row for row in self.rows if row.duplicate)

    def without_duplicates(self) -> tuple[RowRead, ...]:
        """The others."""
        return tuple(row for row in self.rows if not row.duplicate)


def mark_duplicates(connection: Connection, rows: Sequence[RowRead], progress: Progress) -> tuple[RowRead, ...]:
    """Every row with whom it is probably one: a client, or an earlier row."""
    earlier: dict[str, RowRead] = {}
    marked: list[RowRead] = []
    for at, row in enumerate(rows):
        _go_on(progress, at, len(rows))
        marked.append(replace(row, duplicate=_duplicate(connection, row, earlier)))
        earlier.setdefault(_sorted_name(row.details), row)
    return tuple(marked)


def import_clients(work: Work, rows: Sequence[RowRead], progress: Progress) -> int:
    """Store the rows and index them; StoppedError, and nothing stored, when ``progress`` says no."""
    connection, stamp = work.connection, work.stamp
    last = connection.execute(select(func.max(client.c.id))).scalar_one() or 0
    same = {"search_words": "", "revision": 1, "created_at": stamp.at, "updated_at": stamp.at}
    for start in range(0, len(rows), BATCH):
        _go_on(progress, start, len(rows))
        connection.execute(insert(client), [_values(row) | same for row in rows[start : start + BATCH]])
    fill_index(connection, last)
    _go_on(progress, len(rows), len(rows))
    add_event(work, "clients_imported", detail=f"{len(rows)} clients after {last}")
    return len(rows)


def _values(row: RowRead) -> dict[str, Any]:
    return row.details.model_dump(exclude={"id"}) | {"foreign_id": row.foreign_id}


def _go_on(progress: Progress, done: int, total: int) -> None:
    if not progress(done, total):
        raise StoppedError("The import was stopped.", "Nothing was stored.")


def _duplicate(connection: Connection, row: RowRead, earlier: dict[str, RowRead]) -> str:
    before = earlier.get(_sorted_name(row.details))
    if before is not None and (why := why_alike(row.details, before.details)):
        return f"{why}: line {before.line}"
    if row.foreign_id and (known := _with_foreign_id(connection, row.foreign_id)):
        return f"Same ID in the other program: {known}"
    return next((f"{alike.reason}: {alike.client.id}" for alike in likely_duplicates(connection, row.details)), "")


def _with_foreign_id(connection: Connection, foreign_id: str) -> str:
    there = client.c.foreign_id == foreign_id, client.c.erased_at.is_(None), client.c.merged_into.is_(None)
    number = connection.execute(select(client.c.id).where(*there).limit(1)).scalar()
    return f"C-{number:04d}" if number else ""


def _sorted_name(details: Client) -> str:
    return " ".join(sorted(folded_name(details.name).split()))
