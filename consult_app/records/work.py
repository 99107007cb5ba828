"""What a transaction is done with."""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from consult_app.records.chain import ChainHead
from consult_app.records.values import Stamp


@dataclass
class KnownHead:
    """Where the audit chain stands as this transaction knows it, once it has looked."""

    head: ChainHead | None = None


@dataclass(frozen=True)
class Work:
    """A transaction under way: its connection, and who does it when."""

    connection: Connection
    stamp: Stamp
    known: KnownHead = field(default_factory=KnownHead, compare=False, repr=False)
