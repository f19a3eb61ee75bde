"""figures by index: what asked somebody to look is found by its time, changes with when they began

Revision ID: figures_by_index
Revises: reading_segments
Create Date: 2026-12-01 13:00:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "figures_by_index"
down_revision: str | None = "reading_segments"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ANNOUNCED = "kind IN ('RAISED', 'REACTIVATED', 'TIER_RAISED') AND suppression IS NULL"


def upgrade() -> None:
    op.create_index(
        "ix_alert_transitions_announced",
        "alert_transitions",
        ["at", "alert_id", "tier"],
        sqlite_where=sa.text(ANNOUNCED),
        postgresql_where=sa.text(ANNOUNCED),
    )
    op.drop_index("ix_alerts_changed", table_name="alerts")
    op.create_index("ix_alerts_changed", "alerts", ["site_id", "changed_at", "raised_at"])


def downgrade() -> None:
    op.drop_index("ix_alerts_changed", table_name="alerts")
    op.create_index("ix_alerts_changed", "alerts", ["site_id", "changed_at"])
    op.drop_index("ix_alert_transitions_announced", table_name="alert_transitions")
