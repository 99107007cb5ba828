"""Moves a practice between a file and a server, all of it or nothing, and compares what arrived with what was sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, bindparam, insert, or_, select, update

from consult_app.errors import BadInputError, VerificationError
from consult_app.records.audit import add_event
from consult_app.records.backup_contents import head_of_trail, read_contents
from consult_app.records.backup_copy import Source
from consult_app.records.backup_values import Contents, Watch
from consult_app.records.chain import ChainHead
from consult_app.records.engine import create_file, into_one_file
from consult_app.records.fingerprints import Fingerprint, batches, fingerprint
from consult_app.records.migrating import bring_up_to_date, refuse_newer, stored_revision
from consult_app.records.numbering import go_on_after, numbers_given
from consult_app.records.place import Place
from consult_app.records.schema import REVISION
from consult_app.records.stored_tables import stored_tables
from consult_app.records.transactions import Transactions
from consult_app.records.turns import readers, take_turn
from consult_app.records.work import Work

_UNWATCHED = Watch()


@dataclass(frozen=True)
class CopyReport:
    """What was copied and found equal on both sides, table by table, and the head of the audit chain then."""

    tables: tuple[Fingerprint, ...]
    head: ChainHead

    @property
    def rows(self) -> int:
        """How many rows were copied."""
        return sum(table.rows for table in self.tables)


def copy_records(source: Transactions, target: Engine, watch: Watch = _UNWATCHED) -> CopyReport:
    """Copy everything into an empty database, compare, and note it in both trails; nobody else writes meanwhile.

    BadInputError when the target holds records, VerificationError when both differ, StoppedError; then the target
    holds nothing.
    """
    bring_up_to_date(target)
    return source.run("copy records", _copy, target, watch)


def server_source(engine: Engine, place: Place) -> Source:
    """One state of the records on a server as a new encrypted file, read beside those who go on saving.

    The file gets the schema the records on the server have, which before an upgrade is an older one; VerificationError
    for one that only a newer version of the program knows.
    """

    def copy(file: Path, watch: Watch) -> Contents:
        target = create_file(file, place.data_key)
        try:
            with readers(engine).begin() as source:
                bring_up_to_date(target, newest=_schema_of(source))
                with target.begin() as into:
                    _fill(source, into, watch)
                    contents = read_contents(into)
            into_one_file(target)
            return contents
        finally:
            target.dispose()

    return copy


def _copy(work: Work, target: Engine, watch: Watch) -> CopyReport:
    take_turn(work.connection, patience="0", idle="0")
    with target.begin() as into:
        take_turn(into, patience="0", idle="0")
        report = _fill(work.connection, into, watch)
        kinds = (work.connection.dialect.name, into.dialect.name)
        add_event(Work(into, work.stamp), "records_copied", detail=f"{report.rows} rows from {kinds[0]}")
    add_event(work, "records_copied", detail=f"{report.rows} rows to {kinds[1]}")
    return report


def _schema_of(source: Connection) -> str:
    stored = stored_revision(source)
    refuse_newer(stored)
    return stored or REVISION


def _fill(source: Connection, into: Connection, watch: Watch) -> CopyReport:
    tables = stored_tables(into)
    if any(into.execute(select(table).limit(1)).first() for table in tables):
        raise BadInputError("The database already holds records.", next_step="Name an empty database.")
    sent = []
    for number, table in enumerate(tables):
        watch.step("Copying the records", number, len(tables))
        _copy_table(source, into, table, watch)
        sent.append(fingerprint(source, table))
    go_on_after(into, numbers_given(source, tables))
    _compare(tables, sent, into, watch)
    return CopyReport(tuple(sent), head_of_trail(source))


def _compare(tables: list[Table], sent: list[Fingerprint], into: Connection, watch: Watch) -> None:
    wrong = []
    for number, table in enumerate(tables):
        watch.step("Comparing both", number, len(tables))
        if fingerprint(into, table) != sent[number]:
            wrong.append(table.name)
    if wrong:
        raise VerificationError(
            f"The copy is not the same as the original: {', '.join(wrong)}.",
            "The copy was taken back. Try again, and keep working with the original.",
        )


def _copy_table(source: Connection, into: Connection, table: Table, watch: Watch) -> None:
    later = [column.name for column in table.c if any(key.column.table is table for key in column.foreign_keys)]
    for batch in batches(source, select(table)):
        watch.check()
        into.execute(insert(table), [{**row._mapping, **dict.fromkeys(later)} for row in batch])
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in later}
    for rows in _referring(source, table, later):
        into.execute(update(table).where(table.c.id == bindparam("row")).values(values), rows)


def _referring(source: Connection, table: Table, columns: list[str]) -> Iterator[list[dict[str, Any]]]:
    """Rows that refer to others of their own table, which have to be there first."""
    if columns:
        query = select(table.c.id.label("row"), *(table.c[name].label(f"to_{name}") for name in columns))
        for batch in batches(source, query.where(or_(*(table.c[name].is_not(None) for name in columns)))):
            yield [dict(row._mapping) for row in batch]
