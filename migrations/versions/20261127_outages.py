"""outages of a source

Revision ID: outages
Revises: saved_views
Create Date: 2026-11-27 05:00:00.000000
"""

from collections.abc import Sequence

from alembic import op

revision: str = "outages"
down_revision: str | None = "saved_views"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_out_of_service_source", "out_of_service", ["sensor_id", "taken_at"])


def downgrade() -> None:
    op.drop_index("ix_out_of_service_source", "out_of_service")
