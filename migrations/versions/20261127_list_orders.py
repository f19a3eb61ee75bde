"""orders of lists

Revision ID: list_orders
Revises: data_version
Create Date: 2026-11-27 04:02:01.457270
"""

from collections.abc import Sequence

from alembic import op

revision: str = "list_orders"
down_revision: str | None = "data_version"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_alerts_raised", "alerts", ["site_id", "raised_at", "id"])
    op.create_index("ix_tasks_list", "department_tasks", ["site_id", "created_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_tasks_list", "department_tasks")
    op.drop_index("ix_alerts_raised", "alerts")
