"""All clients as a table for other programs, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from consult_app.records.clients import client_id
from consult_app.records.csv_cells import guarded
from consult_app.records.schema import client

HEADER = (
    "Client ID", "ID in the other program", "Name", "Birth date", "Sex at birth",
    "Phone", "Email", "Address", "Height in cm", "Weight in kg",
)  # fmt: skip
_COLUMNS = (
    "foreign_id",
    "name",
    "date_of_birth",
    "sex_at_birth",
    "phone",
    "email",
    "address",
    "height_cm",
    "weight_kg",
)


def clients_as_csv(connection: Connection) -> tuple[bytes, int]:
    """The table as UTF-8 with a mark spreadsheets know it by, and how many clients are in it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADER)
    count = 0
    for row in _rows(connection):
        writer.writerow([guarded(text) for text in (client_id(row.id), *(_text(row, name) for name in _COLUMNS))])
        count += 1
    return written.getvalue().encode("utf-8-sig"), count


def _rows(connection: Connection) -> Iterator[Row[Any]]:
    there = client.c.erased_at.is_(None), client.c.merged_into.is_(None)
    yield from connection.execute(select(client).where(*there).order_by(client.c.id))


def _text(row: Row[Any], name: str) -> str:
    value = getattr(row, name)
    return "" if value is None else str(value).removesuffix(".0") if isinstance(value, float) else str(value)
