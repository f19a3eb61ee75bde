"""machine clocks: by how much the wall clock was set is known by the steady one

Revision ID: machine_clocks
Revises: stretches
Create Date: 2026-12-01 05:00:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "machine_clocks"
down_revision: str | None = "stretches"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "machine_clocks",
        sa.Column("boot_id", sa.String(), nullable=False),
        sa.Column("zero_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("forward_s", sa.Float(), nullable=False),
        sa.Column("forward_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("boot_id"),
    )


def downgrade() -> None:
    op.drop_table("machine_clocks")
