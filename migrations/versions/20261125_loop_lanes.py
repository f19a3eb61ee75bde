"""lanes of cases, the rules that open them, comments

Revision ID: eblanes
Revises: edarchive
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "eblanes"
down_revision: str | None = "edarchive"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "lanes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("site_id", sa.Uuid(), sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("department_id", sa.Uuid(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("task_zh", sa.String(), nullable=False),
        sa.Column("task_en", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.Uuid(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("rule_id", sa.Uuid(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("progress", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("started_by", sa.Uuid(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("done_by", sa.Uuid(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_lanes_case", "lanes", ["case_id"])
    op.create_index("ix_lanes_owner", "lanes", ["owner_id", "state"])
    op.create_index("ix_lanes_department", "lanes", ["department_id", "state"])
    _rules()
    _comments()
    op.add_column("evidence", sa.Column("lane_id", sa.Uuid(), nullable=True))
    op.create_index("ix_evidence_lane", "evidence", ["lane_id"])


def _rules() -> None:
    op.create_table(
        "lane_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Uuid(), sa.ForeignKey("departments.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("task_zh", sa.String(), nullable=False),
        sa.Column("task_en", sa.String(), nullable=False),
        sa.Column("least_tier", sa.Integer(), nullable=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("crosses_only", sa.Boolean(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_lane_rules_site", "lane_rules", ["site_id", "position"])


def _comments() -> None:
    op.create_table(
        "comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("case_id", sa.Uuid(), sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("lane_id", sa.Uuid(), sa.ForeignKey("lanes.id"), nullable=True),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_comments_case", "comments", ["case_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_evidence_lane", "evidence")
    op.drop_column("evidence", "lane_id")
    op.drop_table("comments")
    op.drop_table("lane_rules")
    op.drop_table("lanes")
