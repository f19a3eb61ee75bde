"""heard again: silent sources that were heard since are found by an index of theirs

Revision ID: heard_again
Revises: figures_by_index
Create Date: 2026-12-01 14:55:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "heard_again"
down_revision: str | None = "figures_by_index"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SILENT = "state = 'SILENT'"


def upgrade() -> None:
    op.create_index(
        "ix_sensors_heard_again",
        "sensors",
        ["silent_due_at"],
        sqlite_where=sa.text(SILENT),
        postgresql_where=sa.text(SILENT),
    )


def downgrade() -> None:
    op.drop_index("ix_sensors_heard_again", table_name="sensors")
