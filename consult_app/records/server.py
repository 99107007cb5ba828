"""The database engine for a practice with several rooms: a PostgreSQL server, reached safely or not at all."""

import logging
import os
from collections.abc import Iterator

from sqlalchemy import URL, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from consult_app.errors import BadInputError, ConsultError, VerificationError
from consult_app.records.values import StorageError

APPLICATION = "microneedling-consult"
CONNECT_SECONDS = 5
_HERE = ("localhost", "127.0.0.1", "::1")
_SECRETS = ("password", "sslpassword")


def open_server(url: str, password: str | None = None) -> Engine:
    """A database on a server that answers; without ``password`` the usual PGPASSWORD or password file counts.

    The server has to prove who it is (TLS, verify-full) unless it is this machine. BadInputError for an address that
    cannot be used or a login that is refused, StorageError when the server cannot be reached.
    """
    engine = _engine(_address(url), password)
    try:
        with engine.connect() as connection:
            encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    except DBAPIError as error:
        engine.dispose()
        raise _unreachable(error) from error
    if encoding != "UTF8":
        engine.dispose()
        raise BadInputError(
            "The database on the server is not in UTF-8.", next_step="Create the database anew with ENCODING 'UTF8'."
        )
    return engine


def _address(text: str) -> URL:
    """The address with its driver; refuses another kind of database, and a password, which would be stored openly."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise _no_address("It looks like postgresql://user@server/database.") from None
    if url.drivername not in ("postgresql", "postgresql+psycopg"):
        raise _no_address("It begins with postgresql://.")
    if url.password is not None or any(name in url.query for name in _SECRETS):
        raise _no_address("Leave the password out; it is asked for and kept with your keys.")
    if not _is_here(url) and url.query.get("sslmode", "verify-full") != "verify-full":
        raise _no_address("Leave sslmode out: a server on another machine has to prove who it is.")
    return url.set(drivername="postgresql+psycopg")


def _no_address(next_step: str) -> BadInputError:
    return BadInputError("This is not an address of records on a server.", next_step=next_step)


def _is_here(url: URL) -> bool:
    """Whether every place the connection could go to is this machine; what is not named could be anywhere."""
    if "service" in url.query or "PGSERVICE" in os.environ:
        return False
    return all(place in _HERE or place.startswith("/") for place in _places(url))


def _places(url: URL) -> Iterator[str]:
    named = (url.host, url.query.get("host"), url.query.get("hostaddr"))
    hosts = [place for places in named if places for place in ((places,) if isinstance(places, str) else places)]
    for place in (*hosts, os.environ.get("PGHOSTADDR", ""), "" if hosts else os.environ.get("PGHOST", "")):
        yield from (part.rsplit(":", 1)[0] if part.count(":") == 1 else part for part in place.split(",") if part)


def _engine(url: URL, password: str | None) -> Engine:
    # Told to be chatty, the library would log whole rows.
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    options: dict[str, object] = {
        "application_name": APPLICATION,
        "client_encoding": "utf8",
        "connect_timeout": CONNECT_SECONDS,
        # A server that vanished is noticed within seconds, not hours.
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 20_000,
        # A connection pooler may hand every transaction to another session, which knows no prepared statement.
        "prepare_threshold": None,
    }
    if not _is_here(url):
        options["sslmode"] = "verify-full"
    if password is not None:
        options["password"] = password
    try:
        engine = create_engine(
            url, connect_args=options, pool_size=2, max_overflow=2, pool_pre_ping=True, hide_parameters=True
        )
    except ModuleNotFoundError:
        raise ConsultError(
            "This installation cannot use a server.", "Install the program with its extra named postgres."
        ) from None
    event.listen(engine, "handle_error", _hide_values)
    return engine


def _hide_values(context: ExceptionContext) -> None:
    """Keep the first line of the server's message: those after it quote the rows concerned."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (*(str(error.args[0]).splitlines() or [""])[:1], *error.args[1:])


def _unreachable(error: DBAPIError) -> ConsultError:
    """Why a first connection failed, in the words of somebody who can do something about it."""
    login = getattr(error.orig, "pgconn", None)
    if login is not None and (login.needs_password or login.used_password):
        return BadInputError(
            "The server refused this user or password.", next_step="Check both with whoever looks after the server."
        )
    if "certificate" in str(error.orig) or "SSL" in str(error.orig):
        return VerificationError(
            "The server could not prove who it is.",
            "Name its certificate authority with sslrootcert in the address, or ask whoever looks after the server.",
        )
    return StorageError(
        "The server with the records does not answer.",
        "Nothing was lost. Check the network and the address, then try again.",
    )
