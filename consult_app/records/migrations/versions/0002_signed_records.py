"""Signed records, treatments, the ledger of decisions, people who come and go, and the chain of the audit trail."""

from dataclasses import asdict

import sqlalchemy as sa
from alembic import op

from consult_app.records.chain import Link, link_hash
from consult_app.records.schema import UtcInstant, append_only

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what is new; every event already there gets its link of the chain."""
    _extend("practitioner", "is_lead BOOLEAN NOT NULL DEFAULT FALSE")
    op.add_column("practitioner", sa.Column("disabled_at", sa.DateTime(timezone=True)))
    op.add_column("practitioner", sa.Column("public_key", sa.String))
    # Whoever set the practice up answers for it.
    op.execute("UPDATE practitioner SET is_lead = TRUE WHERE id = (SELECT MIN(id) FROM practitioner)")
    _extend("client", _reference("client", "merged_into", "client"))
    op.add_column("client", sa.Column("erased_at", sa.DateTime(timezone=True)))
    op.create_index("ix_client_merged_into", "client", ["merged_into"])
    _extend("consultation", _reference("consultation", "carried_from", "consultation"))
    _extend("consultation", _reference("consultation", "revises", "consultation"))
    op.add_column("consultation", sa.Column("revises_because", sa.String))
    op.create_index("ix_consultation_revises", "consultation", ["revises"])
    _create_treatment()
    _create_lot()
    _create_treatment_event()
    _create_ledger()
    _extend("document", _reference("document", "treatment_id", "treatment"))
    op.create_index("ix_document_treatment_id", "document", ["treatment_id"])
    _create_signature()
    _create_practice()
    _create_done_request()
    _link_events()


def _extend(table: str, column: str) -> None:
    """SQLite adds a referring column only when it is written in one piece."""
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")


def _reference(table: str, name: str, to: str) -> str:
    return f"{name} INTEGER CONSTRAINT fk_{table}_{name} REFERENCES {to} (id)"


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _long(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _refers(table: str, name: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_{table}_{name}")


def _create_treatment() -> None:
    op.create_table(
        "treatment",
        _number("id"),
        _number("client_id"),
        _number("consultation_id"),
        _number("practitioner_id"),
        _text("status"),
        sa.Column("date", sa.Date, nullable=False),
        _number("format"),
        _long("body"),
        _number("revision"),
        _instant("created_at"),
        _instant("updated_at"),
        _number("revises", nullable=True),
        sa.Column("revises_because", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_treatment"),
        _refers("treatment", "client_id", "client"),
        _refers("treatment", "consultation_id", "consultation"),
        _refers("treatment", "practitioner_id", "practitioner"),
        _refers("treatment", "revises", "treatment"),
        sqlite_autoincrement=True,
    )
    for column in ("client_id", "consultation_id", "date", "revises"):
        op.create_index(f"ix_treatment_{column}", "treatment", [column])


def _create_lot() -> None:
    op.create_table(
        "lot",
        _number("id"),
        _number("treatment_id"),
        _text("kind"),
        _text("label"),
        _text("number"),
        _text("folded"),
        sa.Column("expires", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_lot"),
        _refers("lot", "treatment_id", "treatment"),
    )
    op.create_index("ix_lot_treatment_id", "lot", ["treatment_id"])
    op.create_index("ix_lot_folded", "lot", ["folded"])


def _create_treatment_event() -> None:
    op.create_table(
        "treatment_event",
        _number("id"),
        _number("treatment_id"),
        _text("kind"),
        sa.Column("date", sa.Date, nullable=False),
        _number("format"),
        _long("body"),
        _instant("recorded_at"),
        _number("recorded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_treatment_event"),
        _refers("treatment_event", "treatment_id", "treatment"),
        _refers("treatment_event", "recorded_by", "practitioner"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_treatment_event_treatment_id", "treatment_event", ["treatment_id"])


def _create_ledger() -> None:
    op.create_table(
        "ledger_entry",
        _number("id"),
        _number("consultation_id"),
        _text("kind"),
        _text("act"),
        _text("finding"),
        sa.Column("expires", sa.Date),
        _text("basis"),
        _number("format"),
        _long("body"),
        _instant("recorded_at"),
        _number("recorded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_entry"),
        _refers("ledger_entry", "consultation_id", "consultation"),
        _refers("ledger_entry", "recorded_by", "practitioner"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ledger_entry_consultation_id", "ledger_entry", ["consultation_id"])


def _create_signature() -> None:
    op.create_table(
        "signature",
        _number("id"),
        _text("kind"),
        _number("subject_id"),
        _number("practitioner_id"),
        _instant("at"),
        _long("content"),
        _long("statement"),
        _text("signature"),
        _text("public_key"),
        sa.PrimaryKeyConstraint("id", name="pk_signature"),
        _refers("signature", "practitioner_id", "practitioner"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_signature_kind_subject_id", "signature", ["kind", "subject_id"])


def _create_practice() -> None:
    op.create_table(
        "practice",
        _text("name"),
        _long("value"),
        _number("revision"),
        _instant("updated_at"),
        sa.PrimaryKeyConstraint("name", name="pk_practice"),
    )


def _create_done_request() -> None:
    op.create_table(
        "done_request", _text("token"), _instant("at"), sa.PrimaryKeyConstraint("token", name="pk_done_request")
    )


def _link_events() -> None:
    """The audit trail anew, with every event linked to the one before; numbers stay where they have no gap."""
    connection = op.get_bind()
    before = sa.table(
        "audit_event",
        *(sa.column(name) for name in ("id", "practitioner_id", "kind", "subject", "detail")),
        sa.column("at", UtcInstant),
    )
    rows = connection.execute(sa.select(before).order_by(before.c.id)).all()
    op.drop_table("audit_event")
    new = _create_trail()
    head = ""
    for number, row in enumerate(rows, 1):
        link = Link(number, row.at, row.practitioner_id, row.kind, row.subject, row.detail)
        head = link_hash(head, link)
        connection.execute(sa.insert(new).values(**asdict(link), hash=head))
    for statement in append_only("audit_event", connection.dialect.name):
        op.execute(statement)


def _create_trail() -> sa.Table:
    trail = op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", UtcInstant, nullable=False),
        _number("practitioner_id"),
        _text("kind"),
        _text("subject"),
        _text("detail"),
        sa.Column("note_digest", sa.String),
        _text("hash"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
        _refers("audit_event", "practitioner_id", "practitioner"),
    )
    op.create_index("ix_audit_event_subject", "audit_event", ["subject"])
    op.create_table(
        "audit_note",
        _number("event_id"),
        _text("salt"),
        _long("text"),
        sa.PrimaryKeyConstraint("event_id", name="pk_audit_note"),
        _refers("audit_note", "event_id", "audit_event"),
    )
    return trail
