"""Client rows: made, changed and found."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from consult_app.clinical.consultation import Client
from consult_app.errors import BadInputError
from consult_app.records.audit import add_event
from consult_app.records.finding import find
from consult_app.records.schema import client
from consult_app.records.search_index import index_client
from consult_app.records.values import StaleRevisionError, StoredClient
from consult_app.records.work import Work

_ONE = select(client).where(client.c.id == bindparam("number"))
_DETAILS = tuple(name for name in Client.model_fields if name != "id")


def client_id(number: int) -> str:
    """The id people read: C- and the running number, four digits at least."""
    return f"C-{number:04d}"


def client_number(client_id: str) -> int:
    """The running number of an id such as C-0412."""
    start, _, number = client_id.partition("-")
    if start != "C" or not (number.isascii() and number.isdigit()):
        raise BadInputError(f"{client_id} is not a client id.", next_step="Client ids look like C-0412.")
    return int(number)


def add_client(work: Work, details: Client, foreign_id: str | None = None) -> StoredClient:
    """A new row; the database gives the number, whatever id the details carry."""
    connection, stamp = work.connection, work.stamp
    values = {name: getattr(details, name) for name in _DETAILS}
    result = connection.execute(
        insert(client).values(
            **values, foreign_id=foreign_id, search_words="", revision=1, created_at=stamp.at, updated_at=stamp.at
        )
    )
    number = int(result.inserted_primary_key[0])  # type: ignore[index]
    index_client(connection, number)
    add_event(work, "client_added", client_id(number))
    return load_client(connection, number)


def load_client(connection: Connection, number: int) -> StoredClient:
    """The client with this number, or the one they were merged into."""
    row = connection.execute(_ONE, {"number": number}).one_or_none()
    if row is None:
        raise BadInputError(f"There is no client {client_id(number)}.", next_step="Search for the name instead.")
    return stored_client(row) if row.merged_into is None else load_client(connection, row.merged_into)


def replace_details(work: Work, number: int, details: Client, revision: int) -> StoredClient:
    """Take over the details; StaleRevisionError when the row is no longer at ``revision``."""
    before = load_client(work.connection, number)
    return change_client(work, client_number(before.id), differences(before.details, details), revision)


def change_client(work: Work, number: int, changes: dict[str, Any], revision: int) -> StoredClient:
    """Set the named details; StaleRevisionError when the row is no longer at ``revision``."""
    connection, stamp = work.connection, work.stamp
    result = connection.execute(
        update(client)
        .where(client.c.id == number, client.c.revision == revision)
        .values(**changes, revision=revision + 1, updated_at=stamp.at)
    )
    stored = load_client(connection, number)
    if result.rowcount == 0:
        raise StaleRevisionError(
            f"{client_id(number)} was changed somewhere else in the meantime.",
            "Open the client again; your version was not saved over the other.",
        )
    index_client(connection, number)
    add_event(work, "client_changed", stored.id, f"revision {stored.revision}")
    return stored


def differences(before: Client, after: Client) -> dict[str, Any]:
    """The details that differ, by name, as they are afterwards."""
    return {name: getattr(after, name) for name in _DETAILS if getattr(before, name) != getattr(after, name)}


def search_clients(connection: Connection, typed: str, limit: int) -> tuple[StoredClient, ...]:
    """Clients by typed words, birth date or id, the surest first; all by name when nothing is typed."""
    return tuple(stored_client(row) for row in find(connection, typed, limit))


def stored_client(row: Row[Any]) -> StoredClient:
    """A client as the row has it."""
    values = row._asdict()
    number = client_id(values["id"])
    details = Client.model_construct(id=number, **{name: values[name] for name in _DETAILS})
    return StoredClient(number, details, values["revision"], values["updated_at"], values["foreign_id"])
