"""a clock is stopped by a granted stop-clock only: deadlines have no pause of their own

Revision ID: ef1clock
Revises: ecrounds
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "ef1clock"
down_revision: str | None = "ecrounds"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.drop_column("deadlines", "paused_at")


def downgrade() -> None:
    op.add_column("deadlines", sa.Column("paused_at", UtcDateTime(), nullable=True))
