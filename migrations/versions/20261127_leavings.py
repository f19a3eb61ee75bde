"""leavings

Revision ID: leavings
Revises: tags_in_use
Create Date: 2026-11-27 18:03:11.362925
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "leavings"
down_revision: str | None = "tags_in_use"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "leavings",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("leaves_on", sa.Date(), nullable=False),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("successor_id", sa.Uuid(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["successor_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_index("ix_leavings_due_at", "leavings", ["due_at"])
    op.create_index("ix_leavings_set_by", "leavings", ["set_by"])
    op.create_index("ix_leavings_successor_id", "leavings", ["successor_id"])


def downgrade() -> None:
    op.drop_table("leavings")
