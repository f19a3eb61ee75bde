"""Anomaly scores of each source by the hour, for the strip under its trend.

Revision ID: score_hours
Revises: repeat_index
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "score_hours"
down_revision: str | None = "repeat_index"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "score_hours",
        sa.Column("sensor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hour", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sensor_id", "hour", name=op.f("pk_score_hours")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("score_hours")
