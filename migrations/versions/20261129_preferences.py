"""preferences: what people say about their own messages: quiet hours, order of channels, browsers for alarms

Revision ID: preferences
Revises: channels_before
Create Date: 2026-11-29 01:20:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "preferences"
down_revision: str | None = "channels_before"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "notification_preferences",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.Column("quiet_weekdays", sa.JSON(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("person_id", "site_id"),
    )
    op.add_column("deliveries", sa.Column("quiet_until", UtcDateTime(timezone=True), nullable=True))
    op.add_column(
        "push_subscriptions",
        sa.Column("is_alarms_only", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    with op.batch_alter_table("push_subscriptions") as batch_op:
        batch_op.drop_column("is_alarms_only")
    with op.batch_alter_table("deliveries") as batch_op:
        batch_op.drop_column("quiet_until")
    op.drop_table("notification_preferences")
