"""channels before: what a channel was before its last change

Revision ID: channels_before
Revises: outlets
Create Date: 2026-11-29 01:40:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import Json, UtcDateTime

revision: str = "channels_before"
down_revision: str | None = "outlets"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "channels_before",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("provider", AutoString(), nullable=False),
        sa.Column("settings", Json(), nullable=False),
        sa.Column("sealed_secrets", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("proven_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("used_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("refused", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["site_channels.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("channel_id"),
    )


def downgrade() -> None:
    op.drop_table("channels_before")
