"""the duty roster: patterns, lines, shifts, swaps

Revision ID: rosters
Revises: site_channels
Create Date: 2026-11-28 13:20:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "rosters"
down_revision: str | None = "site_channels"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "shift_patterns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("name_zh", AutoString(), nullable=False),
        sa.Column("name_en", AutoString(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("closed_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_shift_patterns_site", "shift_patterns", ["site_id"])
    op.create_table(
        "rosters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("duty", AutoString(), nullable=False),
        sa.Column("department_id", sa.Uuid(), nullable=True),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"]),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    officers = sa.text("duty = 'OFFICER'")
    op.create_index(
        "uq_rosters_officer",
        "rosters",
        ["site_id"],
        unique=True,
        sqlite_where=officers,
        postgresql_where=officers,
    )
    op.create_index("uq_rosters_department", "rosters", ["department_id"], unique=True)
    op.create_index("uq_rosters_post", "rosters", ["post_id"], unique=True)
    op.create_index("ix_rosters_site", "rosters", ["site_id"])
    op.create_table(
        "shifts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("roster_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("pattern_id", sa.Uuid(), nullable=True),
        sa.Column("cancelled_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("hand_over", AutoString(), nullable=False),
        sa.Column("handed_over_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("hand_over_read_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("hand_over_read_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hand_over_read_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["pattern_id"], ["shift_patterns.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["roster_id"], ["rosters.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_shifts_site", "shifts", ["site_id", "ends_at"])
    op.create_index("ix_shifts_roster", "shifts", ["roster_id", "ends_at"])
    op.create_index("ix_shifts_starts", "shifts", ["starts_at"])
    op.create_index("ix_shifts_person", "shifts", ["person_id", "ends_at"])
    op.create_table(
        "shift_swaps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("in_return_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("answered_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["in_return_id"], ["shifts.id"]),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.ForeignKeyConstraint(["to_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    open_now = sa.text("state = 'ASKED'")
    op.create_index(
        "uq_shift_swaps_open",
        "shift_swaps",
        ["shift_id"],
        unique=True,
        sqlite_where=open_now,
        postgresql_where=open_now,
    )
    op.create_index("ix_shift_swaps_site", "shift_swaps", ["site_id", "state"])


def downgrade() -> None:
    op.drop_table("shift_swaps")
    op.drop_table("shifts")
    op.drop_table("rosters")
    op.drop_table("shift_patterns")
