"""checkpoints of scores

Revision ID: d5c5scores
Revises: d4c4lab
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "d5c5scores"
down_revision: str | None = "d4c4lab"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "score_checkpoints",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("through_us", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key"),
    )
    op.create_table(
        "score_states",
        sa.Column("sensor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=True),
        sa.Column("told_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sensor_id", "condition"),
    )
    op.create_table(
        "source_scores",
        sa.Column("sensor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scored_us", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("is_learning", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sensor_id"),
    )


def downgrade() -> None:
    for table in ("source_scores", "score_states", "score_checkpoints"):
        op.drop_table(table)
