"""Suggestions, their photos and the keys of those without a name.

Revision ID: suggestions
Revises: deadlines
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "suggestions"
down_revision: str | None = "deadlines"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "suggestions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("number", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("topic", AutoString(), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("received_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("equipment_id", sa.Uuid(), nullable=True),
        sa.Column("alert_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("answer", AutoString(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("done_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("outcome", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id"],
            ["alerts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.ForeignKeyConstraint(
            ["equipment_id"],
            ["equipment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["sites.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "number"),
    )
    with op.batch_alter_table("suggestions", schema=None) as batch_op:
        batch_op.create_index("ix_suggestions_list", ["site_id", "received_at", "id"], unique=False)
        batch_op.create_index("ix_suggestions_made_by", ["made_by", "received_at"], unique=False)
        batch_op.create_index("ix_suggestions_state", ["site_id", "state"], unique=False)

    op.create_table(
        "anonymous_suggestions",
        sa.Column("key_hash", AutoString(), nullable=False),
        sa.Column("suggestion_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["suggestions.id"],
        ),
        sa.PrimaryKeyConstraint("key_hash"),
        sa.UniqueConstraint("suggestion_id"),
    )
    op.create_table(
        "suggestion_photos",
        sa.Column("suggestion_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["photos.sha256"],
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["suggestions.id"],
        ),
        sa.PrimaryKeyConstraint("suggestion_id", "sha256"),
    )
    with op.batch_alter_table("suggestion_photos", schema=None) as batch_op:
        batch_op.create_index("ix_suggestion_photos_sha256", ["sha256"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("suggestion_photos", schema=None) as batch_op:
        batch_op.drop_index("ix_suggestion_photos_sha256")

    op.drop_table("suggestion_photos")
    op.drop_table("anonymous_suggestions")
    with op.batch_alter_table("suggestions", schema=None) as batch_op:
        batch_op.drop_index("ix_suggestions_state")
        batch_op.drop_index("ix_suggestions_made_by")
        batch_op.drop_index("ix_suggestions_list")

    op.drop_table("suggestions")
