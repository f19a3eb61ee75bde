"""reply codes and replies, who has to confirm an alert, reminders about alerts

Revision ID: alert_answers
Revises: rosters
Create Date: 2026-11-28 13:20:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "alert_answers"
down_revision: str | None = "rosters"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "sms_replies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", AutoString(), nullable=False),
        sa.Column("received_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("outcome", AutoString(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["site_channels.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel_id", "message_id"),
    )
    op.create_index("ix_sms_replies_person", "sms_replies", ["person_id", "received_at"])
    op.create_index("ix_sms_replies_channel", "sms_replies", ["channel_id", "received_at"])
    op.create_table(
        "alert_reminders",
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("every_s", sa.Integer(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("next_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("alert_id", "kind"),
    )
    is_due = sa.text("next_at IS NOT NULL")
    op.create_index(
        "ix_alert_reminders_next",
        "alert_reminders",
        ["next_at"],
        sqlite_where=is_due,
        postgresql_where=is_due,
    )
    op.add_column("answer_links", sa.Column("sealed_reply", AutoString(), nullable=True))
    op.create_index("ix_answer_links_person", "answer_links", ["person_id", "expires_at"])
    for name in ("asked_at", "confirmed_at"):
        op.add_column("alert_responses", sa.Column(name, UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("alert_responses") as table:
        table.drop_column("confirmed_at")
        table.drop_column("asked_at")
    with op.batch_alter_table("answer_links") as table:
        table.drop_index("ix_answer_links_person")
        table.drop_column("sealed_reply")
    op.drop_table("alert_reminders")
    op.drop_table("sms_replies")
