"""heartbeats: when each part of the installation last said that it works

Revision ID: heartbeats
Revises: strokes_by_hash
Create Date: 2026-12-01 05:20:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "heartbeats"
down_revision: str | None = "strokes_by_hash"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("part"),
    )


def downgrade() -> None:
    op.drop_table("heartbeats")
