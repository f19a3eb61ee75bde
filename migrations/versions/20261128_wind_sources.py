"""which sources of a site measure its wind

Revision ID: wind_sources
Revises: comment_photos
Create Date: 2026-11-28 10:30:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision: str = "wind_sources"
down_revision: str | None = "comment_photos"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for name in ("wind_speed_source", "wind_direction_source"):
        op.add_column("sites", sa.Column(name, AutoString(), nullable=False, server_default=""))


def downgrade() -> None:
    for name in ("wind_direction_source", "wind_speed_source"):
        op.drop_column("sites", name)
