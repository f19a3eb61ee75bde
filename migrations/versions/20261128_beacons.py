"""beacons: lamps and sirens on the spot

Revision ID: beacons
Revises: alert_answers
Create Date: 2026-11-28 18:20:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "beacons"
down_revision: str | None = "alert_answers"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "beacons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=True),
        sa.Column("added_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=True),
        sa.Column("alert_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", AutoString(), nullable=False),
        sa.Column("wanted_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("shown_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("was_shown", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("last_error", AutoString(), nullable=True),
        sa.Column("is_online", sa.Boolean(), nullable=True),
        sa.Column("reachable_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("test_id", AutoString(), nullable=False),
        sa.Column("tested_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("test_due_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("test_shown_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("test_error", AutoString(), nullable=True),
        sa.Column("removed_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    is_present = sa.text("removed_at IS NULL")
    op.create_index(
        "uq_beacons_code",
        "beacons",
        ["site_id", "code"],
        unique=True,
        sqlite_where=is_present,
        postgresql_where=is_present,
    )


def downgrade() -> None:
    op.drop_table("beacons")
