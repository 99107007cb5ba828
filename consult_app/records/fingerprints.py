"""What a table holds, in a few figures that are the same on every database."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Row, Select, Table, select

BATCH = 500


@dataclass(frozen=True)
class Fingerprint:
    """How many rows a table has, and a digest of all of them whatever their order, in hex."""

    table: str
    rows: int
    digest: str


def fingerprint(connection: Connection, table: Table) -> Fingerprint:
    """Read a whole table. The digest is the sum of the rows' SHA-256, modulo 2 to the 256, columns by name."""
    rows = total = 0
    for batch in batches(connection, select(*sorted(table.c, key=lambda column: column.name))):
        rows += len(batch)
        total += sum(_digest(row) for row in batch)
    return Fingerprint(table.name, rows, f"{total % 2**256:064x}")


def batches(connection: Connection, query: Select[tuple[object, ...]]) -> Iterator[list[Row[tuple[object, ...]]]]:
    """The rows of a query, a few hundred at a time and no more of them in memory."""
    result = connection.execute(query, execution_options={"yield_per": BATCH})
    for batch in result.partitions():
        yield list(batch)


def _digest(row: Row[tuple[object, ...]]) -> int:
    text = json.dumps([_plain(value) for value in row], separators=(",", ":"))
    return int.from_bytes(hashlib.sha256(text.encode()).digest())


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    return value.isoformat() if isinstance(value, dt.date) else value
