"""Rows of a table read as clients, or refused with the reason."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from consult_app.clinical.consultation import Client
from consult_app.records.csv_columns import FIELDS, Columns
from consult_app.records.csv_dates import DateOrder, read_birth_date
from consult_app.records.csv_reading import CsvRow, CsvTable
from consult_app.records.search import words

_SEXES = {"f": "female", "female": "female", "w": "female", "woman": "female"} | {
    "m": "male",
    "male": "male",
    "man": "male",
    "intersex": "intersex",
}
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:cm|kg)?", re.IGNORECASE)


@dataclass(frozen=True)
class RowRead:
    """A row as it would be stored; ``duplicate`` says whom it is probably one with, in words."""

    line: int
    details: Client
    foreign_id: str | None = None
    duplicate: str = ""


@dataclass(frozen=True)
class RowRefused:
    """A row that is not taken, and why."""

    line: int
    reason: str
    text: str = ""


def cells_of(row: CsvRow, columns: Columns, field: str) -> str:
    """What a row says of a detail; parts of an address are put together."""
    return ", ".join(cell for at, name in enumerate(columns) if name == field and (cell := row.cell(at)))


def read_rows(
    table: CsvTable, columns: Columns, order: DateOrder, today: dt.date
) -> tuple[tuple[RowRead, ...], tuple[RowRefused, ...]]:
    """The rows that can be stored, and those that cannot."""
    read: list[RowRead] = []
    refused: list[RowRefused] = []
    for row in table.rows:
        found = _read(row, columns, order, today)
        if isinstance(found, RowRead):
            read.append(found)
        else:
            refused.append(found)
    return tuple(read), tuple(refused)


def _read(row: CsvRow, columns: Columns, order: DateOrder, today: dt.date) -> RowRead | RowRefused:
    said = {field: cells_of(row, columns, field) for field in FIELDS}
    name = said["name"] or " ".join(part for part in (said["given_name"], said["family_name"]) if part)
    if not name:
        return _refuse(row, "No name.")
    born = read_birth_date(said["date_of_birth"], order, today) if said["date_of_birth"] else None
    if reason := _wrong(said, born, today):
        return _refuse(row, reason)
    plain = {field: said[field] or None for field in ("phone", "email", "address")}
    measured = {field: _number(said[field]) for field in ("height_cm", "weight_kg") if said[field]}
    sex = _SEXES.get(" ".join(words(said["sex_at_birth"])))
    try:
        details = Client.model_validate(
            {"name": name, "date_of_birth": born, "sex_at_birth": sex, **plain, **measured}, strict=False
        )
    except ValidationError as error:
        return _refuse(row, _named(error))
    return RowRead(row.line, details, said["foreign_id"] or None)


def _wrong(said: dict[str, str], born: dt.date | None, today: dt.date) -> str:
    if said["date_of_birth"] and born is None:
        return f"The birth date “{said['date_of_birth']}” cannot be read."
    if born and born > today:
        return f"The birth date “{said['date_of_birth']}” is in the future."
    if born and today.year - born.year > 125:
        return f"The birth date “{said['date_of_birth']}” is more than 125 years ago."
    odd: Sequence[str] = [field for field in ("height_cm", "weight_kg") if said[field] and _number(said[field]) is None]
    return f"{FIELDS[odd[0]]} “{said[odd[0]]}” is no number." if odd else ""


def _number(text: str) -> float | None:
    match = _NUMBER.fullmatch(text)
    return float(match[1].replace(",", ".")) if match else None


def _named(error: ValidationError) -> str:
    field = str(error.errors()[0]["loc"][0])
    return f"{FIELDS.get(field, field)} is outside what can be stored."


def _refuse(row: CsvRow, reason: str) -> RowRefused:
    return RowRefused(row.line, reason, ", ".join(cell for cell in row.cells if cell)[:120])
