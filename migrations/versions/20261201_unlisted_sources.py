"""unlisted sources: what was sent by codes that found no place in a full list

Revision ID: unlisted_sources
Revises: machine_clocks
Create Date: 2026-12-01 05:56:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "unlisted_sources"
down_revision: str | None = "machine_clocks"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "unlisted_sources",
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("readings", sa.BigInteger(), nullable=False),
        sa.Column("last_seen_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("site_code"),
    )


def downgrade() -> None:
    op.drop_table("unlisted_sources")
