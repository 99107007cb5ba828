"""What a transaction is done with."""

from dataclasses import dataclass

from sqlalchemy import Connection

from consult_app.records.values import Stamp


@dataclass(frozen=True)
class Work:
    """A transaction under way: its connection, and who does it when."""

    connection: Connection
    stamp: Stamp
