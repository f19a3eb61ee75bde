"""wall windows: maintenance that repeats keeps the hour of its first time on the wall

Revision ID: wall_windows
Revises: failed_subjects
Create Date: 2026-12-01 05:55:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "wall_windows"
down_revision: str | None = "failed_subjects"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for name in ("first_starts_at", "first_ends_at"):
        op.add_column("maintenance_windows", sa.Column(name, UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for name in ("first_ends_at", "first_starts_at"):
        op.drop_column("maintenance_windows", name)
