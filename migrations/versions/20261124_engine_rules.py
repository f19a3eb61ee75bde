"""the rules of indicators, and aspects of alerts

Revision ID: d0c0rules
Revises: a0b5465b6b7b
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision: str = "d0c0rules"
down_revision: str | None = "a0b5465b6b7b"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def rules() -> list[sa.Column[Any]]:
    return [
        sa.Column("rate_per_minute", sa.Float(), nullable=True),
        sa.Column("rate_window_s", sa.Float(), nullable=True),
        sa.Column("rate_tier", sa.Integer(), nullable=True),
        sa.Column("stuck_after_s", sa.Float(), nullable=True),
        sa.Column("span_low", sa.Float(), nullable=True),
        sa.Column("span_high", sa.Float(), nullable=True),
        sa.Column("is_learned", sa.Boolean(), nullable=False, server_default=sa.true()),
    ]


def aspect() -> sa.Column[Any]:
    return sa.Column("aspect", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")


def upgrade() -> None:
    with op.batch_alter_table("indicators") as batch:
        for column in rules():
            batch.add_column(column)
    op.drop_index("uq_alerts_open", table_name="alerts")
    op.add_column("alerts", aspect())
    _one_open_alert("sensor_id", "condition", "aspect")


def downgrade() -> None:
    op.drop_index("uq_alerts_open", table_name="alerts")
    op.drop_column("alerts", "aspect")
    _one_open_alert("sensor_id", "condition")
    with op.batch_alter_table("indicators") as batch:
        for column in rules():
            batch.drop_column(column.name)


def _one_open_alert(*columns: str) -> None:
    op.create_index(
        "uq_alerts_open",
        "alerts",
        list(columns),
        unique=True,
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
