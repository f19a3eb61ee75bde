"""proposed, shadow and reviewed indicators

Revision ID: d4c4lab
Revises: d3c3events
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import Json, UtcDateTime

revision: str = "d4c4lab"
down_revision: str | None = "d3c3events"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _create_proposals()
    _create_shadow_states()
    _create_shadow_episodes()


def downgrade() -> None:
    op.drop_table("shadow_episodes")
    op.drop_table("shadow_states")
    op.drop_table("indicator_proposals")


def _create_proposals() -> None:
    op.create_table(
        "indicator_proposals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("sensor_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("base_indicator_id", sa.Uuid(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("definition", Json(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("loosened", Json(), nullable=False),
        sa.Column("findings", Json(), nullable=True),
        sa.Column("shadow_since", UtcDateTime(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decision_note", sa.String(), nullable=False),
        sa.Column("approved_version", sa.Integer(), nullable=True),
        sa.Column("review_due_at", UtcDateTime(), nullable=True),
        sa.Column("review", Json(), nullable=True),
        sa.Column("reviewed_at", UtcDateTime(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("verdict_by", sa.Uuid(), nullable=True),
        sa.Column("verdict_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.ForeignKeyConstraint(["sensor_id"], ["sensors.id"]),
        sa.ForeignKeyConstraint(["base_indicator_id"], ["indicators.id"]),
        *(
            sa.ForeignKeyConstraint([name], ["people.id"])
            for name in ("proposed_by", "decided_by", "verdict_by")
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_proposals_list", "indicator_proposals", ["site_id", "proposed_at"])
    op.create_index("ix_indicator_proposals_sensor_id", "indicator_proposals", ["sensor_id"])
    op.create_index(
        "uq_proposals_shadow",
        "indicator_proposals",
        ["sensor_id"],
        unique=True,
        sqlite_where=sa.text("state = 'SHADOW'"),
        postgresql_where=sa.text("state = 'SHADOW'"),
    )
    is_waiting = sa.text("review_due_at IS NOT NULL AND reviewed_at IS NULL")
    op.create_index(
        "ix_proposals_review",
        "indicator_proposals",
        ["review_due_at"],
        sqlite_where=is_waiting,
        postgresql_where=is_waiting,
    )


def _create_shadow_states() -> None:
    op.create_table(
        "shadow_states",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("limits", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["indicator_proposals.id"]),
        sa.PrimaryKeyConstraint("proposal_id"),
    )


def _create_shadow_episodes() -> None:
    op.create_table(
        "shadow_episodes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("aspect", sa.String(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("worst_tier", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("limit", sa.Float(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["proposal_id"], ["indicator_proposals.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_shadow_episodes", "shadow_episodes", ["proposal_id", "started_at"])
    op.create_index(
        "uq_shadow_episodes_open",
        "shadow_episodes",
        ["proposal_id", "condition", "aspect"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
