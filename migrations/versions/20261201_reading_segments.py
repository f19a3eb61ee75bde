"""reading segments: rows of many sources wait, packed, until each source has enough for its block

Revision ID: reading_segments
Revises: chat_codes
Create Date: 2026-12-01 12:50:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "reading_segments"
down_revision: str | None = "chat_codes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "reading_segments",
        sa.Column("group_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("sources", sa.SmallInteger(), nullable=False),
        sa.Column("since_us", sa.BigInteger(), nullable=False),
        sa.Column("start_us", sa.BigInteger(), nullable=False),
        sa.Column("end_us", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("group_no", "epoch"),
    )


def downgrade() -> None:
    """What waits goes back into the journal: nobody else will know of it."""
    from backend.readings.series import append, segments  # noqa: PLC0415 - only who goes back needs it
    from backend.readings.store import journal_rows  # noqa: PLC0415

    connection = op.get_bind()
    found = connection.exec_driver_sql(
        "SELECT group_no, n, start_us, data FROM reading_segments ORDER BY epoch"
    )
    driver = connection.connection.driver_connection
    for row in found.fetchall():
        for sensor_id, series in segments.by_source(segments.rows([segments.Packed(*row)])):
            rows = list(journal_rows(sensor_id, series))
            append.append(driver, rows, is_postgres=connection.dialect.name == "postgresql")
    op.drop_table("reading_segments")
