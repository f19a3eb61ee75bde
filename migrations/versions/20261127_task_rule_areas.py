"""Task rules may name areas.

Revision ID: task_rule_areas
Revises: leaver_retention
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "task_rule_areas"
down_revision: str | None = "leaver_retention"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("task_rules", sa.Column("areas", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("task_rules", "areas")
