"""packed minutes, hour rollups and retention of readings

Revision ID: d1c1store
Revises: d0c0rules
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "d1c1store"
down_revision: str | None = "d0c0rules"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Where two minutes of an hour tie there is no later one: a reading is in one minute only.
HOURS_OF_MINUTES = """
INSERT INTO reading_hours (sensor_id, hour, n, low, high, total, last, last_us)
SELECT grouped.sensor_id, grouped.hour, grouped.n, grouped.low, grouped.high, grouped.total,
       newest.last, newest.last_us
FROM (SELECT sensor_id, minute / 60 AS hour, sum(n) AS n, min(low) AS low, max(high) AS high,
             sum(total) AS total, max(minute) AS newest_minute
      FROM reading_minutes GROUP BY sensor_id, minute / 60) AS grouped
JOIN reading_minutes AS newest
  ON newest.sensor_id = grouped.sensor_id AND newest.minute = grouped.newest_minute
"""


def upgrade() -> None:
    _rollup("reading_hours", "hour")
    op.execute(HOURS_OF_MINUTES)
    # No release had minutes as rows: they are not packed here, the blocks and hours keep these days.
    op.drop_table("reading_minutes")
    op.create_table(
        "reading_minutes",
        sa.Column("sensor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start_us", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("end_us", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sensor_id", "start_us"),
    )
    for column, days in (("keep_readings_days", 365), ("keep_minutes_days", 730), ("keep_hours_days", 3650)):
        op.add_column("sites", sa.Column(column, sa.Integer(), nullable=False, server_default=str(days)))

    op.add_column("sites", sa.Column("history_until", UtcDateTime(timezone=True), nullable=True))
    is_written: sa.Column[bool] = sa.Column(
        "is_history_written", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("sites", is_written)
    if op.get_bind().dialect.name == "postgresql":
        # The blocks are compressed already; and the last block of a source is often written anew.
        op.execute("ALTER TABLE reading_blocks ALTER COLUMN data SET STORAGE EXTERNAL")
        for table in ("reading_blocks", "reading_minutes", "reading_hours"):
            op.execute(
                f"ALTER TABLE {table} SET "
                "(autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000)"
            )


def downgrade() -> None:
    for column in (
        "is_history_written",
        "history_until",
        "keep_hours_days",
        "keep_minutes_days",
        "keep_readings_days",
    ):
        op.drop_column("sites", column)
    op.drop_table("reading_minutes")
    _rollup("reading_minutes", "minute")
    op.drop_table("reading_hours")


def _rollup(table: str, unit: str) -> None:
    op.create_table(
        table,
        sa.Column("sensor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(unit, sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("low", sa.Double(), nullable=False),
        sa.Column("high", sa.Double(), nullable=False),
        sa.Column("total", sa.Double(), nullable=False),
        sa.Column("last", sa.Double(), nullable=False),
        sa.Column("last_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sensor_id", unit),
        sqlite_with_rowid=False,
    )
