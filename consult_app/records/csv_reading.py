"""Reads a table of clients as another program wrote it: the encoding and the separator are found out."""

import csv
import io
from dataclasses import dataclass

from consult_app.errors import BadInputError
from consult_app.records.csv_cells import unguarded

_SEPARATORS = ",;\t"
_ENCODINGS = ("utf-8-sig", "cp1252")
LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True)
class CsvRow:
    """One row and the line of the file it begins on."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """A cell without the space around it; empty where the row is too short."""
        return unguarded(self.cells[column].strip()) if column < len(self.cells) else ""


@dataclass(frozen=True)
class CsvTable:
    """The names of the columns and the rows under them."""

    header: tuple[str, ...]
    rows: tuple[CsvRow, ...]


def read_table(content: bytes) -> CsvTable:
    """The table in a file; BadInputError for what is none."""
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[CsvRow] = []
    try:
        for cells in reader:
            rows.append(CsvRow(reader.line_num - sum(cell.count("\n") for cell in cells), tuple(cells)))
    except csv.Error as error:
        raise _refused(f"Line {reader.line_num} cannot be read as a row.") from error
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if len(filled) < 2:
        raise _refused("The file holds no rows under a line of column names.")
    header = tuple(cell.strip() for cell in filled[0].cells)
    return CsvTable(header, tuple(filled[1:]))


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST:
        raise _refused("The file is larger than 200 MB.")
    if b"\0" in content:
        raise _refused("The file is no CSV text.")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _separator(text: str) -> str:
    """The one that stands most often in the line of column names."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=head.count)


def _refused(message: str) -> BadInputError:
    return BadInputError(message, next_step="Save the list as CSV (UTF-8) with the column names in the first line.")
