"""On a server writers take turns, and each leaves a token that tells whether its work was committed.

Taking turns gives the audit chain one order and makes a deadlock impossible. A file has one program, so nothing of
this is needed there.
"""

from sqlalchemy import Connection, Engine, delete, func, or_, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError, OperationalError

from consult_app.records.schema import done_request

_WRITING = 0x6D6E63  # the advisory lock's number; any that no other program uses in this database
_PATIENCE = "20s"
_IDLE = "30s"  # a room that fell asleep in the middle of its turn loses it
_PASSING = (
    "08",  # connection lost
    "40",  # serialization failure, deadlock with another program
    "57P",  # the server shuts down or starts
    "25P03",  # idle for too long in the middle of a transaction
    "53300",  # too many connections
)


def on_server(database: Connection | Engine) -> bool:
    """Whether other programs may use the same database."""
    return database.dialect.name == "postgresql"


def take_turn(connection: Connection, patience: str = _PATIENCE, idle: str = _IDLE) -> None:
    """Wait until no other program writes; held until the transaction ends.

    ``patience`` is how long to wait, ``idle`` how long the program may do nothing afterwards; "0" is without limit.

    Every statement after it sees all that others committed, since the server's usual isolation is READ COMMITTED. A
    stricter one would look at the records as they were before the wait.
    """
    if on_server(connection):
        connection.exec_driver_sql(
            f"SET LOCAL lock_timeout = '{patience}'; SET LOCAL idle_in_transaction_session_timeout = '{idle}'; "
            f"SELECT pg_advisory_xact_lock({_WRITING})"
        )


def is_first(connection: Connection, token: str, before: str) -> bool:
    """Whether the work of this token is still to do; notes the token with it. ``before`` is no longer asked about."""
    if not on_server(connection):
        return True
    over = done_request.c.at < func.now() - text("interval '1 day'")
    clear = delete(done_request).where(or_(done_request.c.token == before, over)).cte("cleared")
    note = insert(done_request).values(token=token, at=func.now()).on_conflict_do_nothing().add_cte(clear)
    return connection.execute(note.returning(done_request.c.token)).one_or_none() is not None


def readers(engine: Engine) -> Engine:
    """The same connections, for looking at one unchanging picture of the records."""
    if not on_server(engine):
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def may_pass(error: DBAPIError) -> bool:
    """Whether the same work may succeed on the server in a moment."""
    state = getattr(error.orig, "sqlstate", "")
    if state is None:
        return error.connection_invalidated or isinstance(error, OperationalError)
    return error.connection_invalidated or state.startswith(_PASSING)
