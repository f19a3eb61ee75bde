"""repeat index: what the sweep looks for every second

Revision ID: repeat_index
Revises: held_back
Create Date: 2026-11-27 09:55:00.000000
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "repeat_index"
down_revision: str | None = "held_back"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

WAITING = sa.text("repeat_days IS NOT NULL AND repeated_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_maintenance_windows_repeat",
        "maintenance_windows",
        ["starts_at"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    op.drop_index("ix_maintenance_windows_repeat", "maintenance_windows")
