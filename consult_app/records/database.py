"""Where the records of a practice are: in the encrypted file of its folder, or on a server."""

from pathlib import Path

from sqlalchemy import Engine

from consult_app.records.engine import open_file
from consult_app.records.place import DATABASE
from consult_app.records.server import open_server


def open_engine(home: Path, url: str | None, data_key: bytes, password: str | None = None) -> Engine:
    """The database that ``url`` names, else the file in ``home``; raises what ``open_server`` and ``open_file`` do.

    The data key guards the file alone. ``password`` is the server's, None to look where its driver usually does.
    """
    return open_file(home / DATABASE, data_key) if url is None else open_server(url, password)
