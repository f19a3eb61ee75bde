"""Four-colour maps of sites, frozen.

Revision ID: risk_maps
Revises: score_wordings
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import Json, UtcDateTime

revision: str = "risk_maps"
down_revision: str | None = "score_wordings"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "risk_maps",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("site_id", sa.Uuid(), sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("number", AutoString(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("issued_by", sa.Uuid(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("redrawn_by", UtcDateTime(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("content", Json(), nullable=False),
    )
    op.create_index("ix_risk_maps_site", "risk_maps", ["site_id", "issued_at"])
    op.create_index("uq_risk_maps_number", "risk_maps", ["site_id", "number"], unique=True)


def downgrade() -> None:
    op.drop_table("risk_maps")
