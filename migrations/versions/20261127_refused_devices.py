"""devices that were refused

Revision ID: refused_devices
Revises: passkeys
Create Date: 2026-11-27 22:50:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "refused_devices"
down_revision: str | None = "passkeys"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "refused_devices",
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("first_seen_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("site_code", "code", "reason"),
    )


def downgrade() -> None:
    op.drop_table("refused_devices")
