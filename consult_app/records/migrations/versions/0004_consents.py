"""Consents: given on a paper, confirmed at later visits, withdrawn."""

import sqlalchemy as sa
from alembic import op

from consult_app.records.schema import UtcInstant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; nothing earlier is known to go into it."""
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("consultation_id", sa.Integer, nullable=False),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("given_id", sa.Integer),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("document_id", sa.Integer),
        sa.Column("sha256", sa.String),
        sa.Column("format", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("recorded_at", UtcInstant, nullable=False),
        sa.Column("recorded_by", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name="fk_consent_consultation_id"),
        sa.ForeignKeyConstraint(["given_id"], ["consent.id"], name="fk_consent_given_id"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_consent_document_id"),
        sa.ForeignKeyConstraint(["recorded_by"], ["practitioner.id"], name="fk_consent_recorded_by"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consent_consultation_id", "consent", ["consultation_id"])
    op.create_index("ix_consent_given_id", "consent", ["given_id"])
