"""What a database holds, counted, and what is wrong with a copy of it."""

from typing import Any

from sqlalchemy import Connection, Engine, Row, func, inspect, select, table
from sqlalchemy.exc import DBAPIError

from consult_app.records.audit import chain_head
from consult_app.records.backup_values import Contents, Watch
from consult_app.records.chain import EMPTY, ChainHead, Link, link_hash
from consult_app.records.engine import file_problems
from consult_app.records.migrating import stored_revision
from consult_app.records.schema import audit_event, metadata


def read_contents(connection: Connection) -> Contents:
    """What a database of this or an earlier schema holds; all of it from one state of the database."""
    known = sorted(set(inspect(connection).get_table_names()) & set(metadata.tables))
    rows = {name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in known}
    schema, head = stored_revision(connection) or "", head_of_trail(connection)
    if not head.hash:
        return Contents("", schema, rows, head)
    first = connection.execute(select(audit_event.c.hash).order_by(audit_event.c.id).limit(1)).scalar_one()
    return Contents(first, schema, rows, head)


def head_of_trail(connection: Connection) -> ChainHead:
    """Where the audit trail stands; only its length where it is of a schema that did not chain it."""
    if _has_chain(connection):
        return chain_head(connection)
    if not inspect(connection).has_table(audit_event.name):
        return EMPTY
    return ChainHead(connection.execute(select(func.count()).select_from(table(audit_event.name))).scalar_one(), "")


def copy_problems(engine: Engine, expected: Contents, watch: Watch) -> tuple[str, ...]:
    """What is wrong with the copy of an encrypted file that should hold ``expected``, in words; StoppedError."""
    try:
        with engine.connect() as connection:
            _let_stop(connection, watch)
            return (*file_problems(connection), *_differences(connection, expected))
    except DBAPIError:
        watch.check()
        return ("The database copy is damaged: it cannot be read to the end.",)


def _let_stop(connection: Connection, watch: Watch) -> None:
    """A long check looks up now and then; one that is no longer wanted ends as an error of the database."""
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: int(watch.cancelled()), 100_000)


def _differences(connection: Connection, expected: Contents) -> tuple[str, ...]:
    found, present = [], read_contents(connection)
    if present.practice != expected.practice:
        found.append("The copy belongs to another practice.")
    if present.schema_revision != expected.schema_revision:
        found.append(f"The copy has schema {present.schema_revision}, not {expected.schema_revision}.")
    for name in sorted({*present.rows, *expected.rows}):
        if present.rows.get(name) != expected.rows.get(name):
            found.append(f"The copy has {present.rows.get(name, 0)} rows of {name}, not {expected.rows.get(name, 0)}.")
    if present.head != expected.head:
        found.append("The audit trail of the copy ends elsewhere than it should.")
    if not _last_link_holds(connection):
        found.append("The last line of the audit trail does not follow from the one before.")
    return tuple(found)


def _has_chain(connection: Connection) -> bool:
    """Whether the audit trail is chained, as it is from the second schema on."""
    if not inspect(connection).has_table("audit_event"):
        return False
    return "hash" in {column["name"] for column in inspect(connection).get_columns("audit_event")}


def _last_link_holds(connection: Connection) -> bool:
    if not _has_chain(connection):
        return True
    rows = connection.execute(select(audit_event).order_by(audit_event.c.id.desc()).limit(2)).all()
    if not rows:
        return True
    before = rows[1].hash if len(rows) > 1 else EMPTY.hash
    return bool(link_hash(before, _link(rows[0])) == rows[0].hash)


def _link(row: Row[Any]) -> Link:
    return Link(row.id, row.at, row.practitioner_id, row.kind, row.subject, row.detail, row.note_digest)
