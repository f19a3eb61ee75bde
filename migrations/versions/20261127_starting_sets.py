"""What a site took over of a starting set, and its own advice.

Revision ID: starting_sets
Revises: leavings
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import Json, UtcDateTime

revision: str = "starting_sets"
down_revision: str | None = "leavings"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "site_advice",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("conditions", Json(), nullable=False),
        sa.Column("steps", Json(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("site_id", "code"),
    )
    op.create_table(
        "starting_sets",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("trade", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("values", Json(), nullable=False),
        sa.Column("ids", Json(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("site_id", "part"),
    )


def downgrade() -> None:
    op.drop_table("starting_sets")
    op.drop_table("site_advice")
