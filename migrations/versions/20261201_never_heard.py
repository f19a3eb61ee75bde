"""never heard: since when a site knows a source, and when its owner was reminded that it never sent anything

Revision ID: never_heard
Revises: early_advice
Create Date: 2026-12-01 04:20:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "never_heard"
down_revision: str | None = "early_advice"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("sensors", sa.Column("created_at", UtcDateTime(timezone=True), nullable=True))
    op.add_column("sensors", sa.Column("unheard_reminded_at", UtcDateTime(timezone=True), nullable=True))
    # A source and the first version of its indicator came in one transaction.
    op.execute(
        "UPDATE sensors SET created_at = (SELECT MIN(indicators.created_at) FROM indicators"
        " WHERE indicators.sensor_id = sensors.id) WHERE kind <> 'SYSTEM'"
    )


def downgrade() -> None:
    op.drop_column("sensors", "unheard_reminded_at")
    op.drop_column("sensors", "created_at")
