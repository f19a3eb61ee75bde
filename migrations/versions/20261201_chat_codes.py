"""chat codes: a person writes the code of their page to the bot of a chat

Revision ID: chat_codes
Revises: sources_of_machines
Create Date: 2026-12-01 12:00:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "chat_codes"
down_revision: str | None = "sources_of_machines"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "chat_codes",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("code_tag", AutoString(), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("window_began_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_in_window", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["site_channels.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_index("ix_chat_codes_tag", "chat_codes", ["code_tag"])
    op.create_table(
        "chat_guesses",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("user_tag", AutoString(), nullable=False),
        sa.Column("window_began_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["site_channels.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("channel_id", "user_tag"),
    )


def downgrade() -> None:
    op.drop_table("chat_guesses")
    op.drop_index("ix_chat_codes_tag", table_name="chat_codes")
    op.drop_table("chat_codes")
