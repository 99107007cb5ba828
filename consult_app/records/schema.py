"""The tables of the records, and the rules the database itself keeps."""

import datetime as dt
from typing import Any

from sqlalchemy import (
    DDL,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    event,
)
from sqlalchemy.types import TypeDecorator

REVISION = "0001"
"""The schema these tables are; a database with a higher one was written by a newer program."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


class UtcInstant(TypeDecorator[dt.datetime]):
    """An instant, stored in UTC and given back with its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """To UTC; refuses a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """With its zone, which SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _refers(name: str, to: Column[Any], *, nullable: bool = False, index: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey(to), nullable=nullable, index=index)


practitioner = Table(
    "practitioner",
    metadata,
    _id(),
    Column("name", String, nullable=False),
    Column("role", String),
    Column("licence", String),
)

client = Table(
    "client",
    metadata,
    _id(),
    Column("foreign_id", String, index=True),
    Column("name", String),
    Column("date_of_birth", Date),
    Column("sex_at_birth", String),
    Column("weight_kg", Float),
    Column("height_cm", Float),
    Column("email", String),
    Column("phone", String),
    Column("address", String),
    Column("search_words", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Column("updated_at", UtcInstant, nullable=False),
    sqlite_autoincrement=True,  # a number is never given twice, even after its client was erased
)

consultation = Table(
    "consultation",
    metadata,
    _id(),
    _refers("client_id", client.c.id, nullable=True),
    _refers("practitioner_id", practitioner.c.id, index=False),
    Column("status", String, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("step", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("not_before", Date),
    Column("open_questions", Integer, nullable=False),
    Column("protocol_digest", String, nullable=False),
    Column("format", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Column("updated_at", UtcInstant, nullable=False),
    Index("ix_consultation_status_updated_at", "status", "updated_at"),
    Index("ix_consultation_outcome_not_before", "outcome", "not_before"),
    sqlite_autoincrement=True,
)

planned_session = Table(
    "planned_session",
    metadata,
    _id(),
    _refers("consultation_id", consultation.c.id),
    Column("date", Date, nullable=False, index=True),
    Column("time", String),
    Column("kind", String, nullable=False),
)

document = Table(
    "document",
    metadata,
    _id(),
    _refers("consultation_id", consultation.c.id),
    Column("name", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("made_at", UtcInstant, nullable=False),
    _refers("made_by", practitioner.c.id, index=False),
    sqlite_autoincrement=True,
)

audit_event = Table(
    "audit_event",
    metadata,
    _id(),
    Column("at", UtcInstant, nullable=False),
    _refers("practitioner_id", practitioner.c.id, index=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("detail", String, nullable=False),
    sqlite_autoincrement=True,
)

for _change in ("UPDATE", "DELETE"):
    _refusal = DDL(  # type: ignore[no-untyped-call]
        f"CREATE TRIGGER audit_event_no_{_change.lower()} BEFORE {_change} ON audit_event "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
    )
    event.listen(audit_event, "after_create", _refusal.execute_if(dialect="sqlite"))
