"""Stages that do not apply in an area, and matters that were registered.

Revision ID: risk_coverage
Revises: risk_maps
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import Json, UtcDateTime

revision: str = "risk_coverage"
down_revision: str | None = "risk_maps"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "stage_exclusions",
        sa.Column("area_id", sa.Uuid(), sa.ForeignKey("areas.id"), primary_key=True),
        sa.Column("stage", AutoString(), primary_key=True),
        sa.Column("site_id", sa.Uuid(), sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("things", Json(), nullable=False),
    )
    op.create_index("ix_stage_exclusions_site", "stage_exclusions", ["site_id"])
    op.create_table(
        "registered_matters",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("site_id", sa.Uuid(), sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("event_id", sa.Uuid(), sa.ForeignKey("risk_events.id"), nullable=False),
        sa.Column("case_id", sa.Uuid(), sa.ForeignKey("cases.id")),
        sa.Column("sensor_id", sa.Integer(), sa.ForeignKey("sensors.id")),
        sa.Column("by", sa.Uuid(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_registered_matters_site", "registered_matters", ["site_id"])
    op.create_index("uq_registered_matters_case", "registered_matters", ["case_id"], unique=True)
    op.create_index("uq_registered_matters_sensor", "registered_matters", ["sensor_id"], unique=True)


def downgrade() -> None:
    op.drop_table("registered_matters")
    op.drop_table("stage_exclusions")
