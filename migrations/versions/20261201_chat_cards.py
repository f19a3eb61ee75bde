"""chat cards: alerts are answered from a card in a chat, over a connection that one process holds

Revision ID: chat_cards
Revises: browser_kinds
Create Date: 2026-12-01 09:00:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "chat_cards"
down_revision: str | None = "browser_kinds"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "chat_cards",
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("language", AutoString(), nullable=False),
        sa.Column("link_key", AutoString(), nullable=False),
        sa.Column("sealed_token", AutoString(), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"]),
        sa.ForeignKeyConstraint(["channel_id"], ["site_channels.id"]),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("delivery_id"),
    )
    op.create_index("ix_chat_cards_alert", "chat_cards", ["alert_id"])
    is_due = sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_chat_cards_due", "chat_cards", ["due_at"], sqlite_where=is_due, postgresql_where=is_due
    )
    op.create_table(
        "chat_streams",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("owner", AutoString(), nullable=False),
        sa.Column("until", UtcDateTime(timezone=True), nullable=False),
        sa.Column("connected_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("lost_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("error", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["site_channels.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("channel_id"),
    )


def downgrade() -> None:
    op.drop_table("chat_streams")
    op.drop_table("chat_cards")
