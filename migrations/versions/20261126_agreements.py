"""requests for a second person

Revision ID: agreements
Revises: plain_words
Create Date: 2026-11-26 12:56:31.253805
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "agreements"
down_revision: str | None = "plain_words"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("noun", AutoString(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("title_zh", AutoString(), nullable=False),
        sa.Column("title_en", AutoString(), nullable=False),
        sa.Column("what_zh", AutoString(), nullable=False),
        sa.Column("what_en", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=True),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("note", AutoString(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["sites.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.create_index("ix_agreements_asker", ["asked_by", "asked_at"], unique=False)
        batch_op.create_index("ix_agreements_object", ["object_id", "asked_at"], unique=False)
        batch_op.create_index("ix_agreements_state", ["site_id", "state"], unique=False)
        batch_op.create_index(
            "uq_agreements_asked",
            ["object_id", "kind"],
            unique=True,
            sqlite_where=sa.text("state = 'ASKED'"),
            postgresql_where=sa.text("state = 'ASKED'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_agreements_asked",
            sqlite_where=sa.text("state = 'ASKED'"),
            postgresql_where=sa.text("state = 'ASKED'"),
        )
        batch_op.drop_index("ix_agreements_state")
        batch_op.drop_index("ix_agreements_object")
        batch_op.drop_index("ix_agreements_asker")

    op.drop_table("agreements")
