"""The first records: practitioners, clients, consultations, documents and the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "practitioner",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String),
        sa.Column("licence", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_practitioner"),
    )
    _create_client()
    _create_consultation()
    _create_document()
    _create_audit_event()


def _create_client() -> None:
    op.create_table(
        "client",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("foreign_id", sa.String),
        sa.Column("name", sa.String),
        sa.Column("date_of_birth", sa.Date),
        sa.Column("sex_at_birth", sa.String),
        sa.Column("weight_kg", sa.Float),
        sa.Column("height_cm", sa.Float),
        sa.Column("email", sa.String),
        sa.Column("phone", sa.String),
        sa.Column("address", sa.String),
        sa.Column("search_words", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        _instant("created_at"),
        _instant("updated_at"),
        sa.PrimaryKeyConstraint("id", name="pk_client"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_client_foreign_id", "client", ["foreign_id"])


def _create_consultation() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("client_id", sa.Integer),
        sa.Column("practitioner_id", sa.Integer, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("not_before", sa.Date),
        sa.Column("open_questions", sa.Integer, nullable=False),
        sa.Column("protocol_digest", sa.String, nullable=False),
        sa.Column("format", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        _instant("created_at"),
        _instant("updated_at"),
        sa.PrimaryKeyConstraint("id", name="pk_consultation"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="fk_consultation_client_id"),
        sa.ForeignKeyConstraint(["practitioner_id"], ["practitioner.id"], name="fk_consultation_practitioner_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consultation_client_id", "consultation", ["client_id"])
    op.create_index("ix_consultation_status_updated_at", "consultation", ["status", "updated_at"])
    op.create_index("ix_consultation_outcome_not_before", "consultation", ["outcome", "not_before"])
    op.create_table(
        "planned_session",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("consultation_id", sa.Integer, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("time", sa.String),
        sa.Column("kind", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_planned_session"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name="fk_planned_session_consultation_id"),
    )
    op.create_index("ix_planned_session_consultation_id", "planned_session", ["consultation_id"])
    op.create_index("ix_planned_session_date", "planned_session", ["date"])


def _create_document() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("consultation_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        _instant("made_at"),
        sa.Column("made_by", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name="fk_document_consultation_id"),
        sa.ForeignKeyConstraint(["made_by"], ["practitioner.id"], name="fk_document_made_by"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_document_consultation_id", "document", ["consultation_id"])


def _create_audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer, nullable=False),
        _instant("at"),
        sa.Column("practitioner_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
        sa.ForeignKeyConstraint(["practitioner_id"], ["practitioner.id"], name="fk_audit_event_practitioner_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_event_subject", "audit_event", ["subject"])
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_event_no_{change.lower()} BEFORE {change} ON audit_event "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )
