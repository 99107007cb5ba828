"""The highest number each table has ever given, so that none is given twice after records moved elsewhere."""

from sqlalchemy import Connection, column, func, insert, select, table, text

from consult_app.records.schema import metadata

_SEQUENCE = table("sqlite_sequence", column("name"), column("seq"))


def numbers_given(connection: Connection) -> dict[str, int]:
    """By table; also numbers whose row is gone, where the database remembers them. 0 where none was given."""
    remembered = _remembered(connection)
    in_use = {name: connection.execute(select(func.max(metadata.tables[name].c.id))).scalar() for name in _numbered()}
    return {name: max(remembered.get(name, 0), highest or 0) for name, highest in in_use.items()}


def go_on_after(connection: Connection, given: dict[str, int]) -> None:
    """Let every table of a database that was just filled give higher numbers from now on."""
    for name, number in given.items():
        if number == 0:
            continue
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), number)))
        elif metadata.tables[name].dialect_options["sqlite"]["autoincrement"]:
            connection.execute(_SEQUENCE.delete().where(_SEQUENCE.c.name == name))
            connection.execute(insert(_SEQUENCE).values(name=name, seq=number))


def _numbered() -> list[str]:
    """The tables whose ids the database gives."""
    return [name for name, found in metadata.tables.items() if found.autoincrement_column is not None]


def _remembered(connection: Connection) -> dict[str, int]:
    if connection.dialect.name == "sqlite":
        return {str(row.name): int(row.seq) for row in connection.execute(select(_SEQUENCE))}
    # A sequence that has given nothing yet has no last value.
    rows = connection.execute(text("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"))
    found = {str(name): int(number) for name, number in rows}
    return {name: found[f"{name}_id_seq"] for name in _numbered() if f"{name}_id_seq" in found}
