"""The tables of the records, and the rules the database itself keeps."""

import datetime as dt
from typing import Any

from sqlalchemy import (
    DDL,
    Boolean,
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

REVISION = "0004"
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


def append_only(table: str, dialect: str) -> tuple[str, ...]:
    """Statements that make the database itself refuse to change or delete the rows of a table."""
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            for change in ("UPDATE", "DELETE")
        )
    return (
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()",
    )


BY_BYTES = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is ordered by its code points, so that the words with one beginning stand together."""


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _refers(name: str, to: Column[Any] | str, *, nullable: bool = False, index: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey(to), nullable=nullable, index=index)


practitioner = Table(
    "practitioner",
    metadata,
    _id(),
    Column("name", String, nullable=False),
    Column("role", String),
    Column("licence", String),
    Column("is_lead", Boolean, nullable=False),
    Column("disabled_at", UtcInstant),
    Column("public_key", String),
)

client = Table(
    "client",
    metadata,
    _id(),
    Column("foreign_id", String, index=True),
    Column("name", String),
    Column("date_of_birth", Date, index=True),
    Column("sex_at_birth", String),
    Column("weight_kg", Float),
    Column("height_cm", Float),
    Column("email", String),
    Column("phone", String),
    Column("address", String),
    Column("search_words", BY_BYTES, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Column("updated_at", UtcInstant, nullable=False),
    _refers("merged_into", "client.id", nullable=True),
    Column("erased_at", UtcInstant),
    sqlite_autoincrement=True,  # a number is never given twice, even after its client was erased
)

client_word = Table(
    "client_word",
    metadata,
    Column("word", BY_BYTES, primary_key=True),
    Column("words", BY_BYTES, primary_key=True),
    Column("client_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,  # the table is its own index
)

word_form = Table(
    "word_form",
    metadata,
    Column("form", BY_BYTES, primary_key=True),
    Column("word", BY_BYTES, primary_key=True),
    sqlite_with_rowid=False,
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
    _refers("carried_from", "consultation.id", nullable=True, index=False),
    _refers("revises", "consultation.id", nullable=True),
    Column("revises_because", String),
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

treatment = Table(
    "treatment",
    metadata,
    _id(),
    _refers("client_id", client.c.id),
    _refers("consultation_id", consultation.c.id),
    _refers("practitioner_id", practitioner.c.id, index=False),
    Column("status", String, nullable=False),
    Column("date", Date, nullable=False, index=True),
    Column("format", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Column("updated_at", UtcInstant, nullable=False),
    _refers("revises", "treatment.id", nullable=True),
    Column("revises_because", String),
    sqlite_autoincrement=True,
)

lot = Table(
    "lot",
    metadata,
    _id(),
    _refers("treatment_id", treatment.c.id),
    Column("kind", String, nullable=False),
    Column("label", String, nullable=False),
    Column("number", String, nullable=False),
    Column("folded", String, nullable=False, index=True),
    Column("expires", Date),
)

treatment_event = Table(
    "treatment_event",
    metadata,
    _id(),
    _refers("treatment_id", treatment.c.id),
    Column("kind", String, nullable=False),
    Column("date", Date, nullable=False),
    Column("format", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("recorded_at", UtcInstant, nullable=False),
    _refers("recorded_by", practitioner.c.id, index=False),
    sqlite_autoincrement=True,
)

ledger_entry = Table(
    "ledger_entry",
    metadata,
    _id(),
    _refers("consultation_id", consultation.c.id),
    Column("kind", String, nullable=False),
    Column("act", String, nullable=False),
    Column("finding", String, nullable=False),
    Column("expires", Date),
    Column("basis", String, nullable=False),
    Column("format", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("recorded_at", UtcInstant, nullable=False),
    _refers("recorded_by", practitioner.c.id, index=False),
    sqlite_autoincrement=True,
)

document = Table(
    "document",
    metadata,
    _id(),
    _refers("consultation_id", consultation.c.id),
    _refers("treatment_id", treatment.c.id, nullable=True),
    Column("name", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("made_at", UtcInstant, nullable=False),
    _refers("made_by", practitioner.c.id, index=False),
    sqlite_autoincrement=True,
)

consent = Table(
    "consent",
    metadata,
    _id(),
    _refers("consultation_id", consultation.c.id),
    Column("act", String, nullable=False),
    _refers("given_id", "consent.id", nullable=True),
    Column("date", Date, nullable=False),
    _refers("document_id", document.c.id, nullable=True, index=False),
    Column("sha256", String),
    Column("format", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("recorded_at", UtcInstant, nullable=False),
    _refers("recorded_by", practitioner.c.id, index=False),
    sqlite_autoincrement=True,
)

signature = Table(
    "signature",
    metadata,
    _id(),
    Column("kind", String, nullable=False),
    Column("subject_id", Integer, nullable=False),
    _refers("practitioner_id", practitioner.c.id, index=False),
    Column("at", UtcInstant, nullable=False),
    Column("content", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("signature", String, nullable=False),
    Column("public_key", String, nullable=False),
    Index("ix_signature_kind_subject_id", "kind", "subject_id"),
    sqlite_autoincrement=True,
)

practice = Table(
    "practice",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("updated_at", UtcInstant, nullable=False),
)

done_request = Table(
    "done_request",
    metadata,
    Column("token", String, primary_key=True),
    Column("at", UtcInstant, nullable=False),
)

audit_event = Table(
    "audit_event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # the place in the chain, without gaps
    Column("at", UtcInstant, nullable=False),
    _refers("practitioner_id", practitioner.c.id, index=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("detail", String, nullable=False),
    Column("note_digest", String),
    Column("hash", String, nullable=False),
)

audit_note = Table(
    "audit_note",
    metadata,
    Column("event_id", Integer, ForeignKey(audit_event.c.id), primary_key=True, autoincrement=False),
    Column("salt", String, nullable=False),
    Column("text", Text, nullable=False),
)

for _statement in append_only("audit_event", "sqlite"):
    event.listen(audit_event, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
for _statement in append_only("audit_event", "postgresql"):
    event.listen(audit_event, "after_create", DDL(_statement).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]
