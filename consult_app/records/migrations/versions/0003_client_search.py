"""The index that finds clients as their names are typed, filled for the clients already there."""

import sqlalchemy as sa
from alembic import op

from consult_app.records.schema import BY_BYTES
from consult_app.records.search_filling import fill_index

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables and take in everybody."""
    op.create_table(
        "client_word",
        sa.Column("word", BY_BYTES, nullable=False),
        sa.Column("words", BY_BYTES, nullable=False),
        sa.Column("client_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("word", "words", "client_id", name="pk_client_word"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "word_form",
        sa.Column("form", BY_BYTES, nullable=False),
        sa.Column("word", BY_BYTES, nullable=False),
        sa.PrimaryKeyConstraint("form", "word", name="pk_word_form"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute('ALTER TABLE client ALTER COLUMN search_words TYPE TEXT COLLATE "C"')
    fill_index(op.get_bind())
    op.create_index("ix_client_search_words", "client", ["search_words"])
    op.create_index("ix_client_date_of_birth", "client", ["date_of_birth"])
