"""control: what was active or late at a moment of before

Revision ID: control
Revises: outages
Create Date: 2026-11-27 07:11:49.066700
"""

from collections.abc import Sequence

from alembic import op

revision: str = "control"
down_revision: str | None = "outages"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.drop_index("ix_alerts_list", "alerts")
    op.create_index("ix_alerts_list", "alerts", ["site_id", "is_open", "worst_tier", "raised_at", "id"])
    op.create_index("ix_alerts_changed", "alerts", ["site_id", "changed_at"])
    op.create_index("ix_deadlines_due", "deadlines", ["site_id", "due_at"])
    op.create_index("ix_deadlines_ended", "deadlines", ["site_id", "ended_at"])


def downgrade() -> None:
    op.drop_index("ix_deadlines_ended", "deadlines")
    op.drop_index("ix_deadlines_due", "deadlines")
    op.drop_index("ix_alerts_changed", "alerts")
    op.drop_index("ix_alerts_list", "alerts")
    op.create_index("ix_alerts_list", "alerts", ["site_id", "is_open", "tier", "raised_at", "id"])
