"""The highest number each table has ever given, so that none is given twice after records moved elsewhere."""

from collections.abc import Iterable

from sqlalchemy import Connection, Table, column, func, insert, select, table, text

_SEQUENCE = table("sqlite_sequence", column("name"), column("seq"))
_COUNTED = text("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")


def numbers_given(connection: Connection, tables: Iterable[Table]) -> dict[str, int]:
    """By table; also numbers whose row is gone, where the database remembers them. 0 where none was given."""
    remembered, given = _remembered(connection), {}
    for found in tables:
        # The database gives the numbers of these.
        if (number := found.autoincrement_column) is not None:
            highest = connection.execute(select(func.max(number))).scalar()
            given[found.name] = max(remembered.get(found.name, 0), highest or 0)
    return given


def go_on_after(connection: Connection, given: dict[str, int]) -> None:
    """Let every table of a database that was just filled give higher numbers from now on."""
    counted = _counted(connection)
    for name, number in given.items():
        if number == 0 or name not in counted:
            continue
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), number)))
        else:
            connection.execute(_SEQUENCE.delete().where(_SEQUENCE.c.name == name))
            connection.execute(insert(_SEQUENCE).values(name=name, seq=number))


def _counted(connection: Connection) -> set[str]:
    """The tables that never give a number twice."""
    if connection.dialect.name == "sqlite":
        return set(connection.execute(_COUNTED).scalars())
    names = connection.execute(text("SELECT sequencename FROM pg_sequences")).scalars()
    return {str(name).removesuffix("_id_seq") for name in names}


def _remembered(connection: Connection) -> dict[str, int]:
    if connection.dialect.name == "sqlite":
        return {str(row.name): int(row.seq) for row in connection.execute(select(_SEQUENCE))}
    # A sequence that has given nothing yet has no last value.
    rows = connection.execute(text("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"))
    return {str(name).removesuffix("_id_seq"): int(number) for name, number in rows}
