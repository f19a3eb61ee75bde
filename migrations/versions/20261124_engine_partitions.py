"""leases of partitions

Revision ID: d6c6parts
Revises: d5c5scores
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "d6c6parts"
down_revision: str | None = "d5c5scores"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "partition_leases",
        sa.Column("partition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("epoch", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("last_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("partition"),
    )
    op.create_table(
        "evaluators",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner"),
    )


def downgrade() -> None:
    op.drop_table("evaluators")
    op.drop_table("partition_leases")
