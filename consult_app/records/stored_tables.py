"""The tables a database really has, whichever schema it is of: what an older one holds can be copied as well."""

from typing import Any

from sqlalchemy import Connection, DateTime, MetaData, Table, event

from consult_app.records.schema import UtcInstant, done_request

_NOT_RECORDS = ("alembic_version", done_request.name)
"""The schema's own number, and tokens that belong to one server."""


def stored_tables(connection: Connection) -> list[Table]:
    """The tables of the records, each after those it refers to; instants keep their zone."""
    found = MetaData()
    event.listen(found, "column_reflect", _keep_zone)
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name not in _NOT_RECORDS]


def _keep_zone(_inspector: object, _table: Table, column: dict[str, Any]) -> None:
    if isinstance(column["type"], DateTime):
        column["type"] = UtcInstant()
